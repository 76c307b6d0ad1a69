"""Several outlets' reports of one event in, one account out: every statement with who said it, where it stands in each
report, and how many independent origins stand behind it."""

from importlib import import_module
from importlib.metadata import version

from twosource.errors import LayerOrderError, ModelMissing, NothingToCompare, TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison
from twosource.model.span import Span
from twosource.model.story import Story
from twosource.notebook import register as _register_in_notebooks
from twosource.service import annotate, annotate_many, compare, find_stories, read_sources

_USE_CASES = {"annotate": annotate, "compare": compare}
# Two stages bear the names of use cases, and the first import of a package puts it under its name here. So both are
# imported now (they are empty; no model is loaded), and the use cases then take the names back for good.
for _name, _use_case in _USE_CASES.items():
    import_module(f"twosource.{_name}")
    globals()[_name] = _use_case

# In a notebook the values show themselves as pages.
_register_in_notebooks()

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


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
