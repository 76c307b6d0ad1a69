"""The stance lexicon: what a cue does with its content, and when it says that nothing was said."""

from typing import get_args

import pytest

from twosource.annotate.stance import classify_cue, cue_lexicon
from twosource.model.annotation import Stance


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", "states"),
        ("according to", "states"),
        (":", "states"),
        ("said in a statement", "states"),
        ("has argued", "claims"),
        ("denied", "denies"),
        ("ruled out", "denies"),
        ("has since acknowledged", "confirms"),
        ("warned of", "warns"),
        ("fears", "warns"),
        ("asked about", "asks"),
        ("called for", "asks"),
        ("called", "states"),
        ("vowed to", "promises"),
        ("is planning", "promises"),
        ("thought", "thinks"),
        ("ordered", "orders"),
        ("accused", "accuses"),
        ("lashed out", "accuses"),
        ("praised", "praises"),
        ("is expected to", "predicts"),
        ("declined", "declines"),
        ("reported", "reports"),
        ("found", "shows"),
        ("pointed out", "states"),
        ("agreed", "confirms"),
        ("agreed to", "promises"),
        ("gurgled", "states"),
        ("", "states"),
    ],
)
def test_stance(cue: str, stance: Stance) -> None:
    assert classify_cue(cue.split())[0] == stance


@pytest.mark.parametrize(
    ("before", "cue", "expected"),
    [
        ("", "did not say", ("states", True)),
        ("did n't", "say", ("states", True)),
        ("never", "claimed", ("claims", True)),
        ("", "refused to confirm", ("declines", True)),
        ("", "declined to comment", ("declines", True)),
        ("", "would not rule out", ("declines", True)),
        ("", "could not confirm", ("declines", True)),
        ("", "cannot confirm", ("declines", True)),
        ("", "won’t say", ("declines", True)),
        ("", "did not respond to", ("declines", True)),
        ("", "did not deny", ("denies", True)),
        ("", "does not think", ("thinks", True)),
        ("", "would not expect", ("predicts", True)),
        ("", "did not decline", ("declines", False)),
        ("", "said", ("states", False)),
        ("no", "said", ("states", False)),
        ("no longer", "supports", ("praises", True)),
    ],
)
def test_polarity(before: str, cue: str, expected: tuple[Stance, bool]) -> None:
    assert classify_cue(cue.split(), before.split()) == expected


def test_every_stance_has_words() -> None:
    lexicon = cue_lexicon()
    used = set(lexicon.words.values()) | {stance for found in lexicon.phrases.values() for _, stance in found}
    assert used == set(get_args(Stance))


def test_longer_phrases_come_first() -> None:
    for phrases in cue_lexicon().phrases.values():
        lengths = [len(phrase) for phrase, _ in phrases]
        assert lengths == sorted(lengths, reverse=True)


def test_every_inflection() -> None:
    for form in ("deny", "denies", "denied", "denying"):
        assert classify_cue([form])[0] == "denies"
    for form in ("write", "writes", "wrote", "written", "writing"):
        assert classify_cue([form])[0] == "states"
