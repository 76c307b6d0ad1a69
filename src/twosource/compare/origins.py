"""Origins of a claim: which of its mentions rest on one statement, document, text or house, and which stand alone.

Independence is judged at three levels, surest first: one publisher, one text, one utterance or document. The first two
are settled by the publisher table and by copied passages, a shared quotation settles the third; what is left (own
voice against a speaker's word, two speakers, a document and its author) is judged pair by pair by a trained model
(docs/methods/independence.md). Near its threshold the answer is that one cannot tell.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from twosource.compare.article_view import ArticleView
from twosource.compare.copies import Copies
from twosource.compare.mention_voice import VoiceReader
from twosource.compare.names import same_house_name
from twosource.compare.origin_features import ClaimSigns, MentionSigns, claim_signs, mention_signs, speakers_agree
from twosource.compare.origin_grounds import (
    Ground,
    cites_a_statement,
    ground_of,
    in_own_voice,
    is_readout,
    readout_cited,
    tells_of_talks,
)
from twosource.compare.origin_judgement import load_judgement
from twosource.compare.origin_names import document_nouns, name_origin
from twosource.compare.publishers import PublisherTable
from twosource.compare.quotes import Utterance
from twosource.model.comparison import ClaimMention, Origin, Passage
from twosource.model.span import Span

Link = Literal["publisher", "text", "agency", "quote", "speaker", "readout", "judged"]
"""What makes two mentions one origin."""

DOUBT = 0.1
"""Distance from the threshold within which the trained judgement counts as open: on ../shared/data/comparison (2026-11)
it is right about one time in two there, for 8 % of the claims."""
SURELY_OWN = 1.0
"""Log-odds from which words inside an attribution count as the outlet's own; readers agree for 86 % of such mentions
(same data)."""
MOST_JUDGED = 12
"""Mentions of one claim compared with each other; further ones are compared with these only, which bounds the cost
of a claim that fifty reports make."""


@dataclass(frozen=True, slots=True)
class Tracing:
    """The origins of one claim, what tied mentions together, and what stays open (None where all is settled)."""

    origins: tuple[Origin, ...]
    links: frozenset[Link]
    doubt: str | None
    publishers: tuple[str, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class _Tie:
    """How two mentions are tied: 1 for certainly one origin, above 0 for rather one, below 0 for rather two; 0 between
    mentions of one article says nothing. `across` is False there."""

    link: Link
    strength: float
    open: bool = False
    across: bool = True


@dataclass(frozen=True)
class OriginTracer:
    """Traces claims of one story. Built once a comparison."""

    views: Mapping[str, ArticleView]
    table: PublisherTable
    copies: Copies
    utterances: Sequence[Utterance]
    _publishers: dict[str, str] = field(init=False, default_factory=dict)
    _nouns: dict[str, str] = field(init=False, default_factory=dict)
    _given_out: dict[str, bool] = field(init=False, default_factory=dict)
    _readers: dict[str, VoiceReader] = field(init=False, default_factory=dict)
    _quoted_in: dict[str, list[tuple[Passage, int]]] = field(init=False, default_factory=dict)
    _copied_in: dict[str, list[tuple[Passage, int]]] = field(init=False, default_factory=dict)

    _lying_in: dict[tuple[int, str, Span], frozenset[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._nouns.update(document_nouns(tuple(self.views.values())))
        for article, view in self.views.items():
            self._publishers[article] = self.table.publisher_of(view.annotated.article)
        for number, utterance in enumerate(self.utterances):
            for piece in utterance.pieces:
                self._quoted_in.setdefault(piece.article, []).append((piece.passage, number))
        copied = {(side, one.text) for one in self.copies.passages for side in (one.left, one.right)}
        for passage, text in sorted(copied):
            self._copied_in.setdefault(passage.article, []).append((passage, text))

    def publisher(self, article: str) -> str:
        """The publisher an article counts for."""
        return self._publishers[article]

    def trace(self, mentions: Sequence[ClaimMention]) -> Tracing:
        """The origins of a claim with these mentions: every mention belongs to exactly one."""
        grounds = tuple(ground_of(i, mention, self.views[mention.article]) for i, mention in enumerate(mentions))
        signs = self.signs(grounds)
        grounds = tuple(self._heard(one) for one in signs.mentions)
        pairs = [(pair, self._tie(signs, grounds, *pair)) for pair in _pairs(len(mentions))]
        joined = _joined(len(mentions), pairs)
        groups: dict[int, list[int]] = defaultdict(list)
        for place, root in enumerate(joined):
            groups[root].append(place)
        origins = tuple(self._origin([grounds[i] for i in members]) for members in groups.values())
        links = frozenset(
            tie.link for (a, b), tie in pairs if joined[a] == joined[b] and tie.link and tie.strength > 0 and tie.across
        )
        doubt = self._doubt(grounds, joined, [pair for pair, tie in pairs if tie.open], len(origins))
        publishers = tuple(dict.fromkeys(self._publishers[ground.article] for ground in grounds))
        return Tracing(origins, links, doubt, publishers, grounds)

    def signs(self, grounds: Sequence[Ground]) -> ClaimSigns:
        """What the trained judgement looks at in a claim whose mentions rest on these grounds."""
        judgement, found = load_judgement(), []
        for ground in grounds:
            reader = self._readers.setdefault(ground.article, VoiceReader(self.views[ground.article]))
            found.append(mention_signs(ground, judgement.own_voice(reader.features(ground)), reader))
        return claim_signs(found)

    def _heard(self, signs: MentionSigns) -> Ground:
        """What the mention rests on where it counts whose voice it is in: what a report tells in passing, inside the
        words of another, it tells itself, but for talks of which it has a readout: what it says of them is from
        there."""
        ground, view = signs.ground, self.views[signs.ground.article]
        if ground.attribution is not None and not ground.quoted and signs.own_voice >= SURELY_OWN:
            ground = in_own_voice(ground, view)
        if ground.kind == "own_reporting" and (readout := readout_cited(view)) and tells_of_talks(view, ground.span):
            ground = replace(ground, kind="document", name=readout)
        return ground

    def _tie(self, signs: ClaimSigns, grounds: Sequence[Ground], one: int, other: int) -> "_Tie":
        """What makes the two mentions one origin, and how surely."""
        left, right = grounds[one], grounds[other]
        if left.article == right.article:
            same = (left.kind, left.name) == (right.kind, right.name) or speakers_agree(left, right) is True
            return _Tie("speaker", 1.0 if same else 0.0, across=False)
        settled = self.settled_link(left, right)
        if settled is not None:
            return _Tie(settled, 1.0)
        judgement = load_judgement()
        strength = judgement.threshold - judgement.independence(signs, one, other)
        link: Link = "speaker" if speakers_agree(left, right) else "judged"
        nameless = left.kind == right.kind == "unnamed" or _is_generic(left) or _is_generic(right)
        return _Tie(link, strength, open=nameless or abs(strength) <= DOUBT)

    def settled_link(self, left: Ground, right: Ground) -> Link | None:
        """What makes mentions in two reports certainly one origin; None where it takes a judgement."""
        if self._publishers[left.article] == self._publishers[right.article]:
            return "publisher"
        if self.copies.near_duplicates(left.article, right.article):
            return "text"
        if self._same_house(left, right) or self._carries(left, right) or self._carries(right, left):
            return "agency"
        named = [ground.speaker for ground in (left, right) if ground.speaker and ground.speaker.kind != "unnamed"]
        if len(named) == 2 and speakers_agree(left, right) is True:
            return "speaker"
        if self._passages(self._quoted_in, left) & self._passages(self._quoted_in, right):
            return "quote"
        if self._from_a_readout(left, right) or self._from_a_readout(right, left):
            return "readout"
        described = left.nominal and right.nominal  # who somebody is: everybody words that alike
        if not described and self._passages(self._copied_in, left) & self._passages(self._copied_in, right):
            return "text"
        if left.speaker and self._is_outlet(left.speaker.name, right.article) and right.kind == "own_reporting":
            return "speaker"
        if right.speaker and self._is_outlet(right.speaker.name, left.article) and left.kind == "own_reporting":
            return "speaker"
        return None

    def _passages(self, places: Mapping[str, list[tuple[Passage, int]]], ground: Ground) -> frozenset[int]:
        """The numbers of the passages in which the mention lies, at least by half of the shorter of the two."""
        key = id(places), ground.article, ground.span
        if key not in self._lying_in:
            self._lying_in[key] = frozenset(
                number
                for passage, number in places.get(ground.article, ())
                if 2 * (min(passage.end, ground.span.end) - max(passage.start, ground.span.start))
                >= min(passage.end - passage.start, len(ground.span))
            )
        return self._lying_in[key]

    def _same_house(self, left: Ground, right: Ground) -> bool:
        """Whether both rest on one agency or outlet, under its name or its acronym."""
        houses = []
        for ground in (left, right):
            own = ground.kind == "own_reporting"
            if not own and ground.kind not in ("agency", "outlet"):
                return False
            houses.append(self.views[ground.article].annotated.article.outlet or "" if own else ground.name)
        return bool(houses[0] and houses[1]) and same_house_name(houses[0], houses[1])

    def _carries(self, one: Ground, other: Ground) -> bool:
        """Whether one rests on the agency or outlet whose own report the other stands in, whoever speaks there."""
        return one.kind in ("agency", "outlet") and self._is_outlet(one.name, other.article)

    def _from_a_readout(self, one: Ground, other: Ground) -> bool:
        """Whether one rests on a readout and the other report on what was given out too: no reporter sits in on talks
        of which there is a readout."""
        if one.kind != "document" or not is_readout(one.name) or other.kind not in ("own_reporting", "document"):
            return False
        if other.article not in self._given_out:
            self._given_out[other.article] = cites_a_statement(self.views[other.article])
        return self._given_out[other.article]

    def _is_outlet(self, name: str, article: str) -> bool:
        outlet = self.views[article].annotated.article.outlet
        return bool(outlet) and same_house_name(name, str(outlet))

    def _doubt(
        self, grounds: Sequence[Ground], joined: Sequence[int], pairs: Sequence[tuple[int, int]], origins: int
    ) -> str | None:
        """Why "one origin or several" stays open; None where the open pairs could not change the answer."""
        between = [(grounds[a], grounds[b]) for a, b in pairs if joined[a] != joined[b]]
        if origins == 2 and between:
            one, other = between[0]
            if one.kind == other.kind == "unnamed":
                return "each report rests on sources it does not name; they may be the same"
            resting, source = (other, one) if other.kind == "own_reporting" else (one, other)
            return (
                f"the reports do not show whether {_short(resting, self.views)} rests on {_short(source, self.views)}"
            )
        within = [(grounds[a], grounds[b]) for a, b in pairs if joined[a] == joined[b]]
        compared = sum(grounds[a].article != grounds[b].article for a, b in _pairs(len(grounds)))
        if origins == 1 and within and len(within) == compared:
            names = [_short(ground, self.views) for ground in within[0]]
            return f"the reports do not show whether {names[0]} is independent of {names[1]}"
        return self._republished(grounds) if origins == 2 else None

    def _republished(self, grounds: Sequence[Ground]) -> str | None:
        """Which of two outlets is known to carry others' reports, None where neither is."""
        for left, right in combinations(dict.fromkeys(ground.article for ground in grounds), 2):
            one, other = self.views[left].annotated.article, self.views[right].annotated.article
            for carrier, carried in ((one, other), (other, one)):
                if self.table.may_republish(carrier, carried):
                    return f"{carrier.name} carries other outlets’ reports"
        return None

    def _origin(self, grounds: Sequence[Ground]) -> Origin:
        name, kind = name_origin(grounds, self.views, self._nouns)
        return Origin(name, kind, tuple(ground.mention for ground in grounds))


