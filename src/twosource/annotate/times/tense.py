"""Which way a time expression without a year points, from the verb it belongs to."""

from bisect import bisect_right
from typing import Literal

from spacy.tokens import Doc, Token

Direction = Literal["past", "future", "present"]

_FUTURE_MODALS = frozenset("will 'll ’ll wo shall would may might could can should must ca".split())  # noqa: SIM905
_PLANNING = frozenset(
    "expect plan hope intend schedule set slate propose promise vow prepare aim seek due plan agree want pledge mean "  # noqa: SIM905
    "wait slat likely".split()
)
_SAYING = frozenset("say tell report announce write add note argue claim show state".split())  # noqa: SIM905
_PERCEIVING = frozenset("see hear watch feel notice let make help have".split())  # noqa: SIM905
_FUTURE_WORDS = frozenset(
    "until till by due payable effective expected scheduled upcoming coming ending".split()  # noqa: SIM905
)
_PAST_WORDS = frozenset("since ended ending-on dated".split())  # noqa: SIM905


class TokenIndex:
    """Finds the token of a parsed text at a character offset."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = doc.to_array("IDX").tolist()

    def at(self, offset: int) -> Token | None:
        """The token that covers or last precedes the offset; None in an empty text."""
        position = bisect_right(self._starts, offset) - 1
        return self._doc[position] if position >= 0 else None

    def direction(self, start: int) -> Direction | None:
        """Whether the clause around the expression at `start` speaks of what was or of what is to come; None where the
        parse does not say."""
        token = self.at(start)
        if token is None:
            return None
        cue = self.cue(start)
        if cue:
            return cue
        for _ in range(12):
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
                found = _verb_direction(token)
                if found:
                    return found
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def cue(self, start: int) -> Direction | None:
        """What a word right before the expression says by itself: "since", "until", "expires"."""
        token = self.at(start)
        for back in (1, 2):
            if token is None or token.i - back < 0:
                break
            word = self._doc[token.i - back].lower_
            if word in _FUTURE_WORDS:
                return "future" if word != "by" else None
            if word in _PAST_WORDS:
                return "past"
        return None


def _verb_direction(verb: Token) -> Direction | None:
    if _is_bare_infinitive(verb):
        return None
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VBD":
        return "past"
    if auxiliaries & _FUTURE_MODALS and not auxiliaries & {"have", "been"}:
        return "future"
    lemma, tag = verb.lemma_.lower(), verb.tag_
    if auxiliaries & {"was", "were", "had", "did", "has", "have", "'ve", "’ve"}:
        return "future" if tag == "VBN" and lemma in _PLANNING and not auxiliaries & {"was", "were", "had"} else "past"
    if tag == "VBN":
        return "future" if lemma in _PLANNING else ("present" if auxiliaries else "past")
    if tag == "VB" and "to" in auxiliaries:
        head = verb.head
        if {child.lower_ for child in (*head.children, *head.head.children)} & {"had", "was", "were", "been"}:
            return None
        return "future" if head.lemma_.lower() in _PLANNING or head.tag_ in ("VBZ", "VBP") else None
    if tag in ("VBZ", "VBP"):
        return None if lemma in _SAYING and verb.dep_ != "ROOT" else ("past" if lemma in _SAYING else "present")
    if tag == "VBG" and auxiliaries & {"is", "are", "'s", "’s", "'re", "am"}:
        return "future"
    return None


def _is_bare_infinitive(verb: Token) -> bool:
    """Whether the verb takes its time from the one above ("saw six buses leave"), though it looks like a present."""
    return (
        verb.tag_ in ("VB", "VBP")
        and verb.dep_ == "ccomp"
        and verb.head.lemma_.lower() in _PERCEIVING
        and not any(child.dep_ in ("mark", "aux", "auxpass") for child in verb.children)
    )
