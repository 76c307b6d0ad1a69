"""What a new account of a story changed: the few events a reader who follows the story wants to be told of."""

from collections.abc import Callable, Iterator, Sequence

from twosource.compare.claim_history import ClaimHistory
from twosource.compare.standing import is_disputing, joined
from twosource.model.account_statements import statement_tally
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import EventKind, RevisionDifference, StoryEvent
from twosource.model.article import Article
from twosource.model.comparison import Claim, Comparison, DiscrepancyKind, Origin, Standing

MOST_OF_A_KIND = 3
"""Claims told of one kind of event at a time; the others are counted in one further event."""
MOST_NAMED = 5
"""Reports named in one line."""
MOST_WHYS = 3
FEWEST_WORDS = 5
"""Words of a claim that can be understood by themselves."""
LONGEST_CLAIM = 160

_REST: dict[EventKind, str] = {
    "second_origin": "reached a second independent origin",
    "disputed": "came into dispute",
    "dispute_settled": "are no longer in dispute",
    "origin_lost": "no longer have a second independent origin",
}


def story_changes(
    story: str,
    before: Comparison | None,
    after: Comparison,
    *,
    revisions: Sequence[RevisionDifference] = (),
) -> tuple[StoryEvent, ...]:
    """What happened to a story between two accounts of it, without times and ids: reports came, reports were corrected
    or revised (as `revisions` tell), claims reached a second origin, came into dispute or out of it, lost an origin; in
    this order, of each kind the most central claims first, at most three and one line for the rest. A story that opened
    is one event, with the numbers of its statements: there is nothing yet that could have changed.

    A claim is followed by the places of its mentions, not by its words. Where no report that makes it came or was
    revised, nothing happened to it: that claims were only cut or grouped otherwise, or that an account leaves out
    older reports, is not told."""
    if before is None:
        return (_opened(story, after),)
    events = _added(story, before, after)
    events += [event for one in revisions if (event := _revised(story, one, after)) is not None]
    history = ClaimHistory(before, after)
    changes = _ClaimChanges(story, before, after, history)
    for kind, found in changes.by_kind():
        events += found[:MOST_OF_A_KIND]
        if rest := found[MOST_OF_A_KIND:]:
            events.append(_rest(story, kind, rest))
    return tuple(sorted(events, key=lambda event: _ORDER.index(event.kind)))


_ORDER: tuple[EventKind, ...] = (
    "article_added", "corrected", "revised", "second_origin", "disputed", "dispute_settled",
    "origin_lost",
)  # fmt: skip


def _opened(story: str, after: Comparison) -> StoryEvent:
    first = after.articles[0].article if after.articles else None
    names = f"reported by {_names(after.articles)}" if after.articles else "not reported any more"
    title = f"{_quoted(first.title)}, " if first is not None and first.title else ""
    message = _capital(f"{title}{names}{_standings(after)}")
    return StoryEvent(story, "story_opened", message, articles=tuple(one.article.id for one in after.articles))


_TOLD: tuple[tuple[Standing, str], ...] = (
    ("corroborated", "from two or more independent origins"),
    ("disputed", "in dispute"),
)


def _standings(account: Comparison) -> str:
    """How many statements have two origins or more and how many are in dispute, as the account counts them, in words;
    nothing where there are none."""
    told = []
    tally = statement_tally(account)
    for standing, words in _TOLD:
        if number := tally.get(standing):
            told.append(f"{number} {'statement' if number == 1 else 'statements'} {words}")
    return f": {joined(told)}" if told else ""


def _added(story: str, before: Comparison, after: Comparison) -> list[StoryEvent]:
    known = {one.article.id for one in before.articles}
    new = [one for one in after.articles if one.article.id not in known]
    if not new:
        return []
    if len(new) == 1:
        article = new[0].article
        words = f": {_quoted(article.title)}" if article.outlet and article.title else ""
        message = _capital(f"{_name(article)} joined the story{words}")
    else:
        message = f"{len(new)} reports joined the story: {_names(new)}"
    return [StoryEvent(story, "article_added", message, articles=tuple(one.article.id for one in new))]


def _names(articles: Sequence[AnnotatedArticle]) -> str:
    names = list(dict.fromkeys(_name(one.article) for one in articles))
    rest = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return joined([*names[:MOST_NAMED], *rest])


