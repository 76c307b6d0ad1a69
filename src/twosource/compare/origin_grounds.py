"""What one mention of a claim rests on, as far as its own report shows: a speaker, a document, an agency, another
outlet, or the outlet's own reporting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from twosource.compare.article_view import ArticleView
from twosource.model.annotation import Attribution, Speaker, Token
from twosource.model.comparison import ClaimMention, OriginKind
from twosource.model.span import Span
from twosource.text.agencies import known_agency
from twosource.text.shingles import comparable_form

DOCUMENT_CLASSES = {
    "statement": "statement readout release news_release transcript summary communique communiqué announcement",
    "filing": "filing filings indictment complaint affidavit lawsuit suit papers documents records charges plea",
    "ruling": "ruling verdict decision order opinion guidance rule rules",
    "post": "tweet tweets post posts twitter facebook instagram retweet",
    "video": "video footage recording tape clip voicemail audio",
    "letter": "letter email emails e-mail e-mails memo memorandum message messages note text",
    "report": "report study review investigation survey poll examination analysis",
    "interview": "interview radio appearance show program podcast",
    "remarks": "conference briefing speech remarks address testimony hearing rally",
    "website": "website site page blog",
}
"""What a source may be besides a person, by its class: two reports that name one class mean the same utterance more
often than not."""
_CLASS_OF = {word: name for name, words in DOCUMENT_CLASSES.items() for word in words.split()}
_READOUTS = frozenset({"readout", "readouts"})
_BODIES = frozenset({"organization", "office", "group", "place"})
_TALKS = frozenset({"meet", "meeting", "talk", "talks", "discuss", "discussion", "conversation"})
_SPOKESMAN = re.compile(r"\bspokes\w+", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOLD_OUTLET = re.compile(r"\b(?:told|interview with|spoke to|speaking to|speaking with)\b", re.I)
_BARE_VERBS = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_SIDE_RELATIONS = frozenset({"relcl", "appos", "acl", "amod", "compound", "poss", "nmod", "nummod"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What one mention rests on. `attribution` is the one whose content holds it, `told` one whose words of saying
    stand inside it ("Doe announced that …" as a whole). `named` says that the report names the speaker right there,
    `relayed` that he passes on another's words. `documents` are the classes of document its sentence names.
    `quoted` is the share of the mention inside quotation marks."""

    mention: int
    article: str
    span: Span
    kind: OriginKind
    name: str
    speaker: Speaker | None = None
    attribution: Attribution | None = None
    named: bool = False
    relayed: bool = False
    told: Attribution | None = None
    documents: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    quoted: float = 0.0
    nominal: bool = False
    aside: bool = False
    cue_in_sentence: bool = False


def ground_of(number: int, mention: ClaimMention, view: ArticleView) -> Ground:
    """What the mention (the claim's `number`-th) rests on."""
    span = mention.span
    attribution = view.voice_of(span)
    told = attribution_told(view, span)
    sentence = view.sentence_at(span.start)
    head = head_token(view, span)
    quoted = _quoted_share(view, span)
    nominal = head is not None and head.pos in _NOMINAL and not has_finite_verb(view, span)
    background = attribution is not None and nominal and not quoted and _is_background(attribution, span)
    kind, name, speaker = _named_origin(view, attribution)
    if background:
        kind, name, _ = _named_origin(view, None)
    return Ground(
        number,
        view.id,
        span,
        kind,
        name,
        speaker,
        attribution,
        attribution is not None and view.names_its_source(view.outermost(attribution)),
        attribution is not None and len(view.speakers_of(attribution)) > 1,
        told,
        _document_classes(view, sentence, attribution),
        _title_words(view, speaker),
        quoted,
        nominal,
        head is not None and head.dep in _SIDE_RELATIONS,
        any(cue.overlaps(sentence) for one in view.annotated.attributions for cue in one.cue),
    )


def in_own_voice(ground: Ground, view: ArticleView) -> Ground:
    """The ground as it is where the outlet speaks for itself, whatever attribution is around it."""
    kind, name, _ = _named_origin(view, None)
    return replace(ground, kind=kind, name=name, speaker=None, named=False, relayed=False, titles=frozenset())


def _is_background(attribution: Attribution, span: Span) -> bool:
    """Whether a noun phrase is only a small part of indirect speech: who somebody is, the reporter says himself."""
    return attribution.kind == "indirect" and 3 * len(span) < sum(len(part) for part in attribution.content)


