"""Time expressions against the TimeBank articles of TempEval-3, with dateparser and timexy beside."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import md5
from typing import Any

from evaluation.corpora import as_article, read_lines
from evaluation.scoring.times import Expression, score_times
from evaluation.tasks import Figures
from twosource.annotate.syntax import parse_texts
from twosource.annotate.times import extract_times

Record = dict[str, Any]


def evaluate() -> Figures:
    """Relaxed, strict, value and type F1 of each system on the same articles."""
    records = read_lines("times/dev.jsonl")
    gold = [record["times"] for record in records]
    systems: dict[str, Callable[[Sequence[Record]], list[list[Record]]]] = {
        "twosource": _read_with_twosource,
        "dateparser": _read_with_dateparser,
        "timexy": _read_with_timexy,
    }
    figures = {name: score_times(zip(gold, read(records), strict=True)) for name, read in systems.items()}
    return figures | _halves(records, gold)


def _halves(records: Sequence[Record], gold: Sequence[Sequence[Expression]]) -> Figures:
    """The articles the rules were written on apart from those only ever scored (see `is_held_out`)."""
    found = _read_with_twosource(records)
    parts: dict[str, list[tuple[Sequence[Expression], Sequence[Expression]]]] = {"seen": [], "held out": []}
    for record, right, times in zip(records, gold, found, strict=True):
        parts["held out" if is_held_out(record["id"]) else "seen"].append((right, times))
    return {f"twosource, articles {part}": score_times(pairs) for part, pairs in parts.items()}


def is_held_out(article: str) -> bool:
    """Whether an article was left unread while the rules were written: a third, by the hash of its id."""
    return int(md5(article.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0


def _read_with_twosource(records: Sequence[Record]) -> list[list[Record]]:
    docs = parse_texts(record["text"] for record in records)
    found = []
    for record, doc in zip(records, docs, strict=True):
        times = extract_times(as_article(record), doc)
        found.append([{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in times])
    return found


def _read_with_dateparser(records: Sequence[Record]) -> list[list[Record]]:
    """`search_dates`, relative to the day of publication and else as it comes (preferring dates in the past scores
    less); every hit is a DATE of day precision."""
    from dateparser.search import search_dates

    found = []
    for record in records:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(record["published"][:10])}
        hits = search_dates(record["text"], languages=["en"], settings=settings) or []
        times, position = [], 0
        for words, moment in hits:
            start = record["text"].find(words, position)
            if start < 0:
                continue
            position = start + len(words)
            times.append({"start": start, "end": position, "type": "DATE", "value": moment.date().isoformat()})
        found.append(times)
    return found


def _read_with_timexy(records: Sequence[Record]) -> list[list[Record]]:
    """The spaCy component's entities; midnight of a day is written as the day, as TimeBank has it."""
    import spacy
    import timexy  # noqa: F401

    nlp = spacy.blank("en")
    nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
    found = []
    for record in records:
        times = []
        for entity in nlp(record["text"]).ents:
            match = re.search(r'type="(\w+)" value="([^"]+)"', entity.kb_id_)
            if match:
                value = match[2].removesuffix("T00:00:00")
                times.append({"start": entity.start_char, "end": entity.end_char, "type": match[1], "value": value})
        found.append(times)
    return found


if __name__ == "__main__":
    print(json.dumps(evaluate(), indent=2))
