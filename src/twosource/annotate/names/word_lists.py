"""Closed lists of words by name, kept as data."""

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    text = (files("twosource.annotate") / "data/word_lists.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word_list(name: str) -> frozenset[str]:
    """The words (lower case) of the list with that name in `data/word_lists.toml`; KeyError where there is none."""
    return frozenset(_lists()[name])