def _joined(count: int, ties: Sequence[tuple[tuple[int, int], _Tie]]) -> list[int]:
    """The group of each mention: what certainly is one first, then the strongest ties on, as long as no two mentions of
    the groups to be joined are judged to be apart (complete linkage)."""
    group = list(range(count))
    apart = {pair for pair, tie in ties if tie.strength < 0}
    for (left, right), tie in sorted(ties, key=lambda item: (-item[1].strength, item[0])):
        if tie.strength <= 0 or group[left] == group[right]:
            continue
        mine = [i for i in range(count) if group[i] == group[left]]
        others = [i for i in range(count) if group[i] == group[right]]
        if tie.strength < 1 and any((min(a, b), max(a, b)) in apart for a in mine for b in others):
            continue
        low, high = sorted((group[left], group[right]))
        group = [low if root == high else root for root in group]
    return group


def _short(ground: Ground, views: Mapping[str, ArticleView]) -> str:
    if ground.kind == "own_reporting":
        return f"{views[ground.article].annotated.article.name}’s own account"
    return ground.name


def _is_generic(ground: Ground) -> bool:
    """Whether the mention rests on a speaker known by a common noun alone ("the company"), who may be anybody's."""
    speaker = ground.speaker
    return speaker is not None and speaker.id is None and speaker.name.islower() and " " not in speaker.name


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in combinations(range(count), 2) if a < MOST_JUDGED]
