"""The contract's JSON as text."""

import json
import math
from typing import Any

from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Comparison
from twosource.report.excerpt_budget import MOST_WORDS
from twosource.report.excerpts import claim_texts, excerpted
from twosource.report.story_view import story_view


def render_json(comparison: Comparison, *, excerpts: bool = False, most_words: int = MOST_WORDS) -> str:
    """The comparison as indented JSON (RFC 8259) in ASCII, so that no control character or lone surrogate leaves it
    raw; with `excerpts`, what `excerpts_dict` leaves of it."""
    whole = excerpts_dict(comparison, most_words) if excerpts else comparison.to_dict()
    return _dump(whole, indent=2)


def excerpts_dict(comparison: Comparison, most_words: int = MOST_WORDS) -> dict[str, Any]:
    """The contract's JSON fit to publish: articles without their text and `extra`, claims in the words that the pages
    show of them, an ellipsis for those they do not quote. Spans stay as they are."""
    whole = comparison.to_dict(excerpts=True)
    texts = claim_texts(comparison, excerpted(story_view(comparison), most_words))
    for article in whole["articles"]:
        article["extra"] = {}
    for claim in whole["claims"]:
        claim["text"] = texts[claim["id"]]
    return whole


def render_article_json(annotated: AnnotatedArticle) -> str:
    """The annotated article as JSON on one line, in ASCII."""
    return _dump(annotated.to_dict())


def _dump(value: dict[str, Any], indent: int | None = None) -> str:
    try:
        return json.dumps(value, indent=indent, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), indent=indent, allow_nan=False)


def _finite(value: Any) -> Any:
    """The value with infinities and not-a-number, for which JSON has no words, as null."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
