"""The parts of an account below its claims: exclusives, quotes, origins, timeline, voices, wording, coverage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.model.comparison import ClaimMention, Comparison, Origin, Passage, SharedQuote, TimelineEntry, Voice
from twosource.model.wording import wording_key
from twosource.report.dates import date_words
from twosource.report.report_view import Place, Reports, ReportView
from twosource.report.vocabulary import ORIGIN_KINDS, QUOTE_WORDINGS
from twosource.report.word_difference import Piece, compared_wordings


@dataclass(frozen=True, slots=True)
class ExclusiveItem:
    """A statement only one report has; `number` counts from 1 within its report, the most central first. `word` is on
    whose word the report has it, None in its own voice."""

    number: int
    place: Place
    word: str | None = None


@dataclass(frozen=True, slots=True)
class ExclusiveList:
    """What only one report has, the most checkable and central first; `unquoted` counts what is left to the report
    itself."""

    report: ReportView
    items: tuple[ExclusiveItem, ...]
    unquoted: int = 0

    @property
    def anchor(self) -> str:
        return f"alone-{self.report.number}"


@dataclass(frozen=True, slots=True)
class QuoteVersion:
    """One wording of a shared quote, with what the fullest wording has otherwise marked, and where it stands."""

    pieces: tuple[Piece, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One utterance with its wordings, the fullest first."""

    number: int
    speaker: str
    wording: str
    versions: tuple[QuoteVersion, ...]

    @property
    def anchor(self) -> str:
        return f"quote-{self.number}"


@dataclass(frozen=True, slots=True)
class OriginRow:
    """An origin with the number of shared claims each report has from it, reports in their order."""

    number: int
    name: str
    kind: str
    claims: int
    shares: tuple[tuple[ReportView, int], ...]

    @property
    def anchor(self) -> str:
        return f"origin-{self.number}"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A date or moment in words, and what is said of it."""

    when: str
    value: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """How much of a report one speaker gets: `share` of its characters, of which `direct` inside quotation marks."""

    speaker: str
    kind: str
    characters: int
    direct_characters: int
    share: float
    direct: float


@dataclass(frozen=True, slots=True)
class VoiceList:
    """The speakers of one report, the longest first."""

    report: ReportView
    rows: tuple[VoiceRow, ...]


@dataclass(frozen=True, slots=True)
class WordingRow:
    """How the reports name one person, group or act: each phrase with its places."""

    what: str
    phrases: tuple[tuple[str, tuple[Place, ...]], ...]


@dataclass(frozen=True, slots=True)
class OmittedClaim:
    """A claim a report leaves out."""

    anchor: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many of the shared claims one report has, and which it leaves out."""

    report: ReportView
    has: int
    total: int
    omits: tuple[OmittedClaim, ...]


def exclusive_lists(
    comparison: Comparison, reports: Reports, alone: Sequence[ClaimMention]
) -> tuple[ExclusiveList, ...]:
    """What each report alone has (`AccountStatements.alone`), in the order given."""
    origins = {
        (claim.mentions[0].article, claim.mentions[0].start, claim.mentions[0].end): claim.origins
        for claim in comparison.claims
        if claim.standing == "single_source" and claim.mentions
    }
    found: dict[int, list[ExclusiveItem]] = {}
    for mention in alone:
        if place := reports.place(mention.article, mention.start, mention.end, mention.attribution):
            held = origins.get((mention.article, mention.start, mention.end), ())
            word = place.speaker or reports.titled(_carried_from(held) or "") or None
            items = found.setdefault(place.report.number, [])
            items.append(ExclusiveItem(len(items) + 1, place, word))
    return tuple(ExclusiveList(report, tuple(found[report.number])) for report in reports.all if report.number in found)


def _carried_from(origins: Iterable[Origin]) -> str | None:
    return next((origin.name for origin in origins if origin.kind != "own_reporting"), None)


def quote_rows(comparison: Comparison, reports: Reports) -> tuple[QuoteRow, ...]:
    """The shared quotes, those whose wording differs first, otherwise in the comparison's order."""
    order = {"altered": 0, "truncated": 1, "identical": 2}
    quotes = sorted(comparison.shared_quotes, key=lambda quote: order.get(quote.wording, 3))
    return tuple(
        QuoteRow(number, quote.speaker, QUOTE_WORDINGS.get(quote.wording, quote.wording), _versions(quote, reports))
        for number, quote in enumerate(quotes, 1)
    )


