"""Quantities against sentences written for this project, and the agreement of pairs of values; quantulum3
beside, where it is installed."""

import json
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evaluation.scoring.spans import f1
from evaluation.tasks import Figures
from twosource.annotate.quantities import extract_quantities
from twosource.annotate.syntax import parse_texts
from twosource.annotate.times import extract_times
from twosource.model.annotation import Quantity, TimeExpression
from twosource.model.article import Article
from twosource.text.quantity_agreement import compare_quantities
from twosource.text.timevalue import compare_times

DATA = Path(__file__).parent / "data"
_FIELDS = ("value", "upper", "bound", "unit", "kind", "per")

Record = dict[str, Any]
Found = list[Record]


def read_data(name: str) -> list[Record]:
    """The records of a .jsonl file beside this module."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def evaluate() -> Figures:
    """Exact F1 (all of value, upper, bound, unit, kind and per right) and value F1 (the number alone) of the sentences,
    and the share of value pairs judged right."""
    records = read_data("quantities.jsonl")
    gold = [record["quantities"] for record in records]
    texts = [record["text"] for record in records]
    systems: dict[str, Callable[[Sequence[str]], list[Found]]] = {
        "twosource": _read_with_twosource,
    }
    if find_spec("quantulum3"):
        systems["quantulum3"] = _read_with_quantulum3
    figures = {name: _score(zip(gold, read(texts), strict=True)) for name, read in systems.items()}
    for peer in set(figures) - {"twosource"}:
        del figures[peer]["exact"]  # it gives no bounds and counts nothing: the number is all that compares
    figures["twosource"] |= _agreement()
    return figures


def _score(documents: Iterable[tuple[Found, Found]]) -> dict[str, float]:
    right = found = exact = value = 0
    for gold, predicted in documents:
        right, found = right + len(gold), found + len(predicted)
        for expected, given in pair_quantities(gold, predicted):
            value += expected["value"] == given["value"]
            exact += all(expected[field] == given.get(field) for field in _FIELDS)
    return {
        "exact": round(f1(exact, right, found), 3),
        "value": round(f1(value, right, found), 3),
        "gold": right,
        "predicted": found,
    }


def pair_quantities(gold: Found, predicted: Found) -> Iterable[tuple[Record, Record]]:
    """Each gold quantity with the first predicted one that overlaps it and is not yet paired."""
    free = list(predicted)
    for expected in gold:
        for position, given in enumerate(free):
            if given["start"] < expected["end"] and expected["start"] < given["end"]:
                yield expected, free.pop(position)
                break


def _read_with_twosource(texts: Sequence[str]) -> list[Found]:
    found = []
    for text, doc in zip(texts, parse_texts(texts), strict=True):
        article = Article.from_text(text, published="2026-03-04")
        quantities = extract_quantities(article, doc, extract_times(article, doc))
        found.append([{name: getattr(q, name) for name in ("start", "end", *_FIELDS)} for q in quantities])
    return found


def _read_with_quantulum3(texts: Sequence[str]) -> list[Found]:
    """Its values and spans; its units are not those of this set, so only the value figure compares."""
    # Its classifier was pickled for an older scikit-learn; without it, it decides by its own rules.
    vars(import_module("quantulum3.classifier"))["USE_CLF"] = False
    parser = import_module("quantulum3.parser")
    return [
        [
            {"start": q.span[0], "end": q.span[1], "value": round(float(q.value), 10), "unit": q.unit.name}
            for q in parser.parse(text)
        ]
        for text in texts
    ]


def _agreement() -> dict[str, float]:
    pairs = read_data("value_pairs.jsonl")
    right = sum(judge(pair) == pair["agreement"] for pair in pairs)
    return {"pairs_accuracy": round(right / len(pairs), 3), "pairs": len(pairs)}


def judge(pair: Record) -> str:
    """The program's judgement of a pair: the values are read from its two texts, the last one of the kind in each."""
    first, second = (_value(pair, side) for side in ("a", "b"))
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        return compare_quantities(first, second)
    if isinstance(first, TimeExpression) and isinstance(second, TimeExpression):
        return compare_times(first, second)
    return "unread"


def _value(pair: Record, side: str) -> Quantity | TimeExpression | None:
    text = pair[side]
    article = Article.from_text(text, published=pair.get(f"{side}_published", "2026-03-04"))
    doc = next(parse_texts([text]))
    times = extract_times(article, doc)
    values = times if pair["kind"] == "time" else extract_quantities(article, doc, times)
    return values[-1] if values else None


if __name__ == "__main__":
    print(json.dumps(evaluate(), indent=2))
