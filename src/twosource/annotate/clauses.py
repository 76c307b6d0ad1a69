"""Clauses and fact-bearing phrases of a parsed text: the smallest stretches that can make a statement of their own.

Two reports seldom share whole sentences: they share a relative clause here and an apposition there. So every part of
the parse that carries a fact is offered: clauses (main, coordinated, relative, complement, adverbial, participial),
clauses cut before what hangs on them, noun phrases with something said about the noun ("the shooting of an unarmed
teenager", "the former Democratic representative from Illinois"), titled names, and phrases that say when, after what
or as part of what. Compare the clause segmentation of CaRB-style open information extraction (Bhardwaj et al., 2019)
and of MinIE (Gashteovski et al., 2017).
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from twosource.model import annotation
from twosource.model.span import Span

CLAUSE_RELATIONS = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "csubjpass", "dep"}
)
HANGING_RELATIONS = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "appos"})
"""What a clause is cut before, to offer it also without what hangs on it."""
PHRASE_RELATIONS = frozenset({"prep", "appos", "acl", "relcl", "poss", "nummod", "amod", "compound"})
FEWEST_WORDS = 3
FEWEST_WORDS_OF_PHRASE = 4
LONGEST_SENTENCE = 400
"""Tokens. A longer sentence (a table, a list without full stops) is offered whole: a parse of it says little and the
subtrees of its tokens would cost the square of its length."""


def extract_clauses(doc: Doc) -> tuple[Span, ...]:
    """The stretches of `doc` that can make a statement of their own, in text order, the longer first where two start
    together. They may nest; none repeats, none has fewer than three words, and none begins or ends with white space
    or a loose punctuation mark."""
    found: set[tuple[int, int]] = set()
    for sentence in doc.sents if doc.has_annotation("SENT_START") else ():
        first, last = sentence.start, sentence.end - 1
        found.update(_trimmed(doc, first, last, FEWEST_WORDS))
        if sentence.end - sentence.start > LONGEST_SENTENCE:
            continue
        for token in sentence:
            for a, b, fewest in _stretches(token):
                found.update(_trimmed(doc, max(a, first), min(b, last), fewest))
    spans = {Span(doc[a].idx, doc[b].idx + len(doc[b].text)) for a, b in found}
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def extract_tokens(doc: Doc) -> tuple[annotation.Token, ...]:
    """The tokens of `doc` with what the parser says of them, in text order; white space tokens are kept, so that
    `head` indexes line up."""
    return tuple(
        annotation.Token(
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=token.lemma_ or token.text,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
            stop=token.is_stop,
        )
        for token in doc
    )


def _stretches(token: Token) -> Iterator[tuple[int, int, int]]:
    """First and last token of each stretch headed by `token`, with the fewest words it must have to count."""
    left, right = token.left_edge.i, token.right_edge.i
    if token.pos_ in ("VERB", "AUX") and token.dep_ in CLAUSE_RELATIONS:
        yield left, right, FEWEST_WORDS
        yield from _cut_clauses(token, left, right)
    elif token.pos_ in ("NOUN", "PROPN") and any(child.dep_ in PHRASE_RELATIONS for child in token.children):
        yield left, right, FEWEST_WORDS
        yield from _cut_phrases(token, left, right)
    elif _is_circumstance(token):
        yield left, right, FEWEST_WORDS_OF_PHRASE


def _is_circumstance(token: Token) -> bool:
    """Whether the token heads a phrase that says when, where, after what, or a clause the parser gave no verb."""
    if token.dep_ == "prep":
        return token.head.pos_ in ("VERB", "AUX", "NOUN")
    return token.dep_ in CLAUSE_RELATIONS and token.pos_ in ("ADJ", "NOUN", "PROPN", "ADV")


def _cut_clauses(token: Token, left: int, right: int) -> Iterator[tuple[int, int, int]]:
    """The clause without what hangs on its end, and without what is put before its subject."""
    hanging = [c.left_edge.i for c in token.rights if c.dep_ in HANGING_RELATIONS]
    if hanging:
        yield left, min(hanging) - 1, FEWEST_WORDS
    nested = [
        d.left_edge.i
        for child in token.rights
        for d in child.subtree
        if d.dep_ in ("relcl", "advcl", "acl", "appos") and d.i > token.i
    ]
    if nested:
        yield left, min(nested) - 1, FEWEST_WORDS
    subjects = [c.left_edge.i for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")]
    start = min(subjects, default=left)
    if start > left:
        yield start, right, FEWEST_WORDS
        if hanging:
            yield start, min(hanging) - 1, FEWEST_WORDS


def _cut_phrases(token: Token, left: int, right: int) -> Iterator[tuple[int, int, int]]:
    """The phrase without its relative clauses and appositions."""
    hanging = [c.left_edge.i for c in token.rights if c.dep_ in ("relcl", "appos", "conj", "acl")]
    if hanging:
        yield left, min(hanging) - 1, FEWEST_WORDS


_EDGE = frozenset(["cc", "punct", "mark", "SPACE"])


def _trimmed(doc: Doc, first: int, last: int, fewest: int) -> Iterator[tuple[int, int]]:
    """The stretch without punctuation, conjunctions and white space at its ends; nothing when too short is left."""
    while first <= last and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ in _EDGE):
        first += 1
    while last >= first and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ == "cc"):
        last -= 1
    if last - first + 1 >= fewest and sum(not (t.is_punct or t.is_space) for t in doc[first : last + 1]) >= fewest:
        yield first, last
