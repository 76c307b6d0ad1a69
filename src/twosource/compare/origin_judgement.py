"""The trained judgement of independence: two logistic models, one of whose voice a mention is in, one of whether two
mentions of a claim have origins of their own. `training/independence.py` makes `data/independence.json`."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from twosource.compare.mention_voice import VOICE_FEATURES
from twosource.compare.origin_features import FEATURES, ClaimSigns, pair_features

MOST_SURE = 4.6
"""Bound of the log-odds that a mention is in the outlet's own voice (99 %): being surer than that says nothing more."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The weights of both models, in the order of `VOICE_FEATURES` and `FEATURES`."""

    voice_weights: tuple[float, ...]
    voice_bias: float
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def own_voice(self, features: Sequence[float]) -> float:
        """The log-odds that a mention with these features is the outlet's own voice."""
        borrowed = self.voice_bias + _dot(self.voice_weights, features)
        return max(-MOST_SURE, min(MOST_SURE, -borrowed))

    def independence(self, claim: ClaimSigns, left: int, right: int) -> float:
        """The probability that two mentions of a claim, by their places in it, have origins of their own."""
        total = self.bias + _dot(self.weights, pair_features(claim, left, right))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def read_judgement(data: Mapping[str, Any]) -> Judgement:
    """The judgement of a file's content; KeyError where a feature has no weight in it."""
    return Judgement(
        tuple(data["voice_weights"][name] for name in VOICE_FEATURES),
        data["voice_bias"],
        tuple(data["weights"][name] for name in FEATURES),
        data["bias"],
        data["threshold"],
    )


@lru_cache(maxsize=1)
def load_judgement() -> Judgement:
    """The judgement that comes with the package."""
    file = resources.files("twosource.compare").joinpath("data/independence.json")
    return read_judgement(json.loads(file.read_text("utf-8")))
