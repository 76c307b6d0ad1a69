"""How likely a pair of statements says the same: gradient-boosted trees over the pair's features.

`training/alignment.py` trains the trees and writes them; the model card beside them says on what.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import onnxruntime

from twosource.compare.alignment.features import FEATURES, PairTable
from twosource.compare.alignment.words import FloatArray

MODEL: Final = "pair_scorer.onnx"
SETTINGS: Final = "pair_scorer.json"


class ModelMismatchError(RuntimeError):
    """The stored trees were trained on other features than this version measures: train them again."""


@dataclass(frozen=True)
class PairScorer:
    """Trained trees with what belongs to them: the least score of a pair that stands, how many stretches of another
    report one stretch may be paired with, and the least mean score that ties a statement to a group."""

    session: onnxruntime.InferenceSession
    version: str
    threshold: float
    partners: int
    link: float

    def score(self, table: PairTable) -> FloatArray:
        """For every row of the table the estimated probability that its statements make one claim."""
        if not len(table.left):
            return np.zeros(0, dtype=np.float32)
        (raw,) = self.session.run(None, {self.session.get_inputs()[0].name: np.ascontiguousarray(table.features)})
        return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(raw, dtype=np.float32).reshape(-1))), dtype=np.float32)


def read_scorer(model: bytes, settings: bytes) -> PairScorer:
    """The scorer stored in the two files; ModelMismatchError where it measures other features."""
    values: dict[str, Any] = json.loads(settings.decode("utf-8"))
    if tuple(values["features"]) != FEATURES:
        raise ModelMismatchError("the pair scorer was trained on other features: run training/alignment.py again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return PairScorer(session, values["version"], values["threshold"], values["partners"], values["link"])


@lru_cache(maxsize=1)
def load_scorer() -> PairScorer:
    """The scorer that comes with the package."""
    folder = files("twosource.compare") / "data"
    return read_scorer((folder / MODEL).read_bytes(), (folder / SETTINGS).read_bytes())
