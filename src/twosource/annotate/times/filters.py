"""Words that look like times and are none: names, verbs, quantities, titles."""

from spacy.tokens import Token

from twosource.annotate.times.reading import Reading
from twosource.annotate.times.tense import TokenIndex

_TITLE_NOUNS = frozenset(
    "times post mirror herald mail telegraph express school service night magazine report report's football league "  # noqa: SIM905
    "club party island islands people group movement mass".split()
)
_LABELS = frozenset(
    "room flight resolution route highway interstate article section channel boeing apollo windows bill "  # noqa: SIM905
    "number no no. unit lot gate apartment area building".split()
)
_MEASURED = frozenset(
    "people troops soldiers jobs workers employees points dollars euros pounds miles kilometers "  # noqa: SIM905
    "kilometres meters metres "
    "feet acres tons tonnes men women children homes houses members votes students words copies shares units".split()
)


def is_time(reading: Reading, tokens: TokenIndex) -> bool:
    """Whether the words of a reading are a time where they stand, by tags, entities and neighbours."""
    token = tokens.at(reading.start)
    if token is None:
        return False
    if reading.name == "year":
        return _is_year(reading, token)
    if reading.name == "past":
        last = tokens.at(reading.end - 1)
        return last is None or last.tag_ not in ("JJ", "VBN") or last.dep_ != "amod"
    if reading.name == "month" and reading.shift is None and reading.mod is None:
        return _is_month(token)
    if reading.name in ("weekday", "season", "holiday"):
        return not _in_title(tokens.at(reading.end - 1))
    if reading.name == "adverb":
        return token.pos_ == "ADV" or token.tag_ == "RB"
    return True


_SIGNS = frozenset({"$", "£", "€", "#", "No.", "%", "C$"})


def _is_month(token: Token) -> bool:
    word = token.lower_
    if word in ("may", "march", "august") and token.pos_ in ("AUX", "VERB", "ADJ"):
        return False
    following = _neighbour(token, 1)
    if word in ("april", "may", "june", "august", "march") and _is_name(token, following):
        return False
    return not _in_title(token)


def _is_name(token: Token, following: Token | None) -> bool:
    before = _neighbour(token, -1)
    if following is not None and following.lower_ in (
        "said",
        "says",
        "told",
        "announced",
        "added",
        "argued",
        "insisted",
    ):
        return before is None or before.lower_ not in ("in", "since", "of", "from", "by", "until", "last", "this")
    if (
        before is not None
        and before.tag_ == "NNP"
        and before.text[:1].isupper()
        and before.text.rstrip(".") in ("Mr", "Mrs", "Ms", "Theresa", "Miss", "Dr", "Lady")
    ):
        return True
    named = token.ent_type_ == "PERSON"
    joined = following is not None and following.ent_type_ == "PERSON" and following.text[:1].isupper()
    prior = before is not None and before.ent_type_ == "PERSON" and before.text[:1].isupper()
    if named and (joined or prior):
        return True
    if token.lower_ == "march" and following is not None and following.lower_ in ("on", "for", "against", "madness"):
        return before is None or before.lower_ not in ("in", "since", "by", "until", "last")
    return named and token.dep_ in ("nsubj", "nsubjpass") and (before is None or before.pos_ != "ADP")


def _in_title(token: Token | None) -> bool:
    """Whether the word is part of a name that follows it: "Sunday Times", "May Day Parade Committee"."""
    if token is None:
        return False
    following = _neighbour(token, 1)
    return following is not None and following.text[:1].isupper() and following.lower_ in _TITLE_NOUNS


def _is_year(reading: Reading, token: Token) -> bool:
    last = token
    for candidate in token.doc[token.i : token.i + 6]:
        if candidate.idx >= reading.end:
            break
        last = candidate
    before, following = _neighbour(token, -1), _neighbour(last, 1)
    if not last.text.strip("'’‘`").isdigit():
        return _is_spelled_year(last, before, following)
    if token.i != last.i:
        return True
    if before is not None and (before.text in _SIGNS or before.text.endswith("$") or _is_label(before)):
        return False
    if following is not None and (following.lower_ in _MEASURED or following.text in ("%", "percent")):
        return False
    after = _neighbour(last, 2)
    if following is not None and following.text == "-" and after is not None and after.is_alpha:
        return False
    return not (_counts(last, before) or _is_numbered_name(last, before))


def _is_spelled_year(last: Token, before: Token | None, following: Token | None) -> bool:
    """Nineteen ninety-six is always a year, two thousand only after "in", "year" and the like."""
    if last.lower_ != "thousand":
        return True
    counts = following is not None and (following.tag_ == "NNS" or following.text in ("%", "percent"))
    return not counts and before is not None and before.lower_ in ("year", "in", "by", "since")


def _is_label(word: Token) -> bool:
    return word.text[:1].isupper() and word.lower_ in _LABELS


def _counts(number: Token, before: Token | None) -> bool:
    """Whether the number counts the plural behind it: "2000 troops", but not "the 2000 elections"."""
    if number.head.tag_ != "NNS":
        return False
    if before is not None and before.lower_ in ("about", "nearly", "some", "around", "over"):
        return True
    if number.dep_ != "nummod" or number.head.i != number.i + 1:
        return False
    return before is None or not (
        before.pos_ in ("DET", "PRON", "ADP", "ADJ", "PUNCT", "CCONJ") or before.text in ("'s", "’s")
    )


def _is_numbered_name(number: Token, before: Token | None) -> bool:
    if before is None or before.tag_ != "NNP":
        return False
    return before.ent_type_ in ("ORG", "PRODUCT") and before.ent_type_ == number.ent_type_


def _neighbour(token: Token, step: int) -> Token | None:
    position = token.i + step
    return token.doc[position] if 0 <= position < len(token.doc) else None