def _versions(quote: SharedQuote, reports: Reports) -> tuple[QuoteVersion, ...]:
    wordings: dict[tuple[str, ...], list[Place]] = {}
    for passage in quote.mentions:
        if place := reports.place(passage.article, passage.start, passage.end):
            wordings.setdefault(wording_key(place.words), []).append(place)
    versions = sorted(wordings.values(), key=lambda places: -len(places[0].words))
    cut = compared_wordings([places[0].words for places in versions])
    return tuple(QuoteVersion(parts, tuple(places)) for parts, places in zip(cut, versions, strict=True))


def origin_rows(comparison: Comparison, reports: Reports) -> tuple[OriginRow, ...]:
    """The origins of the claims that two or more reports make, the one with most reports and claims first."""
    claims: dict[tuple[str, str], int] = {}
    shares: dict[tuple[str, str], dict[int, int]] = {}
    for claim in comparison.claims:
        if len({mention.article for mention in claim.mentions}) < 2:
            continue
        for origin in claim.origins:
            key = (origin.name, origin.kind)
            claims[key] = claims.get(key, 0) + 1
            having = {claim.mentions[i].article for i in origin.mentions if 0 <= i < len(claim.mentions)}
            for report in (reports.get(article) for article in having):
                if report:
                    counts = shares.setdefault(key, {})
                    counts[report.number] = counts.get(report.number, 0) + 1
    order = sorted(claims, key=lambda key: (-len(shares.get(key, {})), -claims[key], key))
    return tuple(
        OriginRow(
            number,
            reports.titled(key[0]),
            ORIGIN_KINDS.get(key[1], key[1]),
            claims[key],
            _shares(shares.get(key, {}), reports),
        )
        for number, key in enumerate(order, 1)
    )


def _shares(counts: Mapping[int, int], reports: Reports) -> tuple[tuple[ReportView, int], ...]:
    return tuple((report, counts[report.number]) for report in reports.all if report.number in counts)


def timeline_rows(entries: Sequence[TimelineEntry], reports: Reports) -> tuple[TimelineRow, ...]:
    """The entries in the comparison's order, which is that of time; a dateline tells of nothing that happened."""
    return tuple(
        TimelineRow(date_words(entry.value), entry.value, places)
        for entry in entries
        if (places := tuple(place for place in _places(entry.mentions, reports) if not place.is_furniture))
    )


def _places(passages: tuple[Passage, ...], reports: Reports) -> tuple[Place, ...]:
    return tuple(place for p in passages if (place := reports.place(p.article, p.start, p.end)))


def voice_lists(comparison: Comparison, reports: Reports) -> tuple[VoiceList, ...]:
    """The speakers of every report that gives anyone words, the longest first, names deciding ties."""
    lists = []
    for report in reports.all:
        article = report.annotated.article.id
        rows = [_voice_row(voice, len(report.text)) for voice in comparison.voices if voice.article == article]
        if rows:
            lists.append(VoiceList(report, tuple(sorted(rows, key=lambda row: (-row.characters, row.speaker)))))
    return tuple(lists)


def _voice_row(voice: Voice, whole: int) -> VoiceRow:
    share, direct = (min(1.0, characters / max(1, whole)) for characters in (voice.characters, voice.direct))
    return VoiceRow(voice.speaker, voice.kind, voice.characters, voice.direct, share, direct)


def wording_rows(comparison: Comparison, reports: Reports) -> tuple[WordingRow, ...]:
    """The wording pairs, each phrase once with all its places, in order of appearance."""
    rows = []
    for pair in comparison.wording:
        phrases: dict[str, list[Place]] = {}
        for place in _places(pair.mentions, reports):
            phrases.setdefault(" ".join(place.words.split()), []).append(place)
        if phrases:
            rows.append(WordingRow(pair.what, tuple((words, tuple(places)) for words, places in phrases.items())))
    return tuple(rows)


def coverage_rows(
    comparison: Comparison, reports: Reports, numbers: Mapping[str, tuple[str, int]]
) -> tuple[CoverageRow, ...]:
    """What each report has and leaves out; `numbers` gives anchor and number of every claim shown, by id."""
    texts = {claim.id: claim.text for claim in comparison.claims}
    rows = []
    for coverage in comparison.coverage:
        report = reports.get(coverage.article)
        if report and (coverage.has or coverage.omits):
            # Claims shown as one are had by whoever has one of them.
            has = {numbers.get(claim, (claim, 0)) for claim in coverage.has}
            missing = {numbers.get(claim, (claim, 0)): texts.get(claim, "") for claim in coverage.omits}
            without = [(shown, missing[shown]) for shown in missing if shown not in has]
            omits = tuple(OmittedClaim(*shown, text) for shown, text in without if shown[1])
            rows.append(CoverageRow(report, len(has), len(has) + len(without), omits))
    return tuple(rows)
