"""What comparing costs as the reports of one event grow in number: 2 to 200 made reports of about 600 words, already
annotated. Seconds are of the machine; the exponent of the growth and the share of the time that reading the same
reports takes are not."""

import gc
import json
import math
import time
from collections.abc import Sequence

import numpy as np

import twosource
from evaluation.made_reports import make_reports
from evaluation.tasks import Figures
from twosource.compare.account import compare_articles
from twosource.compare.statements import extract_statements
from twosource.model.annotation import AnnotatedArticle

SIZES = (2, 5, 10, 20, 50, 100, 200)
FITTED_FROM = 10
"""Reports from which the growth is fitted: below, fixed costs show."""
TIMED_AT = 20
REPEATED_TO = 200
REPEATS = 3
"""Runs of which the fastest counts, for up to REPEATED_TO reports; larger ones run once."""


def evaluate(sizes: Sequence[int] = SIZES) -> Figures:
    """For each number of reports the statements in them and seconds on the wall and of the processor; over those from
    FITTED_FROM on the exponent b of cost ~ statements^b, the exponent of n log n over the same sizes, the excess."""
    begun = time.process_time()
    annotated = list(twosource.annotate_many(make_reports(max(sizes))))
    reading = (time.process_time() - begun) / len(annotated)
    compare_articles(annotated[:2])
    figures: Figures = {}
    for size in sizes:
        figures[f"{size} reports"] = _measured(annotated[:size])
    fitted = [figures[f"{size} reports"] for size in sizes if size >= FITTED_FROM]
    statements = [one["statements"] for one in fitted]
    exponent = _slope(statements, [one["processor_seconds"] for one in fitted])
    n_log_n = _slope(statements, [n * math.log(n) for n in statements])
    timed = figures[f"{TIMED_AT} reports"]
    own = {
        "seconds": timed["seconds"],
        "share_of_reading": round(timed["processor_seconds"] / (reading * TIMED_AT), 3),
        "exponent": exponent,
        "exponent_n_log_n": n_log_n,
        "excess": round(exponent - n_log_n, 3),
    }
    return {"twosource": own, **figures}


def _measured(annotated: Sequence[AnnotatedArticle]) -> dict[str, float]:
    walls, processors = [], []
    gc.collect()
    gc.freeze()  # else what is timed is how often the collector looks through the articles, which are not its garbage
    for _ in range(REPEATS if len(annotated) <= REPEATED_TO else 1):
        wall, processor = time.perf_counter(), time.process_time()
        account = compare_articles(annotated)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    gc.unfreeze()
    return {
        "words": float(sum(len(one.article.text.split()) for one in annotated)),
        "statements": float(sum(len(extract_statements(one)) for one in annotated)),
        "shared_claims": float(sum(len({m.article for m in claim.mentions}) > 1 for claim in account.claims)),
        "widest_claim": float(max(len({m.article for m in claim.mentions}) for claim in account.claims)),
        "seconds": round(min(walls), 3),
        "processor_seconds": round(min(processors), 3),
    }


def _slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The exponent of a power law through the points, least squares on the logarithms."""
    slope, _ = np.polyfit(np.log(sizes), np.log(costs), 1)
    return round(float(slope), 3)


if __name__ == "__main__":
    print(json.dumps(evaluate(), indent=2))
