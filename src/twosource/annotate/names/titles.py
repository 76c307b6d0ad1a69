"""Titles and descriptions of persons beside their names: "Prime Minister X", "X, a spokeswoman for …"."""

from collections.abc import Sequence

from twosource.annotate.names.lexicon import Lexicon
from twosource.annotate.names.name_mentions import NameMention, main_label, name_key
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.names.word_lists import word_list

REACH = 7
"""Tokens a title may run back from the name, and an apposition's noun may lie behind its comma."""
_STOPS = frozenset({".", ",", ";", ":", "—", "–", "(", ")", "?", "!", "“", "”", '"', "who", "whose", "which", "that"})
_MODIFIER_POS = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})
_NAMESAKES = word_list("titles_that_are_names")
"""Title words that are family names too."""

Title = tuple[tuple[str, ...], int, int]


def title_words(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a title in lower case, abbreviations spelled out ("Sen." is "senator"), hyphens opened."""
    out: list[str] = []
    for word in words:
        spelled = lexicon.abbreviations.get(word) or lexicon.abbreviations.get(word + ".", word)
        out += [part for part in spelled.replace("-", " ").split() if part not in {"'s", "'", "."}]
    return tuple(out)


def is_title_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word (lower case) heads a title or description of one person."""
    return (
        word in lexicon.heads
        or lexicon.abbreviations.get(word, " ").split()[-1:] == [word]
        or (word in lexicon.abbreviations and lexicon.abbreviations[word].split()[-1] in lexicon.heads)
    )


def split_title(
    tokens: TokenTable, first: int, last: int, lexicon: Lexicon, person_words: frozenset[str] = frozenset()
) -> NameMention | None:
    """The name in a run with the titles in front of it, inside the run and before it; None where the run is a title
    alone ("the Prime Minister"). `person_words` are words the recogniser takes for persons' names somewhere."""
    name_first = _after_title(tokens, first, last, lexicon, person_words)
    if name_first >= last:
        return None
    key = name_key(tokens, name_first, last)
    if not key:
        return None
    mention = NameMention(name_first, last, key, main_label(tokens, name_first, last))
    mention.possessive = last < len(tokens) and tokens.lower[last] in {"'s", "'"}
    before = tokens.lower[name_first - 1] if name_first > first else tokens.lower[first - 1] if first else ""
    if before in lexicon.honorifics and (name_first > first or tokens.line[first - 1] == tokens.line[first]):
        mention.honorific = before
    title_first = _title_start(tokens, name_first, lexicon)
    if title_first < name_first:
        mention.titles.append((title_words(tokens.lower[title_first:name_first], lexicon), title_first, name_first))
    return mention


def names_in_title(tokens: TokenTable, first: int, last: int, lexicon: Lexicon) -> list[NameMention]:
    """The bodies and places named inside the title part of a run ("NYPD Commissioner", "U.S. Secretary of State")."""
    found = []
    i = first
    while i < last:
        end = i + 1
        while end < last and tokens.labels[end] == tokens.labels[i] and not tokens.begins[end]:
            end += 1
        words = tokens.lower[i:end]
        titled = any(is_title_word(word, lexicon) or word in lexicon.honorifics for word in words)
        if tokens.labels[i] in ("ORG", "GPE", "LOC") and not titled and tokens.name_like[i]:
            found.append(NameMention(i, end, name_key(tokens, i, end), tokens.labels[i]))
        i = end
    return found


def _after_title(tokens: TokenTable, first: int, last: int, lexicon: Lexicon, person_words: frozenset[str]) -> int:
    """Where the name begins in the run: behind its last title word; `first` where it has none, `last` where the run
    is nothing but a title."""
    if _ends_phrase(tokens, first, last - 1, lexicon):
        return last
    if lexicon.kind_heads.get(tokens.lower[last - 1]) and tokens.lower[last - 1] not in lexicon.heads:
        return first
    if "of" in tokens.lower[first + 1 : last] and _heads_of_phrase(tokens, first, last, lexicon):
        return first
    if " ".join(tokens.lower[first:last]) in lexicon.known:
        return first
    for i in range(last - 1, first - 1, -1):
        word = tokens.lower[i]
        if word == "." and i > first and tokens.lower[i - 1] + "." in lexicon.abbreviations:
            return i + 1
        if not (is_title_word(word, lexicon) or word in lexicon.honorifics or _ends_phrase(tokens, first, i, lexicon)):
            continue
        if i == last - 1:
            if word in lexicon.honorifics and word not in lexicon.heads:
                return last
            if word in _NAMESAKES and i > first and tokens.lower[first] in lexicon.given_names:
                continue
            return last
        if tokens.lower[i + 1] in {"of", "-", "for", "and", "the"}:
            continue
        if i > first and word in _NAMESAKES and tokens.lower[first] in lexicon.given_names:
            continue
        if tokens.lower[last - 1] not in person_words and _one_organization(tokens, i, last, lexicon):
            return first
        return i + 1
    return first


def _heads_of_phrase(tokens: TokenTable, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the run is the name of a body with "of" in it ("Department of Justice")."""
    at = tokens.lower.index("of", first + 1, last)
    return tokens.lower[at - 1] in lexicon.kind_heads


def _ends_phrase(tokens: TokenTable, first: int, i: int, lexicon: Lexicon) -> bool:
    return any(tuple(tokens.lower[max(first, i + 1 - n) : i + 1]) in lexicon.phrases for n in (2, 3, 4, 5))


def _one_organization(tokens: TokenTable, title: int, last: int, lexicon: Lexicon) -> bool:
    """Whether title word and rest are one organisation to the recogniser ("General Motors")."""
    word = tokens.lower[title]
    if word in lexicon.honorifics or word in lexicon.abbreviations or last - title > 2:
        return False
    return tokens.labels[title] == tokens.labels[last - 1] == "ORG" and not any(tokens.begins[title + 1 : last])


def _title_start(tokens: TokenTable, name: int, lexicon: Lexicon) -> int:
    """First token of the title that ends right before token `name`; `name` itself where there is none."""
    i = name - 1
    if i < 0 or tokens.line[i] != tokens.line[min(name, len(tokens) - 1)]:
        return name
    if tokens.lower[i] in lexicon.honorifics and tokens.lower[i] not in lexicon.heads:
        i -= 1
    abbreviated = i > 0 and tokens.lower[i] == "." and tokens.lower[i - 1] + "." in lexicon.abbreviations
    if abbreviated:
        i -= 1
    if (
        i < 0
        or tokens.lower[i] == "fellow"
        or not (abbreviated or is_title_word(tokens.lower[i], lexicon) or _ends_phrase(tokens, 0, i, lexicon))
    ):
        return name
    if i > 0 and tokens.lower[i - 1] in {",", "and", "or"} and tokens.words[i][0].islower() and i < name - 1:
        return name
    start = i
    while start > 0 and i - start < REACH and tokens.line[start - 1] == tokens.line[i]:
        word, pos = tokens.lower[start - 1], tokens.pos[start - 1]
        phrase = word in {"of", "the", "for"} and _inside_phrase(tokens, start - 1, i, lexicon)
        if word in _STOPS or not (
            phrase or pos in _MODIFIER_POS or word in {"-", "then", "ex"} or tokens.name_like[start - 1]
        ):
            break
        start -= 1
    return start


def _inside_phrase(tokens: TokenTable, small: int, end: int, lexicon: Lexicon) -> bool:
    return any(
        start <= small and tuple(tokens.lower[start : end + 1]) in lexicon.phrases
        for start in range(max(0, end - 4), end)
    )


def find_apposition(tokens: TokenTable, mention: NameMention, lexicon: Lexicon) -> Title | None:
    """The description behind the name ("X, a spokesman for Y,"), else the one before it ("the group's leader, X,")."""
    return _behind(tokens, mention, lexicon) or _before(tokens, mention, lexicon)


def _behind(tokens: TokenTable, mention: NameMention, lexicon: Lexicon) -> Title | None:
    i = mention.last
    if i + 2 >= len(tokens) or tokens.words[i] != "," or tokens.line[i + 1] != tokens.line[i]:
        return None
    i += 1
    if tokens.words[i].isdigit() and tokens.words[i + 1] == ",":
        i += 2
    for head in range(i, min(i + REACH, len(tokens))):
        word = tokens.lower[head]
        if word in _STOPS or (
            tokens.pos[head] in ("VERB", "AUX", "ADP", "PRON", "CCONJ") and word not in {"his", "her", "their"}
        ):
            return None
        ends = (
            head + 1 >= len(tokens) or tokens.pos[head + 1] not in ("NOUN", "PROPN") or _inner_title(tokens, head + 1)
        )
        if word in lexicon.heads and ends:
            head += head + 1 < len(tokens) and _inner_title(tokens, head + 1)
            found = _description(tokens, i, head, lexicon)
            if (
                tokens.lower[i] in {"his", "her", "their"}
                and found[2] + 1 < len(tokens)
                and tokens.name_like[found[2] + 1]
            ):
                return None
            closed = found[2] >= len(tokens) or tokens.pos[found[2]] not in ("VERB", "AUX", "PART", "ADV")
            return found if closed else None
    return None


def _inner_title(tokens: TokenTable, i: int) -> bool:
    return tokens.lower[i] in {"general", "elect", "executive"}


def _description(tokens: TokenTable, first: int, head: int, lexicon: Lexicon) -> Title:
    """The description from `first`, with what the preposition behind its head adds ("spokesman for the ministry")."""
    end = head + 1
    if end < len(tokens) and tokens.lower[end] in {"of", "for", "at", "in", "to", "general"}:
        while (
            end < len(tokens)
            and end - head < 10
            and tokens.words[end] not in _STOPS
            and not tokens.words[end].isspace()
        ):
            if tokens.pos[end] in ("VERB", "AUX") or tokens.lower[end] in {"and", "but"}:
                break
            end += 1
    if tokens.lower[first] in {"a", "an", "the", "another", "one"}:
        first += 1
    return title_words(tokens.lower[first : head + 1], lexicon), first, max(end, head + 1)


def _before(tokens: TokenTable, mention: NameMention, lexicon: Lexicon) -> Title | None:
    i = mention.first - 1
    if mention.titles or i < 2 or tokens.words[i] != "," or tokens.line[i] != tokens.line[mention.first]:
        return None
    head = i - 1
    if tokens.lower[head] not in lexicon.heads or tokens.words[head][0].isupper():
        return None
    start = head
    while start > 0 and head - start < REACH and tokens.lower[start - 1] not in _STOPS:
        if tokens.pos[start - 1] in ("VERB", "AUX", "ADP", "CCONJ"):
            break
        start -= 1
    after = tokens.words[mention.last] if mention.last < len(tokens) else "."
    if after not in {",", ".", "(", "—", "who"} or (start > 0 and tokens.pos[start - 1] in ("ADP", "VERB")):
        return None
    if tokens.lower[start] not in {"the", "a", "an", "his", "her", "its", "their"} and tokens.lower[
        start + 1 : start + 2
    ] != ["'s"]:
        return None
    if tokens.lower[start] in {"a", "an", "the"}:
        start += 1
    return title_words(tokens.lower[start : head + 1], lexicon), start, head + 1