def _name(article: Article) -> str:
    """The article's outlet, else its headline between quotation marks, else "a report"."""
    if article.outlet:
        return _short(article.outlet, 60)
    return _quoted(article.title, 60) if article.title else "a report"


def _quoted(words: str, longest: int = LONGEST_CLAIM) -> str:
    """The words between quotation marks; their own at both ends are left out."""
    bare = words.strip()
    if len(bare) > 1 and bare[0] in '“"«„' and bare[-1] in '”"»“' and not set(bare[1:-1]) & set('“”"«»'):
        bare = bare[1:-1]
    return f"“{_short(bare, longest)}”"


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _short(words: str, longest: int = LONGEST_CLAIM) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _revised(story: str, difference: RevisionDifference, after: Comparison) -> StoryEvent | None:
    """The event of an edit that changed what a report tells; None for one that did not."""
    if not difference.changes:
        return None
    corrected = any(change.kind == "correction_added" for change in difference.changes)
    whys = [change.why for change in difference.changes if change.kind != "correction_added"]
    whys = whys or [change.why for change in difference.changes]
    name = next((_name(one.article) for one in after.articles if one.article.id == difference.article), "a report")
    how = "corrected its report" if corrected else "updated its report" if difference.declared else "changed its report"
    silent = "" if difference.declared or corrected else " without saying so"
    more = f"; and {len(whys) - MOST_WHYS} more" if len(whys) > MOST_WHYS else ""
    message = _capital(f"{name} {how}{silent}: {'; '.join(whys[:MOST_WHYS])}{more}")
    return StoryEvent(story, "corrected" if corrected else "revised", message, articles=(difference.article,))


