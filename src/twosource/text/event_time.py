"""Which time a statement is about, as against when it was said."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from twosource.model.annotation import TimeExpression, Token
from twosource.model.span import Span

_MAX_CLIMB = 40
_ASIDE = frozenset({"since", "than", "until", "till", "from", "before", "after", "by", "like", "unlike", "versus"})
"""A time behind one of these bounds or compares the event ("up from a year earlier"); it is taken only where there is
no other."""


def select_event_time(
    span: Span,
    tokens: Sequence[Token],
    times: Sequence[TimeExpression],
    cue_spans: Sequence[Span] = (),
    published: str | None = None,
) -> TimeExpression | None:
    """The date or time of day the statement at `span` is about; None where the text gives none.

    `tokens` are the article's tokens in text order (heads are indexes into them), `times` its time expressions,
    `cue_spans` the cues of its attributions: a time that hangs on one of them ("said on Tuesday") tells when the
    words were said and is passed over. A time inside the span that hangs on the statement's main verb comes first,
    then other times in the span, then a time outside it that hangs on the same verb; among equals one that can be
    placed in the calendar before PRESENT_REF and the like, then the first. `published` (an ISO date) settles nothing
    by itself; it ranks a time that is just the day of publication behind another one on the same verb."""
    inside = list(_covered(tokens, span.start, span.end))
    if not inside:
        return None
    ranked = [
        (rank, time)
        for time in times
        if time.type in ("DATE", "TIME") and (rank := _rank(time, span, _root(tokens, inside), tokens, cue_spans))
    ]
    day = (published or "")[:10]
    ranked.sort(key=lambda pair: (pair[0], pair[1].value == day, pair[1].start))
    return ranked[0][1] if ranked else None


def _rank(
    time: TimeExpression, span: Span, root: int, tokens: Sequence[Token], cue_spans: Sequence[Span]
) -> tuple[int, bool, bool] | None:
    """How well a time fits the statement, the best lowest; None where it is not the statement's."""
    first = _first_token(tokens, time)
    if first is None or _hangs_on_cue(tokens, first, cue_spans, span):
        return None
    within = span.start <= time.start < span.end
    on_main = _verb_above(tokens, first) == _verb_above(tokens, root)
    if not within and not (on_main and _same_sentence(tokens, first, root)):
        return None
    place = (0 if on_main else 1) if within else 2
    return place, _is_aside(tokens, first), not (time.earliest or time.latest)


def _covered(tokens: Sequence[Token], start: int, end: int) -> range:
    """The indexes of the tokens that lie in a stretch of text, wholly or in part."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return range(first, bisect_left(tokens, end, lo=first, key=lambda token: token.start))


def _first_token(tokens: Sequence[Token], time: TimeExpression) -> int | None:
    """The token of the expression whose head lies outside it: the one that attaches it to the sentence."""
    covered = list(_covered(tokens, time.start, time.end))
    if not covered:
        return None
    members = set(covered)
    return next((index for index in covered if tokens[index].head not in members), covered[0])


def _root(tokens: Sequence[Token], inside: Sequence[int]) -> int:
    """The token of the span whose head lies outside it; a verb before anything else."""
    members = set(inside)
    roots = [index for index in inside if tokens[index].head not in members or tokens[index].head == index]
    return next((index for index in roots if tokens[index].pos in ("VERB", "AUX")), roots[0] if roots else inside[0])


def _climb(tokens: Sequence[Token], index: int) -> list[int]:
    """The token and its heads, nearest first."""
    path = [index]
    while len(path) < _MAX_CLIMB and tokens[path[-1]].head != path[-1]:
        head = tokens[path[-1]].head
        if head in path or not 0 <= head < len(tokens):
            break
        path.append(head)
    return path


def _verb_above(tokens: Sequence[Token], index: int) -> int:
    """The nearest verb on the way up, the token itself included; the top of the tree where there is none."""
    path = _climb(tokens, index)
    return next(
        (i for i in path if tokens[i].pos in ("VERB", "AUX") and tokens[i].dep not in ("aux", "auxpass")), path[-1]
    )


def _hangs_on_cue(tokens: Sequence[Token], index: int, cues: Sequence[Span], span: Span) -> bool:
    verb = tokens[_verb_above(tokens, index)]
    return any(
        cue.start <= verb.start < cue.end and not (span.start <= verb.start < span.end and cue.contains(span))
        for cue in cues
    )


def _same_sentence(tokens: Sequence[Token], one: int, other: int) -> bool:
    return _climb(tokens, one)[-1] == _climb(tokens, other)[-1]


def _is_aside(tokens: Sequence[Token], index: int) -> bool:
    head = tokens[tokens[index].head]
    return head.lemma.lower() in _ASIDE or (head.pos == "ADP" and head.lemma.lower() in _ASIDE)
