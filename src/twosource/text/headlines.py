"""What a headline, a section label and a subhead look like in plain text."""

import re

_STOP = re.compile(r"[.…:;,][\"”’'»)\]]*$")
_ASKS = re.compile(r"[!?][\"”’'»)\]]*$")
_ABBREVIATION_END = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|L\.A|N\.Y|a\.m|p\.m)\.$")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?][\"”’]?\s+[\"“‘]?[A-ZÀ-Þ]")
_REPORTED_SPEECH = re.compile(
    r"[,.!?][\"”’]\s*(?:(?:he|she|they|it|\w+)\s)?(?:said|told|added|wrote|asked)\b"
    r"|\b(?:said|told|added|wrote|asked)\b[^\"“]{0,60}[:,]\s*[\"“]",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"[-*•·‣–—+>]|(?:\d{1,3}[.)]|[a-z][.)]|\([a-z\d]\))\s")
_QUESTION = re.compile(
    r"(?:what|who|whom|whose|why|how|where|when|which|is|are|was|were|will|would|can|could|did|do|does|has|have"
    r"|should)\b"
    r"[^.!?\"“”]{3,80}\?",
    re.IGNORECASE,
)
_SECTION_NAMES = (
    "world|international|international news|world news|national|nation|us|u.s.|us news|u.s. news|uk|uk news|europe|asia"
    "|asia pacific|asia-pacific|africa|americas|latin america|middle east|australia|canada|china|india|russia|ukraine"
    "|politics|us politics|uk politics|business|economy|finance|markets|money|companies|technology|tech|science|health"
    "|environment|climate|energy|education|society|culture|arts|entertainment|music|film|books|media|sport|sports"
    "|football|travel|lifestyle|life|style|food|opinion|comment|analysis|editorial|features|feature|news|latest news"
    "|breaking news|breaking|live|top stories|home|local|local news|regional|metro|crime|law|justice|courts|defence"
    "|defense|security|war|conflict|elections|election|religion|weather|investigations|explainer|exclusive|letters"
    "|abstract"
    "|full text|newsletter|special report|story|press release|blog|video|obituaries|real estate"
)
_SECTIONS = frozenset(_SECTION_NAMES.split("|"))
_BREADCRUMB = re.compile(r"[^>»›/|.!?]{2,30}(?:\s*[>»›|/]\s*[^>»›/|.!?]{2,60}){1,5}")

LONGEST_HEADLINE = 180
"""Characters. The longest of 1,286 titles and first lines in the story and attribution sets has 141 (November 2026)."""
_MOST_WORDS = 30
_MOST_WORDS_OF_QUESTION = 16
_SUBHEAD_WORDS = 9


def is_headline_like(line: str, *, first: bool = False, apart: bool = False, continued: bool = False) -> bool:
    """Whether a line above the account could be a headline, section label or deck: short, one sentence at most, without
    a full stop. The `first` line may be a question; standing `apart`, it may have a full stop where nearly all its
    words are capitalised. A `continued` line may start in lower case."""
    words = line.split()
    if not words or len(line) > LONGEST_HEADLINE or len(words) > _MOST_WORDS or sum(map(str.isalpha, line)) < 2:
        return False
    if not continued and (_LIST_MARK.match(line) or starts_lower(line)):
        return False
    if _TWO_SENTENCES.search(line) or _REPORTED_SPEECH.search(line):
        return False
    if _STOP.search(line) and not (_ABBREVIATION_END.search(line) and len(words) <= 16):
        return first and apart and line.endswith(".") and _is_title_case(words)
    return not _ASKS.search(line) or (first and 1 < len(words) <= _MOST_WORDS_OF_QUESTION)


def is_subhead_like(line: str, *, longest: int = 70) -> bool:
    """Whether a line among paragraphs could be a subhead: a few words without a stop, or a short question; no list
    item, quotation or name and number only."""
    if len(line) > longest or not line or starts_lower(line) or _LIST_MARK.match(line):
        return False
    words = line.split()
    if len(words) > (_SUBHEAD_WORDS if longest <= 70 else _MOST_WORDS) or sum(map(str.isalpha, line)) < 3:
        return False
    if _QUESTION.fullmatch(line):
        return True
    return (
        not (_STOP.search(line) or _ASKS.search(line))
        and line[-1] not in '"”»'
        and not _REPORTED_SPEECH.search(line)
        and not _TWO_SENTENCES.search(line)
    )


def is_section_label(line: str, *, before: str | None) -> bool:
    """Whether a headline-like line is the label of a section or a breadcrumb. A line not known as one is a label only
    where it has up to two words and a longer headline follows (`before`)."""
    if line.casefold().strip(" -–—|/:•") in _SECTIONS or (_BREADCRUMB.fullmatch(line) and len(line.split()) <= 10):
        return True
    return before is not None and len(line.split()) <= 2 and len(before.split()) >= 4


def names_title(line: str, title: str) -> bool:
    """Whether the line is the title, letter and digit for letter and digit."""
    return len(line) <= 2 * len(title) + 20 and bool(_letters(title)) and _letters(line) == _letters(title)


def title_prefix(line: str, title: str) -> int:
    """How many characters at the start of a longer line are the title, followed by white space; 0 where it does not
    start with it, or where the title is a single word."""
    title = title.strip()
    if len(title.split()) < 3 or not line.casefold().startswith(title.casefold()):
        return 0
    after = line[len(title) :]
    end = len(title) + (1 if after[:1] == "." else 0)
    return end if line[end : end + 1].isspace() and not line[end:].lstrip()[:1].islower() else 0


def starts_lower(line: str) -> bool:
    """Whether the first letter or digit of the line is a letter in lower case not followed by a capital ("iPhone")."""
    for index, character in enumerate(line[:6]):
        if character.isalnum():
            return character.islower() and not line[index + 1 : index + 2].isupper()
    return False


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _is_title_case(words: list[str]) -> bool:
    long = [word.strip("\"“”‘’'(),.:;") for word in words]
    long = [word for word in long if len(word) > 3 and word[0].isalpha()]
    return 7 <= len(words) <= 22 and len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
