"""A parsed text as plain columns, read out of spaCy once: the layers above loop over tokens, and each attribute of a
spaCy token costs a call."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from twosource.annotate.names.capitals import Columns, find_name_words
from twosource.annotate.names.lexicon import lexicon
from twosource.model.article import Article, Furniture
from twosource.model.span import Span
from twosource.text.quotation import quoted_spans

_BEGIN = 3
_KEPT = "twosource.token_table"
SILENT = frozenset({"date", "byline", "credit", "section", "dateline"})
"""Furniture whose names take no part in the report's account."""


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Columns over the tokens of one text, all of one length.

    `sentence` and `line` count from 0; `quoted` is whether the token stands inside quotation marks; `silent` whether it
    belongs to furniture that names nobody the report speaks of; `heading` whether it stands in a headline, where every
    word may have a capital; `name_like` whether it may be part of a name."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    pos: list[str]
    labels: list[str]
    begins: list[bool]
    sentence: list[int]
    line: list[int]
    quoted: list[bool]
    silent: list[bool]
    heading: list[bool]
    name_like: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def first_at(self, offset: int) -> int:
        """Index of the first token that ends after the character offset."""
        return bisect_right(self.ends, offset)

    def within(self, span: Span) -> range:
        """Indexes of the tokens that share a character with the span."""
        return range(self.first_at(span.start), bisect_left(self.starts, span.end))

    def surface(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def read_tokens(article: Article, doc: Doc) -> TokenTable:
    """The columns of `doc`, which must be the parse of `article.text`; kept with the doc for the next layer."""
    kept = doc.user_data.get(_KEPT)
    if kept is not None and kept[0] == article.furniture:
        table: TokenTable = kept[1]
        return table
    table = _read_columns(article, doc)
    doc.user_data[_KEPT] = (article.furniture, table)
    return table


def _read_columns(article: Article, doc: Doc) -> TokenTable:
    attributes: list[int | str] = ["IDX", "LENGTH", "POS", "ENT_TYPE", "ENT_IOB", "SENT_START"]
    rows: list[list[int]] = doc.to_array(attributes).tolist() if len(doc) else []
    columns = [[row[0], row[0] + row[1], *row[2:]] for row in rows]
    starts, ends = [row[0] for row in columns], [row[1] for row in columns]
    words = [article.text[start:end] for start, end in zip(starts, ends, strict=True)]
    names = {key: doc.vocab.strings[key] if key else "" for row in columns for key in row[2:4]}
    lines = _lines(words)
    lower = [word.lower().replace("’", "'") for word in words]
    pos, labels = [names[row[2]] for row in columns], [names[row[3]] for row in columns]
    sentence = _running([row[5] == 1 for row in columns], lines)
    silent = _covered(starts, [f.span for f in article.furniture if f.kind in SILENT])
    heading = _headings(article.furniture, words, starts, lines)
    barred = [a or b for a, b in zip(silent, heading, strict=True)]
    return TokenTable(
        text=article.text,
        words=words,
        lower=lower,
        starts=starts,
        ends=ends,
        pos=pos,
        labels=labels,
        begins=[row[4] == _BEGIN for row in columns],
        sentence=sentence,
        line=lines,
        quoted=_covered(starts, quoted_spans(article.text)),
        silent=silent,
        heading=heading,
        name_like=find_name_words(Columns(words, lower, pos, labels, sentence, barred), lexicon()),
    )


def _lines(words: list[str]) -> list[int]:
    line, out = 0, []
    for word in words:
        out.append(line)
        line += word.isspace() and len(word.splitlines()) > 0 and any(c in word for c in "\n\r\f\v\x85\u2028\u2029")
    return out


def _running(sentence_starts: list[bool], lines: list[int]) -> list[int]:
    """Sentence numbers; a new line always begins a new sentence."""
    count, out, line = -1, [], -1
    for starts, at in zip(sentence_starts, lines, strict=True):
        count += starts or at != line
        line = at
        out.append(count)
    return out


def _covered(starts: list[int], spans: list[Span] | tuple[Span, ...]) -> list[bool]:
    covered = [False] * len(starts)
    for span in spans:
        for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            covered[i] = True
    return covered


def _headings(furniture: tuple[Furniture, ...], words: list[str], starts: list[int], lines: list[int]) -> list[bool]:
    """Headlines by furniture, and short lines without a full stop in which nearly every longer word has a capital."""
    heading = _covered(starts, [f.span for f in furniture if f.kind == "headline"])
    first = 0
    for i in range(1, len(words) + 1):
        if i < len(words) and lines[i] == lines[first]:
            continue
        longer = [w for w in words[first:i] if len(w) > 3 and w.isalpha()]
        last = next((w for w in reversed(words[first:i]) if not w.isspace()), "")
        if 3 <= len(longer) <= 25:
            capitals = sum(w[0].isupper() for w in longer) / len(longer)
            open_ended = last not in {".", "”", '"'}
            if capitals >= (0.75 if open_ended else 0.95) and (open_ended or len(longer) > 4):
                heading[first:i] = [True] * (i - first)
        first = i
    return heading
