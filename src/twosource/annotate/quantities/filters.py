"""Numbers that are names or parts of names: flight 370, Resolution 1701, 10 Downing Street, COVID-19."""

import re

from twosource.annotate.quantities.counted import TokenSpans
from twosource.text.numerals import Numeral

_LABELS = frozenset(
    "no no. nos nos. number article articles section sections chapter route highway interstate flight room gate page "  # noqa: SIM905
    "pages paragraph clause title resolution act bill directive regulation channel terminal platform pier line unit "
    "apollo boeing airbus type class grade level phase stage version volume vol vol. issue episode season part figure "
    "table exhibit case docket lot district ward precinct zone area division battalion company brigade group size "
    "runway exit apartment apt. suite floor pope amendment protocol proposition measure prop. windows iphone android "
    "ios formula covid area51 studio model mark category ep. ch. fig. § gpt".split()
)
_NAMED_AFTER = frozenset(
    "street st. avenue ave. road rd. boulevard lane drive square downing place court terrace".split()  # noqa: SIM905
)
_NAMED = frozenset({"PRODUCT", "FAC", "ORG", "EVENT", "WORK_OF_ART", "LAW"})
_GLUED_BEFORE = re.compile(r"[A-Za-z][-–]?$|[A-Z][A-Za-z]*[-–/]$|[\w]@$|#$|\d[:.]$|\.\d*$|/$")
_PHONE = re.compile(r"[-.)] ?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3,4}")
_GLUED_AFTER = re.compile(r"[A-Za-z]\w*|:\d|/\d|\.\d")
_MEASURING = frozenset({"for", "in", "than", "least", "just", "only", "about", "within", "after", "by", "of", "last"})
_BEFORE_ONE = frozenset({"no", "the", "this", "that", "every", "any", "some", "each", "another", "which", "force"})
_ONE_IDIOMS = frozenset(
    "of another by thing way day who that such time more side hand can and or knows point could should "  # noqa: SIM905
    "would must is was".split()
)


def is_name(tokens: TokenSpans, numeral: Numeral) -> bool:
    """Whether a number is a label, an address or glued to other characters rather than an amount."""
    text = tokens.text
    if numeral.digits or text[numeral.start].isdigit():
        before = text[max(0, numeral.start - 12) : numeral.start]
        if (
            _GLUED_BEFORE.search(before)
            and not before.endswith(("$", "US$"))
            and not re.search(r"[$£€]$|\b(?:to|mid|pre|post|non|sub)-$", before)
        ):
            return True
        if _GLUED_AFTER.match(text, numeral.end) and not re.match(
            r"[cp](?!\w)|%|(?:[a-z]+(?!\w))", text[numeral.end : numeral.end + 12]
        ):
            return True
        if _PHONE.match(text, numeral.end):
            return True
    token = tokens.starting(numeral.start)
    if token is None:
        return False
    previous = tokens.before(token)
    if (
        previous is not None
        and previous.lower_ in _LABELS
        and (previous.text[:1].isupper() or previous.lower_ in ("page", "number", "no."))
    ):
        return True
    if previous is not None and token.ent_iob_ == "I" and token.ent_type_ in _NAMED and previous.text[:1].isupper():
        return True
    following = tokens.from_offset(numeral.end)
    if following is not None and following.text[:1].isupper() and numeral.kind == "cardinal" and numeral.digits:
        ahead = [following, *(following.doc[following.i + 1 : following.i + 3])]
        if any(near.lower_ in _NAMED_AFTER for near in ahead if near.text[:1].isupper()):
            return True
    return False


def as_ordinal(tokens: TokenSpans, numeral: Numeral) -> Numeral:
    """The numeral, where need be as an ordinal: "a third person" has one, "a third of them" and "cut by a third" have a
    fraction."""
    words = text_of(tokens, numeral).split()
    if numeral.kind != "fraction" or len(words) != 2 or words[0] not in ("a", "an") or words[1] in ("half", "quarter"):
        return numeral
    following = tokens.from_offset(numeral.end)
    if following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return numeral
    start = numeral.end - len(words[1])
    return Numeral(start, numeral.end, float(round(1 / numeral.value)), "ordinal", False)


def is_idle(tokens: TokenSpans, numeral: Numeral, *, alone: bool) -> bool:
    """Whether a number word counts nothing: "one of them", "one day", "the two", "at first", "half" alone. `alone` when
    no unit was found beside it."""
    word = text_of(tokens, numeral)
    following, token = tokens.from_offset(numeral.end), tokens.starting(numeral.start)
    previous = tokens.before(token) if token is not None else None
    after = following.lower_ if following is not None else ""
    before = previous.lower_ if previous is not None else ""
    if not alone:
        return word == "one" and after in ("day", "night") and before not in _MEASURING
    if word == "one":
        return after in _ONE_IDIOMS or before in _BEFORE_ONE or not after.isalpha()
    if (
        numeral.kind == "cardinal"
        and numeral.value <= 10
        and word.isalpha()
        and before in ("the", "these", "those", "both")
    ):
        return (
            following is None
            or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
            or following.tag_ == "VBD"
        )
    if numeral.kind == "ordinal":
        return _is_idle_ordinal(tokens, numeral, after, before)
    if numeral.kind == "fraction" and not numeral.digits:
        return _is_idle_fraction(word, after, before)
    return False


def _is_idle_ordinal(tokens: TokenSpans, numeral: Numeral, after: str, before: str) -> bool:
    token, following = tokens.starting(numeral.start), tokens.from_offset(numeral.end)
    if numeral.digits and not (following is not None and following.text[:1].isupper()):
        return False
    if not after or not (after.isalpha() or after == "-"):
        return True
    if before == "at" and text_of(tokens, numeral) == "first":
        return True
    if token is not None and token.pos_ in ("ADV", "VERB"):
        return True
    if (
        following is not None
        and following.text[:1].isupper()
        and token is not None
        and (token.text[:1].isupper() or not numeral.digits)
    ):
        return token.text[:1].isupper()
    return following is not None and following.pos_ not in (
        "NOUN",
        "PROPN",
        "ADJ",
        "NUM",
        "PUNCT",
        "VERB",
        "ADV",
        "CCONJ",
    )


def _is_idle_fraction(word: str, after: str, before: str) -> bool:
    words = re.split(r"[\s-]+", word)
    if word == "half":
        return after not in ("of", "the", "its", "his", "their", "our", "her", "all", "a", "that", "as") or before in (
            "first",
            "second",
            "last",
            "other",
            "latter",
            "this",
        )
    if words[0] in ("a", "an", "one", "the"):
        return after != "of" and "-" not in word
    return False


def text_of(tokens: TokenSpans, numeral: Numeral) -> str:
    """The words of a number in lower case."""
    return tokens.text[numeral.start : numeral.end].lower()
