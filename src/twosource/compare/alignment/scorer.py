"""How likely a pair of statements says the same: gradient-boosted trees, twice.

The first score looks at the pair alone; the second also at how the pair stands beside its rivals (`rivals`), as in
stacked generalisation (Wolpert, 1992). `training/alignment.py` trains both; the model card beside the files says on
what.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from twosource.compare.alignment.features import FEATURES, PairTable
from twosource.compare.alignment.rivals import RIVAL_FEATURES, WORTH_A_SECOND_LOOK, measure_rivals
from twosource.compare.alignment.words import FloatArray, StoryWords

STEM: Final = "pair_scorer"
"""The files are `pair_scorer.json` (settings), `pair_scorer-first.onnx` and `pair_scorer-second.onnx`."""


class ModelMismatchError(RuntimeError):
    """The stored trees were trained on other features than this version measures: train them again."""


@dataclass(frozen=True)
class PairScorer:
    """Trained trees with what belongs to them: the least score of a pair that stands, how many stretches of another
    report one stretch may be paired with, and the least mean score that ties a statement to a group."""

    first: onnxruntime.InferenceSession
    second: onnxruntime.InferenceSession
    version: str
    threshold: float
    partners: int
    link: float

    def score(self, words: StoryWords, table: PairTable) -> tuple[PairTable, FloatArray]:
        """The rows of the table that are worth a second look, and for each the estimated probability that its
        statements make one claim."""
        first = _probability(self.first, table.features)
        kept = first >= WORTH_A_SECOND_LOOK
        rivals = measure_rivals(words, table, first)
        features = np.hstack([table.features[kept], rivals[kept]])
        rows = PairTable(table.left[kept], table.right[kept], table.units[kept], features)
        return rows, _probability(self.second, features)


def _probability(session: onnxruntime.InferenceSession, features: FloatArray) -> FloatArray:
    if not len(features):
        return np.zeros(0, dtype=np.float32)
    (raw,) = session.run(None, {session.get_inputs()[0].name: np.ascontiguousarray(features, dtype=np.float32)})
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(raw, dtype=np.float32).reshape(-1))), dtype=np.float32)


def read_scorer(settings: bytes, first: bytes, second: bytes) -> PairScorer:
    """The scorer stored in the three files; ModelMismatchError where it measures other features."""
    values: dict[str, Any] = json.loads(settings.decode("utf-8"))
    if tuple(values["features"]) != FEATURES + RIVAL_FEATURES:
        raise ModelMismatchError("the pair scorer was trained on other features: run training/alignment.py again")
    return PairScorer(
        _session(first), _session(second), values["version"], values["threshold"], values["partners"], values["link"]
    )


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def load_scorer() -> PairScorer:
    """The scorer that comes with the package."""
    folder = files("twosource.compare") / "data"
    names = (f"{STEM}.json", f"{STEM}-first.onnx", f"{STEM}-second.onnx")
    settings, first, second = ((folder / name).read_bytes() for name in names)
    return read_scorer(settings, first, second)
