"""What a number counts, and which numbers are names."""

import re

from spacy.tokens import Doc, Token

_SKIPPED = frozenset({"DET", "ADJ", "ADV", "PUNCT", "PART", "PRON", "NUM", "VERB", "SCONJ"})
_PRONOUNS = frozenset("them whom which us you those these it".split())  # noqa: SIM905


_LINKS = frozenset("who that which were was are is have had to and or in at on".split())  # noqa: SIM905
_TRANSPARENT = frozenset({"-", '"', "“", "”", "'", "‘", "’"})


def counted_after(tokens: "TokenSpans", end: int) -> tuple[int, str] | None:
    """Where the noun a number right before `end` counts stops, and the noun with its compound parts ("police
    officers"); None where none follows in the same phrase. "of" between the two is passed over ("thousands of
    homes", "three of the men")."""
    token = tokens.from_offset(end)
    if token is None or "\n\n" in tokens.text[end : token.idx]:
        return None
    if token.lower_ == "-":
        return _hyphened(tokens, token)
    if token.lower_ == "of":
        return _after_of(token)
    return _noun_from(token)


def _hyphened(tokens: "TokenSpans", token: Token) -> tuple[int, str] | None:
    """The noun of "20-count indictment", "three-story building"."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is None or not following.is_alpha or following.idx != token.idx + 1:
        return None
    return following.idx + len(following.text), following.text


def _after_of(token: Token) -> tuple[int, str] | None:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return _noun_from(following) if following is not None and following.lower_ not in _PRONOUNS else None


def _noun_from(token: Token) -> tuple[int, str] | None:
    """The first noun from the token on, over adjectives, participles, determiners and quotation marks."""
    doc, position, limit = token.doc, token.i, min(token.i + 7, len(token.doc))
    while position < limit:
        token = doc[position]
        if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "NNS":
            return _phrase_from(token)
        adjective_next = position + 1 < limit and doc[position + 1].pos_ == "ADJ"
        if token.lower_ in ("and", ",") and adjective_next:
            position += 2
        elif _ends_phrase(token):
            return None
        else:
            position += 1
    return None


def _ends_phrase(token: Token) -> bool:
    if token.is_space:
        return "\n\n" in token.text
    if token.lower_ in _LINKS or token.pos_ not in _SKIPPED:
        return True
    if token.pos_ == "VERB":
        return token.tag_ not in ("VBN", "VBG")
    return token.pos_ == "PUNCT" and token.text not in _TRANSPARENT


def _phrase_from(first: Token) -> tuple[int, str]:
    """The noun with the nouns compounded into it: from the first noun to the head of the run."""
    doc, last = first.doc, first
    while last.i + 1 < len(doc):
        following = doc[last.i + 1]
        joined = last.dep_ == "compound" and last.head.i > last.i
        if (
            following.pos_ in ("NOUN", "PROPN")
            and (joined or following.head.i == last.head.i)
            and (joined or last.tag_ != "NNS")
        ):
            last = following
        elif following.text == "-" and last.i + 2 < len(doc) and doc[last.i + 2].pos_ in ("NOUN", "PROPN") and joined:
            last = doc[last.i + 2]
        else:
            break
    end = last.idx + len(last.text)
    return end, re.sub(r"\s+", " ", doc[first.i : last.i + 1].text)


class TokenSpans:
    """Finds the tokens of a parsed text by character offset."""

    def __init__(self, text: str, doc: Doc) -> None:
        self._doc = doc
        self.text = text
        self._at = {offset: index for index, offset in enumerate(doc.to_array("IDX").tolist())}

    def from_offset(self, offset: int) -> Token | None:
        """The first token that is no white space at or after the offset, within two characters of it."""
        for position in range(offset, min(offset + 4, len(self.text))):
            index = self._at.get(position)
            if index is not None and not self._doc[index].is_space:
                return self._doc[index]
            if index is None and not self.text[position].isspace() and position > offset:
                return None
        return None

    def starting(self, offset: int) -> Token | None:
        """The token that starts at the offset."""
        index = self._at.get(offset)
        return self._doc[index] if index is not None else None

    def before(self, token: Token) -> Token | None:
        """The token before, white space passed over."""
        position = token.i - 1
        while position >= 0 and self._doc[position].is_space:
            position -= 1
        return self._doc[position] if position >= 0 else None
