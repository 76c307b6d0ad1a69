"""How much a verb tells of saying: the share of its occurrences that are the cue of an attribution.

`data/cue_verbs.json` is made by `training/cue_verbs.py` from the attributions of PolNeAR (Newell, Margolin, Ruths,
LREC 2018).
"""

import json
from functools import lru_cache
from importlib import resources

from twosource.model.annotation import Token


def cue_rate(token: Token) -> float:
    """Between 0 and 1; 0 for words that are no verbs, that of all rare verbs for a verb the table does not have."""
    if token.pos != "VERB":
        return 0.0
    rare, rates = _table()
    return rates.get(token.lemma.lower(), rare)


@lru_cache(maxsize=1)
def _table() -> tuple[float, dict[str, float]]:
    data = json.loads(resources.files("twosource.compare").joinpath("data/cue_verbs.json").read_text("utf-8"))
    return data["rare"], data["verbs"]
