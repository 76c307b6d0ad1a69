"""Article → AnnotatedArticle: the layers in order, each declaring what it requires and what it assigns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import Any

from spacy.tokens import Doc

from twosource.annotate.clauses import extract_clauses, extract_tokens
from twosource.annotate.entities import resolve_entities
from twosource.annotate.linking import AttributionSpans
from twosource.annotate.quantities import extract_quantities
from twosource.annotate.speakers import resolve_attributions
from twosource.annotate.syntax import model_name, parse_texts
from twosource.annotate.tagger import tag_in_context
from twosource.annotate.times import extract_times
from twosource.errors import LayerOrderError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.span import Span
from twosource.text.furniture import detect_furniture

BATCH_ARTICLES = 16
"""Articles parsed and tagged together."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What every layer may look at: the article, its parse and the tagged attribution spans."""

    article: Article
    doc: Doc
    spans: tuple[AttributionSpans, ...]


Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: `extract` looks at the reading and the layers it `requires`, and returns the layer named `assigns`."""

    assigns: str
    extract: Callable[[Reading, Values], tuple[Any, ...]]
    requires: tuple[str, ...] = ()
    version: str = "1"


LAYERS = (
    Layer("sentences", lambda reading, _: extract_sentences(reading.doc)),
    Layer("tokens", lambda reading, _: extract_tokens(reading.doc)),
    Layer("times", lambda reading, _: extract_times(reading.article, reading.doc)),
    Layer(
        "quantities",
        lambda reading, values: extract_quantities(reading.article, reading.doc, values["times"]),
        requires=("times",),
    ),
    Layer("entities", lambda reading, _: resolve_entities(reading.article, reading.doc)),
    Layer(
        "attributions",
        lambda reading, values: resolve_attributions(reading.article, reading.doc, reading.spans, values["entities"]),
        requires=("entities",),
    ),
    Layer("clauses", lambda reading, _: extract_clauses(reading.doc)),
)


def check_order(layers: Sequence[Layer]) -> None:
    """Raises LayerOrderError where a layer stands before one it requires, or two assign the same."""
    assigned: set[str] = set()
    for layer in layers:
        missing = sorted(set(layer.requires) - assigned)
        if missing:
            raise LayerOrderError(f"layer {layer.assigns!r} requires {', '.join(missing)}: move it behind them")
        if layer.assigns in assigned:
            raise LayerOrderError(f"two layers assign {layer.assigns!r}: take one out")
        assigned.add(layer.assigns)


check_order(LAYERS)


def component_versions() -> dict[str, str]:
    """Every component that makes a layer, with its version."""
    versions = {layer.assigns: layer.version for layer in LAYERS}
    return {"syntax": model_name(), "attribution_tagger": _tagger_version(), **versions}


@cache
def _tagger_version() -> str:
    """A fingerprint of the trained tagger: its configuration holds trained weights, so another training differs."""
    config = files("twosource.annotate") / "data" / "attribution" / "config.json"
    return sha256(config.read_bytes()).hexdigest()[:12]


def annotate_article(article: Article) -> AnnotatedArticle:
    """The article with all its layers. Furniture is detected where reading has not done so."""
    return next(annotate_articles([article]))


def annotate_articles(articles: Iterable[Article]) -> Iterator[AnnotatedArticle]:
    """The articles with all their layers, in input order; read in batches, so that archives fit in memory. The tagger
    computes outside the interpreter's lock, so it runs in a thread of its own beside the parser."""
    versions = component_versions()
    stream = iter(articles)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="attribution-tagger") as beside:
        while batch := [_with_furniture(article) for article in islice(stream, BATCH_ARTICLES)]:
            texts = [article.text for article in batch]
            tagging = [beside.submit(tag_in_context, text) for text in texts]
            for article, doc, tagged in zip(batch, parse_texts(texts), tagging, strict=True):
                spans, context = tagged.result()
                reading, values = Reading(article, doc, spans), dict[str, Any]()
                for layer in LAYERS:
                    values[layer.assigns] = layer.extract(reading, values)
                yield AnnotatedArticle(article=article, context=context, components=versions, **values)


def extract_sentences(doc: Doc) -> tuple[Span, ...]:
    """The sentences without the white space around them, in order."""
    spans = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        if tokens:
            spans.append(Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1])))
    return tuple(spans)


def _with_furniture(article: Article) -> Article:
    if article.furniture:
        return article
    found = detect_furniture(article.text, title=article.title)
    return article.with_furniture(found) if found else article
