"""Whom a source speaks to: "told X", "said in a letter to X"."""

from twosource.annotate.linking import AttributionSpans
from twosource.annotate.names.token_table import TokenTable
from twosource.annotate.speakers.entity_index import EntityIndex, speaker_of
from twosource.annotate.speakers.sources import SourceReader
from twosource.annotate.stance import cue_lexicon
from twosource.model.annotation import Speaker, Stance
from twosource.model.span import Span

_SPEAKING = frozenset(
    {"said", "wrote", "says", "writes", "speaking", "spoke", "letter", "statement", "interview", "email"}
)
_TO = frozenset({"to", "with"})
REACH = 6
"""Tokens behind the cue's verb within which the addressee begins."""
LONGEST = 10
"""Tokens an addressee has at most."""


def find_addressee(
    spans: AttributionSpans, stance: Stance, tokens: TokenTable, index: EntityIndex, reader: SourceReader
) -> Speaker | None:
    """The one spoken to, where the words right behind the cue name one; None elsewhere. "Called on X" and its like have
    none: there the content names whom it is about."""
    if not spans.cue or stance in ("accuses", "praises", "thinks"):
        return None
    inside = [i for span in spans.cue for i in tokens.within(span)]
    content = [tokens.within(span).start for span in spans.content]
    for i in inside:
        word = tokens.lower[i]
        if word in cue_lexicon().roles["addressing"]:
            return _read(i + 1, content, tokens, index, reader)
        if word in _SPEAKING:
            for j in range(i + 1, min(i + REACH, len(tokens))):
                if tokens.lower[j] in _TO and tokens.sentence[j] == tokens.sentence[i] and j not in content:
                    return _read(j + 1, content, tokens, index, reader)
                if tokens.pos[j] in ("VERB", "PUNCT", "AUX"):
                    break
            return None
    return None


def _read(
    first: int, content: list[int], tokens: TokenTable, index: EntityIndex, reader: SourceReader
) -> Speaker | None:
    """The entity or noun phrase that begins at token `first`. "Told" and its like always name one, so it may open the
    content ("urged <Congress to act>")."""
    limit = min([c for c in content if c > first], default=first + LONGEST)
    limit = min(limit, first + LONGEST, len(tokens))
    end = first
    while end < limit and _in_phrase(tokens, end) and tokens.sentence[end] == tokens.sentence[first]:
        end += 1
    if end == first:
        entity = index.at(tokens.starts[first], tokens.ends[first]) if first < len(tokens) else None
        return speaker_of(entity) if entity is not None else None
    span = Span(tokens.starts[first], tokens.ends[end - 1])
    named = [(m, e) for m, e in index.within(span) if m.form != "pronoun"]
    if named and named[-1][0].end == span.end:
        return speaker_of(named[-1][1])
    return reader.read(span) if reader.has_known_head(span) else None


def _in_phrase(tokens: TokenTable, i: int) -> bool:
    """Whether the token can stand in the addressee's noun phrase, "of" inside a title included."""
    if tokens.lower[i] == "of":
        return i + 1 < len(tokens) and tokens.words[i + 1][0].isupper()
    if tokens.labels[i] in ("DATE", "TIME"):
        return False
    return tokens.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or tokens.lower[i] in {"'s", "’s"}
