"""The comparison scorer, on accounts whose figures can be counted by hand."""

import pytest

from evaluation.scoring.comparison import score_comparisons, words_meet

TEXTS = {
    "a": "The ferry sank on Sunday . Two people died in the water . The captain was questioned",
    "b": "A ferry went down on Sunday and two people died . Its captain was questioned for hours",
    "c": "Two people died when the ferry sank",
}


def mention(article: str, words: str) -> dict[str, object]:
    start = TEXTS[article].index(words)
    return {"article": article, "start": start, "end": start + len(words)}


def claim(*mentions: dict[str, object], origins: int = 1) -> dict[str, object]:
    return {"mentions": list(mentions), "origins": list(range(origins))}


DIED = [mention("a", "Two people died in the water"), mention("b", "two people died"), mention("c", "Two people died")]
GOLD = {
    "claims": [
        claim(mention("a", "The ferry sank on Sunday"), mention("b", "A ferry went down on Sunday"), origins=2),
        claim(*DIED, origins=1),
    ],
    "shared_quotes": [claim(DIED[0], DIED[1])],
    "discrepancies": [claim(DIED[0], DIED[1]) | {"severity": "contradiction"}],
}
NOTHING: dict[str, object] = {"claims": [], "shared_quotes": [], "discrepancies": []}


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ({1, 2, 3}, {2, 3, 4}, True),
        ({1, 2, 3}, {3, 4, 5}, False),
        ({1}, {1, 2, 3, 4}, True),
        ({1}, {1, 2, 3, 4, 5}, False),
        (set(), {1}, False),
        (set(), set(), False),
    ],
)
def test_when_words_meet(a: set[int], b: set[int], meet: bool) -> None:
    assert words_meet(frozenset(a), frozenset(b)) is meet
    assert words_meet(frozenset(b), frozenset(a)) is meet


def test_the_gold_account_scores_full_marks() -> None:
    figures = score_comparisons([(TEXTS, GOLD, GOLD)])
    assert all(value == 1.0 for value in figures.values())


def test_an_empty_account_scores_nothing() -> None:
    figures = score_comparisons([(TEXTS, GOLD, NOTHING)])
    assert all(value == 0.0 for value in figures.values())


def test_precision_and_recall_over_pairs() -> None:
    predicted = NOTHING | {
        "claims": [claim(DIED[0], DIED[1]), claim(mention("a", "The captain"), mention("c", "the ferry"))]
    }
    figures = score_comparisons([(TEXTS, GOLD, predicted)])
    assert figures["claims_recall"] == 0.25  # one of the four gold pairs
    assert figures["claims_precision"] == 0.5
    assert figures["claims_f1"] == pytest.approx(0.333)


def test_independence_is_averaged_over_the_two_answers() -> None:
    predicted = NOTHING | {"claims": [one | {"origins": ["x"]} for one in GOLD["claims"]]}
    assert score_comparisons([(TEXTS, GOLD, predicted)])["independence_accuracy"] == 0.5


def test_mentions_in_one_article_make_no_pair() -> None:
    predicted = NOTHING | {"claims": [claim(DIED[0], mention("a", "Two people died"))]}
    assert score_comparisons([(TEXTS, GOLD, predicted)])["claims_precision"] == 0.0


def test_the_order_of_mentions_makes_no_difference() -> None:
    turned = {kind: [one | {"mentions": one["mentions"][::-1]} for one in GOLD[kind]] for kind in GOLD}
    assert score_comparisons([(TEXTS, GOLD, turned)]) == score_comparisons([(TEXTS, GOLD, GOLD)])
