"""The contract's JSON as text."""

import json
import math
from typing import Any

from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Comparison


def render_json(comparison: Comparison, *, excerpts: bool = False) -> str:
    """The comparison as indented JSON (RFC 8259) in ASCII, so that no control character or lone surrogate leaves it
    raw; with `excerpts`, articles without their text."""
    return _dump(comparison.to_dict(excerpts=excerpts), indent=2)


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
