"""Timeline of what happened. What was said when is left out: that dates the saying, not the event."""

from collections import defaultdict
from collections.abc import Iterable

from twosource.compare.article_view import ArticleView
from twosource.model.annotation import TimeExpression
from twosource.model.comparison import Passage, TimelineEntry
from twosource.model.span import Span

_ACTS = frozenset(
    {
        "accident", "agreement", "ambush", "arrest", "arrival", "assassination", "assault", "attack", "ban", "battle",
        "blast", "bombing", "breach", "ceremony", "clash", "collapse", "collision", "coup", "crash", "deal", "death",
        "debate", "decision", "defeat", "demonstration", "departure", "disaster", "earthquake", "election", "escape",
        "eruption", "execution", "explosion", "fight", "fire", "flight", "flood", "game", "hearing", "hurricane",
        "incident", "inauguration", "invasion", "killing", "landing", "launch", "march", "massacre", "match", "murder",
        "outbreak", "outage", "primary", "protest", "race", "raid", "rally", "referendum", "resignation", "revolt",
        "ruling", "search", "shooting", "shutdown", "siege", "storm", "strike", "summit", "trial", "verdict", "visit",
        "vote", "war", "wedding", "withdrawal",
    }
)  # fmt: skip
"""Nouns for what happens: a date that hangs on one dates it, whatever verb of saying stands above."""


def build_timeline(views: Iterable[ArticleView]) -> tuple[TimelineEntry, ...]:
    """Dated events in time order, coarser dates before finer ones that start with them; each entry has the clauses,
    in the order of the articles and their text, that carry the date."""
    mentions: dict[str, dict[Passage, None]] = defaultdict(dict)
    bounds: dict[str, tuple[str | None, str | None]] = {}
    for view in views:
        saying = sorted(cue for one in view.annotated.attributions for cue in one.cue)
        furniture = [piece.span for piece in view.annotated.article.furniture]
        for time in view.annotated.times:
            if any(span.overlaps(time.span) for span in furniture):  # a date line dates the report
                continue
            if not _dates_an_event(view, time) or _dates_a_saying(view, time, saying):
                continue
            value = time.value[:10] if time.type == "TIME" else time.value
            passage = view.passage(_clause_around(view, time.span))
            mentions[value][passage] = None
            bounds.setdefault(value, (time.earliest, time.latest))
    order = sorted(mentions, key=lambda value: (bounds[value][0] or value, -len(bounds[value][1] or ""), value))
    return tuple(TimelineEntry(value, tuple(mentions[value]), *bounds[value]) for value in order)


def _dates_an_event(view: ArticleView, time: TimeExpression) -> bool:
    """Whether the expression settles a year at least; "now", "recently" and weekdays without a week do not."""
    if time.type not in ("DATE", "TIME") or not time.value[:4].isdigit():
        return False
    before = view.tokens_in(Span(max(0, time.start - 20), time.start))
    bare_number = view.text[time.start : time.end].isdigit()
    return not (bare_number and before and before[-1].pos == "PROPN")  # "Resolution 1701"


def _dates_a_saying(view: ArticleView, time: TimeExpression, saying: list[Span]) -> bool:
    """Whether what the expression hangs on is the cue of an attribution ("said on Tuesday", "said in a statement on
    Tuesday"), and no act that is spoken of ("discussed the attack on Tuesday")."""
    if any(cue.contains(time.span) for cue in saying):
        return True
    tokens = view.annotated.tokens
    inside = view.tokens_in(time.span)
    if not inside:
        return False
    token = inside[0]
    for _ in range(12):
        if token.pos in ("VERB", "AUX") and not time.span.contains(Span(token.start, token.end)):
            verb = Span(token.start, token.end)
            return any(cue.overlaps(verb) for cue in saying)
        if (
            token.pos == "NOUN"
            and token.lemma.lower() in _ACTS
            and not time.span.overlaps(Span(token.start, token.end))
        ):
            return False
        above = tokens[token.head]
        if above is token:
            return False
        token = above
    return False


def _clause_around(view: ArticleView, span: Span) -> Span:
    """The smallest clause with a verb that holds the expression, else its sentence."""
    sentence = view.sentence_at(span.start)
    best = sentence
    for clause in view.clauses_near(span):
        if len(clause) < len(best) and any(token.pos == "VERB" for token in view.tokens_in(clause)):
            best = clause
    return best