class _ClaimChanges:
    """What happened to the claims, by kind of event."""

    def __init__(self, story: str, before: Comparison, after: Comparison, history: ClaimHistory) -> None:
        self.story, self.before, self.after, self.history = story, before, after, history

    def by_kind(self) -> Iterator[tuple[EventKind, list[StoryEvent]]]:
        """The events of each kind, the most central claim first; a part of what is told already is left out."""
        yield "second_origin", self._told(self.after, self._second_origin)
        yield "disputed", self._told(self.after, self._disputed)
        yield "dispute_settled", self._told(self.before, self._settled)
        yield "origin_lost", self._told(self.before, self._lost)

    def _told(self, account: Comparison, judge: Callable[[Claim], StoryEvent | None]) -> list[StoryEvent]:
        events: list[StoryEvent] = []
        told: list[Claim] = []
        for claim in sorted(account.claims, key=_centrality):
            if any(_same_passage(claim, other) for other in told):
                continue
            event = judge(claim)
            if event is not None:
                told.append(claim)
                events.append(event)
        return events

    def _touches_change(self, claim: Claim) -> bool:
        return any(self.history.is_new(mention) for mention in claim.mentions)

    def _second_origin(self, claim: Claim) -> StoryEvent | None:
        if claim.standing != "corroborated" or not self._touches_change(claim):
            return None
        earlier = self.history.earlier(claim)
        if any(other.standing == "corroborated" for other in earlier):
            return None
        message = f"{_quoted(claim.text)} now has {self._origins(claim)}"
        return self._event("second_origin", message, claim, earlier, claim.standing)

    def _origins(self, claim: Claim) -> str:
        """The origins in words, those that rest on what is new before those known already."""
        new = [one for one in claim.origins if all(self.history.is_new(claim.mentions[i]) for i in one.mentions)]
        known = [one for one in claim.origins if one not in new]
        sides = [joined([self._origin(one, claim) for one in side[:MOST_NAMED]]) for side in (new, known) if side]
        if len(new) == len(known) == 1:
            return f"a second independent origin: {' beside '.join(sides)}"
        return f"{_number(len(claim.origins))} independent origins: {' beside '.join(sides)}"

    def _origin(self, origin: Origin, claim: Claim) -> str:
        articles = dict.fromkeys(claim.mentions[i].article for i in origin.mentions)
        outlets = _names([self.after.annotated(article) for article in articles])
        if origin.kind == "own_reporting":
            return f"the own account of {outlets}"
        name = _short(origin.name, 80)
        return name if name == outlets else f"{name} (in {outlets})"

    def _disputed(self, claim: Claim) -> StoryEvent | None:
        contradictions = [self.after.discrepancies[i] for i in claim.discrepancies]
        contradictions = [
            one
            for one in contradictions
            if is_disputing(one) and any(map(self.history.is_new, one.differing or one.mentions))
        ]
        if claim.standing != "disputed" or not contradictions:
            return None
        earlier = self.history.earlier(claim)
        known = {kind for other in earlier for kind in self._disputed_kinds(other)}
        if {one.kind for one in contradictions} <= known:
            return None
        message = f"Now in dispute: {_quoted(claim.text)}: {claim.reason}"
        return self._event("disputed", message, claim, earlier, claim.standing)

    def _disputed_kinds(self, claim: Claim) -> set[DiscrepancyKind]:
        if claim.standing != "disputed":
            return set()
        return {self.before.discrepancies[i].kind for i in claim.discrepancies}

    def _settled(self, claim: Claim) -> StoryEvent | None:
        if claim.standing != "disputed":
            return None
        later = self.history.later(claim)
        if any(other.standing == "disputed" for other in later) or not self._is_news(claim, later):
            return None
        message = f"No longer in dispute: {_quoted(claim.text)}: {self._became(claim, later)}"
        return self._event("dispute_settled", message, claim, [claim], later[0].standing if later else None)

    def _lost(self, claim: Claim) -> StoryEvent | None:
        if claim.standing != "corroborated":
            return None
        later = self.history.later(claim)
        if any(other.standing in ("corroborated", "disputed") for other in later) or not self._is_news(claim, later):
            return None
        message = f"No longer from two independent origins: {_quoted(claim.text)}: {self._became(claim, later)}"
        return self._event("origin_lost", message, claim, [claim], later[0].standing if later else None)

    def _is_news(self, claim: Claim, later: Sequence[Claim]) -> bool:
        """Whether a report in which the claim is or was made came or was revised; a claim that is merely no longer
        singled out in reports that stayed as they were, or one of whose reports is no longer compared, is none."""
        if any(mention.article in self.history.removed for mention in claim.mentions):
            return False
        gone = any(self.history.was_edited(mention) for mention in claim.mentions)
        return gone or any(self._touches_change(other) for other in later)

    def _became(self, claim: Claim, later: Sequence[Claim]) -> str:
        if later:
            return later[0].reason
        gone = [mention.article for mention in claim.mentions if self.history.was_edited(mention)]
        names = _names([self.before.annotated(article) for article in dict.fromkeys(gone)])
        return f"{names} no longer {'has' if len(set(gone)) == 1 else 'have'} it"

    def _event(
        self, kind: EventKind, message: str, claim: Claim, earlier: Sequence[Claim], after: Standing | None
    ) -> StoryEvent:
        articles = tuple(sorted({mention.article for mention in claim.mentions}))
        before = earlier[0].standing if earlier else None
        return StoryEvent(self.story, kind, message, articles=articles, claim=claim.text, before=before, after=after)


def _number(count: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five"}.get(count, str(count))


def _centrality(claim: Claim) -> tuple[bool, int, int, int]:
    """Claims worded as a sentence before fragments of one, those of many reports first, then those of many origins,
    then in the order of the account."""
    fragment = claim.text[:1].islower() or len(claim.text.split()) < FEWEST_WORDS
    reports = len({mention.article for mention in claim.mentions})
    number = int(claim.id[1:]) if claim.id[1:].isdecimal() else 0
    return fragment, -reports, -len(claim.origins), number


def _same_passage(claim: Claim, other: Claim) -> bool:
    """Whether in some report one of the two is made in a part of the words of the other."""
    return any(
        mine.article == theirs.article and mine.span.overlaps(theirs.span)
        for mine in claim.mentions
        for theirs in other.mentions
    )


def _rest(story: str, kind: EventKind, rest: Sequence[StoryEvent]) -> StoryEvent:
    """One event for all that are not told one by one."""
    articles = tuple(sorted({article for event in rest for article in event.articles}))
    number = len(rest)
    noun = "further statement" if number == 1 else "further statements"
    verb = _REST[kind].replace("are ", "is ", 1).replace("have ", "has ", 1) if number == 1 else _REST[kind]
    after = {event.after for event in rest}
    return StoryEvent(
        story, kind, f"{number} {noun} {verb}", articles=articles, after=after.pop() if len(after) == 1 else None
    )
