"""Whom a source speaks to: "told X", "said in a letter to X"."""

from twosource.annotate.entities.token_table import TokenTable
from twosource.annotate.linking import AttributionSpans
from twosource.annotate.speakers.entity_index import EntityIndex, speaker_of
from twosource.annotate.speakers.sources import SourceReader
from twosource.model.annotation import Speaker, Stance
from twosource.model.span import Span

_DIRECT = frozenset(
    "told tell tells telling asked ask asks asking informed reminded assured urged warned advised notified briefed "
    "informs reminds assures urges warns advises informing reminding assuring urging warning briefing thanked "
    "thanks thanking ordered orders implored begged pressed".split()
)
_SPEAKING = frozenset(
    {"said", "wrote", "says", "writes", "speaking", "spoke", "letter", "statement", "interview", "email"}
)
_TO = frozenset({"to", "with"})
REACH = 6
"""Tokens behind the cue's verb within which the addressee begins."""


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
        if word in _DIRECT:
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
    """The entity or noun phrase that begins at token `first`, before the content does."""
    limit = min([c for c in content if c >= first], default=first + REACH)
    limit = min(limit, first + REACH, len(tokens))
    if first >= limit:
        return None
    end = first
    while (
        end < limit
        and tokens.pos[end] in ("DET", "ADJ", "NOUN", "PROPN", "NUM")
        and tokens.sentence[end] == tokens.sentence[first]
    ):
        end += 1
    if end == first:
        entity = index.at(tokens.starts[first], tokens.ends[first])
        return speaker_of(entity) if entity is not None else None
    named = [(m, e) for m, e in index.within(Span(tokens.starts[first], tokens.ends[end - 1])) if m.form != "pronoun"]
    if named and named[-1][0].end == tokens.ends[end - 1]:
        return speaker_of(named[-1][1])
    if not any(tokens.pos[i] in ("NOUN", "PROPN") for i in range(first, end)):
        return None
    return reader.read(Span(tokens.starts[first], tokens.ends[end - 1]))
