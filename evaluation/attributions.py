"""Attributions on PolNeAR dev: this system through `annotate_many`, and textacy's quotations, in one run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from textacy.extract.triples import direct_quotations

from evaluation.corpora import annotate_records, read_lines
from evaluation.scoring.attributions import Attribution, score_attributions
from twosource.annotate.syntax import parse_texts
from twosource.model.annotation import AnnotatedArticle
from twosource.model.span import Span

Figures = dict[str, dict[str, float]]


def evaluate() -> Figures:
    """The figures of `score_attributions` for each system; for textacy also `given_up`, articles it raised on."""
    records = read_lines("attributions/dev.jsonl")
    ours = [as_offsets(article) for article in annotate_records(records)]
    theirs = list(textacy_quotations(record["text"] for record in records))
    found = [quotations or [] for quotations in theirs]
    given_up = sum(quotations is None for quotations in theirs)
    return {"twosource": score(records, ours), "textacy": score(records, found) | {"given_up": given_up}}


def score(records: Iterable[Mapping[str, Any]], predicted: Iterable[Sequence[Attribution]]) -> dict[str, float]:
    """The figures of one system: `predicted` has each record's attributions, in the order of `records`."""
    return score_attributions(
        (record["text"], record["attributions"], found) for record, found in zip(records, predicted, strict=True)
    )


def as_offsets(article: AnnotatedArticle) -> list[Attribution]:
    """The article's attributions as the corpus writes them."""
    return [
        {"source": _pairs(a.source), "cue": _pairs(a.cue), "content": _pairs(a.content)} for a in article.attributions
    ]


def _pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def textacy_quotations(texts: Iterable[str]) -> Iterator[list[Attribution] | None]:
    """textacy's direct quotations of each text, None where it gives up on the text for an unclosed mark."""
    for doc in parse_texts(texts):
        try:
            quotations = list(direct_quotations(doc))
        except ValueError:
            yield None
            continue
        yield [
            {
                "source": [(token.idx, token.idx + len(token)) for token in quotation.speaker],
                "cue": [(token.idx, token.idx + len(token)) for token in quotation.cue],
                "content": [(quotation.content.start_char, quotation.content.end_char)],
            }
            for quotation in quotations
        ]
