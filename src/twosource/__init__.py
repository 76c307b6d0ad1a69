"""Several outlets' reports of one event in, one account out: every statement with who said it, where it stands in each
report, and how many independent origins stand behind it."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from twosource.errors import LayerOrderError, ModelMissing, NothingToCompare, TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison
from twosource.model.span import Span
from twosource.model.story import Story

if TYPE_CHECKING:
    from twosource.service import annotate, annotate_many, compare, find_stories, read_sources

__version__ = version("twosource")

__all__ = [
    "AnnotatedArticle",
    "Article",
    "Comparison",
    "LayerOrderError",
    "ModelMissing",
    "NothingToCompare",
    "Rejection",
    "Span",
    "Story",
    "TwosourceError",
    "annotate",
    "annotate_many",
    "compare",
    "find_stories",
    "read_sources",
]

_SERVICE = frozenset({"annotate", "annotate_many", "compare", "find_stories", "read_sources"})


def __getattr__(name: str) -> Any:
    """The use cases come from `twosource.service` when first asked for: `import twosource` loads no model."""
    if name in _SERVICE:
        return getattr(import_module("twosource.service"), name)
    raise AttributeError(f"module 'twosource' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
