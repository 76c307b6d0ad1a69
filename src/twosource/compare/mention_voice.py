"""Whose voice a mention of a claim is in: the outlet's own, or borrowed from somebody whose words it passes on.

The attributions alone do not settle that. What a report tells in passing inside indirect speech (who somebody is, what
happened before) is its own; what follows a document in a list is the document's. So the signs are weighed by a logistic
model trained on mentions of which readers said to whom they belong (docs/methods/independence.md).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from twosource.compare.article_view import ArticleView
from twosource.compare.cue_verbs import cue_rate
from twosource.compare.origin_grounds import Ground
from twosource.model.annotation import Attribution, Token
from twosource.model.span import Span

VOICE_FEATURES = (
    "attributed",
    "confidence of the attribution",
    "denied cue",
    "cue in the sentence",
    "cue states",
    "quoted",
    "quoted in part",
    "tells of saying",
    "tells of saying only",
    "own voice tells of saying",
    "confidence of the saying told",
    "head is a verb of saying",
    "verb of saying inside",
    "verb of saying above",
    "complement",
    "conjunct",
    "part of the source",
    "passive",
    "aside in indirect speech",
    "noun phrase",
    "noun phrase in indirect speech",
    "share of the sentence",
    "number",
    "modal verb",
    "charge or denial in the sentence",
    "record in the sentence",
    "record in the sentence before",
    "goes on from the sentence before",
    "sentence before attributed",
    "sentence after attributed",
    "report attributed",
)
"""Names of the features, in the order of `VoiceReader.features`."""

_SIDE = frozenset({"relcl", "appos", "acl", "amod", "compound", "poss", "nmod", "nummod"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_STATING = frozenset({"states", "claims", "confirms", "reports", "shows"})
_DEEPEST = 40
"""Steps up the parse tree; bounds the cost of a parse that is a chain."""
_FRAME_SHARE = 0.25
"""Share of a mention that what is said may take up where the mention still tells of the saying only."""
_MODAL = re.compile(r"\b(?:would|could|should|might|may|must|will|ought)\b", re.I)
_CHARGE = re.compile(
    r"\b(?:alleg\w+|accus\w+|reported(?:ly)?|purported\w*|charged|charges|claim\w*|suspect\w*|apparently|believed"
    r"|denied|denies|admit\w*|acknowledg\w*|confess\w*)\b",
    re.I,
)
_RECORD = re.compile(
    r"\b(?:(?:is|are|be|was) seen|shows?|showed|showing|video|footage|recording|documents?|court papers|filings?"
    r"|indictment|complaint|report|records)\b",
    re.I,
)
_GOES_ON = re.compile(r"\s*(?:also|he|she|they|it|in addition|among|other|another)\b", re.I)


@dataclass(frozen=True)
class VoiceReader:
    """Reads the signs of borrowed words in one article. What holds for whole sentences is worked out once."""

    view: ArticleView

    def features(self, ground: Ground) -> list[float]:
        """The features of one mention, each 0 to 1, in the order of `VOICE_FEATURES`."""
        head = clause_head(self.view, ground.span)
        values = (
            *self._of_attribution(ground),
            *self._of_saying(ground, head),
            *self._of_grammar(ground, head),
            *self._of_words(ground),
            *self._of_context(ground),
        )
        return [float(value) for value in values]

    def _of_attribution(self, ground: Ground) -> tuple[float, ...]:
        attribution, sentence = ground.attribution, self.view.sentence_at(ground.span.start)
        if attribution is None:
            return 0, 0, 0, 0, 0, ground.quoted, ground.quoted > 0
        near = any(cue.overlaps(sentence) for cue in attribution.cue)
        stating = attribution.stance in _STATING
        return 1, attribution.score, attribution.negated, near, stating, ground.quoted, ground.quoted > 0

    def _of_saying(self, ground: Ground, head: Token | None) -> tuple[float, ...]:
        """Of what is said about saying: in the mention, at its head, and above it in the sentence."""
        span = ground.span
        told = _told_inside(self.view, span)
        inside = max((cue_rate(token) for token in self.view.tokens_in(span)), default=0.0)
        above = max((cue_rate(token) for token in self._above(head)), default=0.0)
        return (
            bool(told),
            tells_of_saying_only(self.view, span),
            bool(told) and ground.attribution is None,
            max((one.score for one in told), default=0.0),
            cue_rate(head) if head else 0.0,
            inside,
            above,
        )

    def _of_grammar(self, ground: Ground, head: Token | None) -> tuple[float, ...]:
        relation = head.dep if head else ""
        indirect = ground.attribution is not None
        passive = head is not None and any(one.dep == "nsubjpass" for one in self.subjects(head))
        return (
            relation in _COMPLEMENTS,
            relation == "conj",
            self._in_a_source(ground.span, head),
            passive,
            (1 - ground.quoted) if indirect and self._is_aside(head, ground.attribution) else 0.0,
            ground.nominal,
            ground.nominal and indirect,
        )

    def _of_words(self, ground: Ground) -> tuple[float, ...]:
        span, sentence = ground.span, self.view.sentence_at(ground.span.start)
        length = len(self.view.words_in(span)) / max(1, len(self.view.words_in(sentence)))
        words = span.surface(self.view.text)
        number = bool(self.view.quantities_in(span))
        charged = _CHARGE.search(sentence.surface(self.view.text))
        return min(1.0, length), number, bool(_MODAL.search(words)), bool(charged)

    def _of_context(self, ground: Ground) -> tuple[float, ...]:
        place = self._place(ground.span)
        sentence = self.view.sentence_at(ground.span.start)
        goes_on = bool(_GOES_ON.match(self.view.text, sentence.start, sentence.end))
        around = (self._records, place), (self._records, place - 1)
        record, before = (values[at] if 0 <= at < len(values) else False for values, at in around)
        shares = self._attributed_shares
        attributed = (shares[at] if 0 <= at < len(shares) else 0.0 for at in (place - 1, place + 1))
        return record, before, goes_on, *attributed, self._report_share

    def subjects(self, head: Token) -> tuple[Token, ...]:
        """The subjects of the verb, "by" phrases of passives among them."""
        return self._subjects_by_head.get(head.start, ())

    @cached_property
    def _subjects_by_head(self) -> dict[int, tuple[Token, ...]]:
        tokens = self.view.annotated.tokens
        found: dict[int, tuple[Token, ...]] = {}
        for token in tokens:
            if token.dep in ("nsubj", "nsubjpass", "agent") and tokens[token.head] is not token:
                above = tokens[token.head].start
                found[above] = (*found.get(above, ()), token)
        return found

    def _above(self, token: Token | None) -> Iterator[Token]:
        """The tokens above `token` in the parse, nearest first."""
        tokens = self.view.annotated.tokens
        for _ in range(_DEEPEST):
            if token is None or tokens[token.head] is token:
                return
            token = tokens[token.head]
            yield token

    @cached_property
    def _cue_tokens(self) -> frozenset[int]:
        """Where the tokens inside cues start."""
        cues = (cue for one in self.view.annotated.attributions for cue in one.cue)
        return frozenset(token.start for cue in cues for token in self.view.tokens_in(cue))

    def _in_a_source(self, span: Span, head: Token | None) -> bool:
        """Whether the mention is, or stands in, the subject of words of saying outside it."""
        below = head
        for above in self._above(head):
            if above.start in self._cue_tokens and not span.start <= above.start < span.end:
                return below is not None and below.dep in _SUBJECTS
            below = above
        return False

    def _is_aside(self, head: Token | None, attribution: Attribution | None) -> bool:
        """Whether the mention hangs on a side remark (a relative clause, an apposition) below the words of saying."""
        cues = attribution.cue if attribution else ()
        below = head
        for above in self._above(head):
            if below is not None and any(cue.start <= above.start < cue.end for cue in cues):
                return False
            if below is not None and below.dep in _SIDE:
                return True
            below = above
        return False

    def _place(self, span: Span) -> int:
        """The number of the sentence in which the span begins."""
        return bisect_left(self._sentence_starts, self.view.sentence_at(span.start).start)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.view.annotated.sentences]

    @cached_property
    def _records(self) -> list[bool]:
        """Of each sentence, whether it names a record: a document, a video, what it shows."""
        return [bool(_RECORD.search(one.surface(self.view.text))) for one in self.view.annotated.sentences]

    @cached_property
    def _attributed_shares(self) -> list[float]:
        """The share of each sentence that is somebody's words."""
        shares = [0.0] * len(self._sentence_starts)
        for one in self.view.annotated.attributions:
            for part in one.content:
                for sentence in self.view.sentences_in(part):
                    place = self._place(sentence)
                    if place < len(shares):
                        shares[place] += len(sentence) / max(1, len(self.view.annotated.sentences[place]))
        return [min(1.0, share) for share in shares]

    @cached_property
    def _report_share(self) -> float:
        held = sum(len(part) for one in self.view.annotated.attributions for part in one.content)
        return min(1.0, held / max(1, len(self.view.text)))


def tells_of_saying_only(view: ArticleView, span: Span) -> bool:
    """Whether the span tells that somebody spoke and next to nothing of what was said ("the defence told jurors")."""
    told = _told_inside(view, span)
    return bool(told) and max(_held(one, span) for one in told) < _FRAME_SHARE


def _told_inside(view: ArticleView, span: Span) -> list[Attribution]:
    """The attributions whose words of saying stand inside the span."""
    return [one for one in view.annotated.attributions if any(span.contains(cue) for cue in one.cue)]


def clause_head(view: ArticleView, span: Span) -> Token | None:
    """The token of `span` the rest hangs on: of those that depend on a token outside it the first verb, else the
    first."""
    tokens = view.annotated.tokens
    first = None
    for token in view.tokens_in(span):
        if token.pos in ("PUNCT", "SPACE", "CCONJ"):
            continue
        above = tokens[token.head]
        if above is token or not span.start <= above.start < span.end:
            if token.pos in ("VERB", "AUX"):
                return token
            first = first or token
    return first


def _held(attribution: Attribution, span: Span) -> float:
    """The share of `span` that is the attribution's content."""
    held = sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in attribution.content)
    return min(1.0, held / max(1, len(span)))
