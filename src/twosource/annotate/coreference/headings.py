"""Names in headlines, where every word may have a capital: only names the rest of the article bears out count."""

from collections.abc import Iterator, Sequence

from twosource.annotate.coreference.referents import Key, Place, Referent
from twosource.annotate.names.lexicon import folded
from twosource.annotate.names.token_table import TokenTable

LONGEST = 6
"""Words of a name looked for in a headline."""


def add_heading_mentions(referents: Sequence[Referent], tokens: TokenTable) -> None:
    """Adds to each referent the places in headlines that give one of its names or, for a person, its last word; the
    longest name wins, and of two who share it the one mentioned more often."""
    forms = _forms(referents)
    taken = {p.first: p.last for referent in referents for p in referent.places if tokens.heading[p.first]}
    for first, last in _headings(tokens):
        i = first
        while i < last:
            if i in taken:
                i = taken[i]
                continue
            i += _match(forms, tokens, i, last) or 1


def _forms(referents: Sequence[Referent]) -> dict[Key, Referent]:
    forms: dict[Key, Referent] = {}
    for referent in sorted(referents, key=lambda r: -len(r.places)):
        for key in referent.keys:
            forms.setdefault(key, referent)
            if referent.kind == "person" and len(key) > 1:
                forms.setdefault(key[-1:], referent)
    return forms


def _headings(tokens: TokenTable) -> Iterator[tuple[int, int]]:
    i, count = 0, len(tokens)
    while i < count:
        if not tokens.heading[i]:
            i += 1
            continue
        end = i
        while end < count and tokens.heading[end]:
            end += 1
        yield i, end
        i = end


def _match(forms: dict[Key, Referent], tokens: TokenTable, i: int, last: int) -> int:
    """Notes the longest name that begins at token `i` and returns how many tokens it takes; 0 for none."""
    if not tokens.words[i][0].isupper():
        return 0
    words: list[str] = []
    best: tuple[int, Referent] | None = None
    for end in range(i, min(i + LONGEST, last)):
        words += [part for part in folded(tokens.words[end]).split("-") if part]
        referent = forms.get(tuple(words))
        if referent is not None:
            best = (end + 1, referent)
    if best is None:
        return 0
    end, referent = best
    possessive = tokens.lower[end : end + 1] in (["'s"], ["'"])
    referent.places.append(Place(i, end, "name", possessive, tokens.quoted[i]))
    return end - i
