"""Values to the contract's JSON and back. The shapes are the dataclasses' own, but for two: tokens and context stay
out, and a comparison's articles carry their layers beside the article's fields."""

from typing import Any

import msgspec

from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison

_LAYERS = ("sentences", "clauses", "entities", "attributions", "times", "quantities", "components")


def _plain(value: Any) -> Any:
    """The value as dicts, lists and scalars: what loading its JSON would give."""
    return _listed(msgspec.to_builtins(value))


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, (list, tuple)) else value


def _layers(annotated: AnnotatedArticle) -> dict[str, Any]:
    layers = {name: _plain(getattr(annotated, name)) for name in _LAYERS}
    for quantity in layers["quantities"]:
        for key in ("value", "upper"):
            if isinstance(quantity[key], float) and quantity[key].is_integer():
                quantity[key] = int(quantity[key])
    return layers


def article_to_dict(article: Article) -> dict[str, Any]:
    """The article's fields, with its paragraphs as spans."""
    fields: dict[str, Any] = _plain(article)
    return fields | {"paragraphs": _plain(article.paragraphs)}


def annotated_to_dict(annotated: AnnotatedArticle) -> dict[str, Any]:
    """The AnnotatedArticle of the contract."""
    return {"article": article_to_dict(annotated.article), **_layers(annotated)}


def annotated_from_dict(data: dict[str, Any]) -> AnnotatedArticle:
    """The value `annotated_to_dict` was made from, but for its tokens and context; msgspec.ValidationError on another
    shape."""
    return msgspec.convert(data, AnnotatedArticle, strict=False)


def comparison_to_dict(comparison: Comparison, *, excerpts: bool = False) -> dict[str, Any]:
    """The Comparison of the contract; with `excerpts`, articles without their text."""
    names = [name for name in comparison.__dataclass_fields__ if name != "articles"]
    articles = [article_to_dict(a.article) | _layers(a) for a in comparison.articles]
    if excerpts:
        for article in articles:
            del article["text"]
    return {"articles": articles} | {name: _plain(getattr(comparison, name)) for name in names}


def comparison_from_dict(data: dict[str, Any]) -> Comparison:
    """The value `comparison_to_dict` was made from; msgspec.ValidationError on another shape."""
    articles = [
        {"article": {k: v for k, v in a.items() if k not in _LAYERS}} | {k: a[k] for k in _LAYERS if k in a}
        for a in data["articles"]
    ]
    for nested in articles:
        nested["article"].setdefault("text", "")
    return msgspec.convert(data | {"articles": articles}, Comparison, strict=False)