def _named_origin(view: ArticleView, attribution: Attribution | None) -> tuple[OriginKind, str, Speaker | None]:
    if attribution is None:
        if view.annotated.article.credits:
            return "agency", known_agency(view.annotated.article.credits[0]) or view.annotated.article.credits[0], None
        return "own_reporting", f"own reporting: {view.annotated.article.name}", None
    speakers = view.speakers_of(attribution)
    speaker = speakers[-1] if speakers else None  # whoever relays the words is as far back as the report goes
    if speaker is None:
        return "unnamed", "a source the report does not name", None
    return origin_kind(speaker, view), speaker.name, speaker


def origin_kind(speaker: Speaker, view: ArticleView) -> OriginKind:
    """The kind of origin a speaker of the article is; a company, a party or a government is an office."""
    if speaker.kind == "named" and any(one.id == speaker.id and one.kind in _BODIES for one in view.annotated.entities):
        return "office"
    if speaker.kind == "outlet":
        return "agency" if known_agency(speaker.name) else "outlet"
    kinds: Mapping[str, OriginKind] = {
        "named": "person",
        "office": "office",
        "document": "document",
        "group": "unnamed",
        "unnamed": "unnamed",
    }
    return kinds[speaker.kind]


def attribution_told(view: ArticleView, span: Span) -> Attribution | None:
    """The first attribution whose cue stands inside `span`: the mention then tells of the saying itself."""
    for one in view.annotated.attributions:
        if any(span.contains(cue) for cue in one.cue):
            return one
    return None


def head_token(view: ArticleView, span: Span) -> Token | None:
    """The token of `span` that depends on a token outside it, the first where there are several."""
    tokens = view.annotated.tokens
    for token in view.tokens_in(span):
        if token.pos in ("PUNCT", "SPACE", "CCONJ"):
            continue
        above = tokens[token.head]
        if above is token or not (span.start <= above.start < span.end):
            return token
    return None


def has_finite_verb(view: ArticleView, span: Span) -> bool:
    """Whether the span holds a verb with a tense: it tells of something rather than naming it."""
    return any(token.pos in _BARE_VERBS and token.tag in ("VBD", "VBP", "VBZ", "MD") for token in view.tokens_in(span))


def _quoted_share(view: ArticleView, span: Span) -> float:
    held = sum(
        max(0, min(quotation.inner.end, span.end) - max(quotation.inner.start, span.start))
        for quotation in view.quotations
        if quotation.inner.overlaps(span)
    )
    return held / max(1, len(span))


def _document_classes(view: ArticleView, sentence: Span, attribution: Attribution | None) -> frozenset[str]:
    classes = document_classes(sentence.surface(view.text))
    return classes | document_classes(view.frame_of(attribution)) if attribution else classes


@lru_cache(maxsize=8192)
def document_classes(words: str) -> frozenset[str]:
    """The classes of document that `words` name ("court papers" names a filing)."""
    return frozenset(
        _CLASS_OF[word] for word in (m.group().lower() for m in _WORD.finditer(words)) if word in _CLASS_OF
    )


def is_readout(name: str) -> bool:
    """Whether a document of that name is a readout: a party's account of talks behind closed doors."""
    return any(match.group().lower() in _READOUTS for match in _WORD.finditer(name))


def readout_cited(view: ArticleView) -> str | None:
    """The readout that the article gives as a source, under the name it gives it; None where it gives none."""
    speakers = (one.speaker for one in view.annotated.attributions if one.speaker and one.speaker.kind == "document")
    return next((speaker.name for speaker in speakers if is_readout(speaker.name)), None)


def tells_of_talks(view: ArticleView, span: Span) -> bool:
    """Whether what the span tells is that, where or how people talked: its head is a meeting or to meet."""
    head = head_token(view, span)
    return head is not None and head.lemma.lower() in _TALKS


def cites_a_statement(view: ArticleView) -> bool:
    """Whether some attribution of the article is to a spokesman, or says that the words stood in a statement."""
    for one in view.annotated.attributions:
        frame = view.frame_of(one)
        if "statement" in document_classes(frame) or _SPOKESMAN.search(frame):
            return True
    return False


def _title_words(view: ArticleView, speaker: Speaker | None) -> frozenset[str]:
    """The words of the titles the report gives the speaker, to tell whose spokesman it is."""
    if speaker is None or speaker.id is None:
        return frozenset()
    for entity in view.annotated.entities:
        if entity.id == speaker.id:
            return frozenset(
                comparable_form(m.group())
                for title in entity.titles
                for m in _WORD.finditer(title)
                if len(m.group()) > 3
            )
    return frozenset()
