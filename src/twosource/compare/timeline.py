"""Two lanes in time: what happened when, and what was said when, which dates the saying and not the event."""

from collections import defaultdict
from collections.abc import Iterable

from twosource.compare.article_view import ArticleView
from twosource.compare.cue_verbs import cue_rate
from twosource.model.annotation import TimeExpression, Token
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


LEAST_CUE_RATE = 0.3
"""Share of a verb's occurrences in PolNeAR that are cues, from which its date is that of a saying ("said" 0.86, "told",
"warned"); "adopted" (0.20) and "signed" (0.15) lie below."""


def build_timeline(views: Iterable[ArticleView]) -> tuple[TimelineEntry, ...]:
    """What happened when: dated events in time order, coarser dates before finer ones that start with them; each entry
    has the clauses, in the order of the articles and their text, that carry the date."""
    return _lane(views, of_sayings=False)


def build_sayings(views: Iterable[ArticleView]) -> tuple[TimelineEntry, ...]:
    """What was said when, ordered in the same way: the clauses whose date is that of a saying ("said on Tuesday")."""
    return _lane(views, of_sayings=True)


def _lane(views: Iterable[ArticleView], *, of_sayings: bool) -> tuple[TimelineEntry, ...]:
    mentions: dict[str, dict[Passage, None]] = defaultdict(dict)
    bounds: dict[str, tuple[str | None, str | None]] = {}
    for view in views:
        furniture = [piece.span for piece in view.annotated.article.furniture]
        for time in view.annotated.times:
            if any(span.overlaps(time.span) for span in furniture):  # a date line dates the report
                continue
            if not _dates_an_event(view, time) or not _is_in_lane(_saying_dated(view, time), of_sayings):
                continue
            value = time.value[:10] if time.type == "TIME" else time.value
            passage = view.passage(_clause_around(view, time.span))
            mentions[value][passage] = None
            bounds.setdefault(value, (time.earliest, time.latest))
    order = sorted(mentions, key=lambda value: (bounds[value][0] or value, -len(bounds[value][1] or ""), value))
    return tuple(TimelineEntry(value, tuple(mentions[value]), *bounds[value]) for value in order)


def _is_in_lane(saying: Token | None, of_sayings: bool) -> bool:
    """A date of what may be a saying or an act ("a plan adopted in 2006") is in neither lane."""
    return saying is None if not of_sayings else saying is not None and cue_rate(saying) >= LEAST_CUE_RATE


def _dates_an_event(view: ArticleView, time: TimeExpression) -> bool:
    """Whether the expression settles a year at least; "now", "recently" and weekdays without a week do not."""
    if time.type not in ("DATE", "TIME") or not time.value[:4].isdigit():
        return False
    before = view.tokens_in(Span(max(0, time.start - 20), time.start))
    bare_number = view.text[time.start : time.end].isdigit()
    return not (bare_number and before and before[-1].pos == "PROPN")  # "Resolution 1701"


def _saying_dated(view: ArticleView, time: TimeExpression) -> Token | None:
    """The word of an attribution's cue that the expression hangs on ("said on Tuesday", "said in a statement on
    Tuesday"); None where it hangs on another verb or an act that is spoken of, or stands in what was said."""
    attributions = view.annotated.attributions
    inside = view.tokens_in(time.span)
    if not inside:
        return None
    token = inside[0]
    for _ in range(12):
        here = Span(token.start, token.end)
        if token.pos in ("VERB", "AUX") and not time.span.contains(here):
            said = [one for one in attributions if any(cue.overlaps(here) for cue in one.cue)]
            told = any(content.contains(time.span) for one in said for content in one.content)
            return token if said and not told else None
        if token.pos == "NOUN" and token.lemma.lower() in _ACTS and not time.span.overlaps(here):
            return None
        above = view.annotated.tokens[token.head]
        if above is token:
            return None
        token = above
    return None


def _clause_around(view: ArticleView, span: Span) -> Span:
    """The smallest clause with a verb that holds the expression, else its sentence."""
    sentence = view.sentence_at(span.start)
    best = sentence
    for clause in view.clauses_near(span):
        if len(clause) < len(best) and any(token.pos == "VERB" for token in view.tokens_in(clause)):
            best = clause
    return best
