"""The sets written for this project keep their size, and the program keeps its figures on them."""

from evaluation.quantities import evaluate, judge, pair_quantities, read_data


def test_the_sets_are_large_enough_and_well_formed() -> None:
    records = read_data("quantities.jsonl")
    quantities = [(record["text"], q) for record in records for q in record["quantities"]]
    assert len(quantities) >= 300
    assert all(0 <= q["start"] < q["end"] <= len(text) for text, q in quantities)
    assert len(read_data("value_pairs.jsonl")) >= 150


def test_the_figures_hold() -> None:
    figures = evaluate()["twosource"]
    assert figures["exact"] >= 0.95
    assert figures["pairs_accuracy"] >= 0.95


def test_a_pair_that_cannot_be_read_is_said_to_be_unread() -> None:
    assert judge({"kind": "quantity", "a": "Nothing here.", "b": "Three boats sank."}) == "unread"


def test_pairing_uses_each_prediction_once() -> None:
    gold = [{"start": 0, "end": 4}, {"start": 2, "end": 6}]
    assert len(list(pair_quantities(gold, [{"start": 0, "end": 6}]))) == 1
