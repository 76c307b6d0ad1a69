"""What happened to a story between two accounts of it."""

from collections.abc import Sequence

import pytest

from twosource.compare.claim_history import ClaimHistory, SpanMove
from twosource.compare.story_changes import MOST_OF_A_KIND, story_changes
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import RevisionChange, RevisionDifference, StoryEvent
from twosource.model.article import Article
from twosource.model.comparison import Claim, ClaimMention, Comparison, Discrepancy, Origin, Passage, Standing
from twosource.model.span import Span
from twosource.text.edits import find_edits

POST = "The old bridge fell on Monday. At least 12 people were hurt, the county said. It was built in 1931."
HERALD = "A bridge collapsed on Monday. The hospital said 12 people were hurt. The mayor wept."
LEDGER = "Bridge gone. Twelve people were hurt, the ferry office said. Fourteen boats wait."
TEXTS = {"Post": POST, "Herald": HERALD, "Ledger": LEDGER}
Places = dict[str, str]
"""Outlet → the words of its mention."""


def claim(number: int, standing: Standing, places: Places, *, origins: int = 1, texts: Places = TEXTS) -> Claim:
    mentions = tuple(
        ClaimMention(outlet, texts[outlet].index(words), texts[outlet].index(words) + len(words))
        for outlet, words in places.items()
    )
    shares = [tuple(range(place, len(mentions), origins)) for place in range(origins)]
    names = [Origin(f"Source {place + 1}", "person", share) for place, share in enumerate(shares)]
    return Claim(
        f"c{number}", next(iter(places.values())), standing, f"the reason of {standing}", mentions, tuple(names)
    )


def account(
    outlets: Sequence[str], *claims: Claim, discrepancies: Sequence[Discrepancy] = (), texts: Places = TEXTS
) -> Comparison:
    articles = tuple(
        AnnotatedArticle(Article.from_text(texts[name], id=name, outlet=name, title=f"News of the {name}"))
        for name in outlets
    )
    return Comparison(articles, claims, discrepancies=tuple(discrepancies))


def kinds(events: Sequence[StoryEvent]) -> list[str]:
    return [event.kind for event in events]


HURT = {"Post": "At least 12 people were hurt", "Herald": "12 people were hurt"}


def test_a_story_opens_with_its_first_account() -> None:
    (event,) = story_changes("s", None, account(["Post"], claim(1, "single_source", {"Post": "It was built in 1931"})))
    assert event == StoryEvent("s", "story_opened", "“News of the Post”, reported by Post", articles=("Post",))


def test_a_story_that_opens_is_one_event_with_the_numbers_of_its_claims() -> None:
    claims = claim(1, "corroborated", HURT, origins=2), claim(2, "disputed", {"Post": "1931", "Herald": "Monday"})
    (event,) = story_changes("s", None, account(["Post", "Herald"], *claims))
    assert event.message == (
        "“News of the Post”, reported by Post and Herald: "
        "1 statement from two or more independent origins and 1 statement in dispute"
    )


def test_a_claim_reaches_a_second_origin() -> None:
    before = account(["Post"], claim(1, "single_source", {"Post": HURT["Post"]}))
    after = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2))
    added, second = story_changes("s", before, after)
    assert (added.kind, added.message) == ("article_added", "Herald joined the story: “News of the Herald”")
    assert second.kind == "second_origin"
    assert (second.claim, second.before, second.after) == (HURT["Post"], "single_source", "corroborated")
    assert second.articles == ("Herald", "Post")
    assert second.message == (
        "“At least 12 people were hurt” now has a second independent origin: "
        "Source 2 (in Herald) beside Source 1 (in Post)"
    )


def test_a_third_origin_is_not_told_as_a_second() -> None:
    three = HURT | {"Ledger": "Twelve people were hurt"}
    before = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2))
    after = account(["Post", "Herald", "Ledger"], claim(1, "corroborated", three, origins=3))
    assert kinds(story_changes("s", before, after)) == ["article_added"]


def test_a_claim_cut_otherwise_is_no_event() -> None:
    whole = {"Post": "At least 12 people were hurt, the county said", "Herald": "The hospital said 12 people were hurt"}
    before = account(["Post", "Herald"], claim(1, "corroborated", whole, origins=2))
    after = account(
        ["Post", "Herald", "Ledger"],
        claim(1, "corroborated", HURT | {"Ledger": "Twelve people were hurt"}, origins=3),
        claim(2, "corroborated", {"Post": "12 people", "Herald": "12 people", "Ledger": "Twelve people"}, origins=2),
    )
    assert kinds(story_changes("s", before, after)) == ["article_added"]


def test_a_sentence_around_a_claim_that_was_corroborated_is_news() -> None:
    before = account(["Post"], claim(1, "corroborated", {"Post": "12 people"}, origins=1))
    whole = {"Post": "At least 12 people were hurt, the county said", "Herald": "The hospital said 12 people were hurt"}
    after = account(["Post", "Herald"], claim(1, "corroborated", whole, origins=2))
    assert kinds(story_changes("s", before, after)) == ["article_added", "second_origin"]


def test_a_standing_that_moves_without_a_new_report_is_no_event() -> None:
    before = account(["Post", "Herald"], claim(1, "shared_origin", HURT))
    after = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2))
    assert story_changes("s", before, after) == ()
    assert story_changes("s", after, before) == ()
    assert story_changes("s", after, after) == ()


def dispute(*places: tuple[str, str]) -> Discrepancy:
    mentions = tuple(
        Passage(name, TEXTS[name].index(words), TEXTS[name].index(words) + len(words)) for name, words in places
    )
    return Discrepancy("number", "contradiction", "“12” against “Twelve”", mentions, mentions)  # fmt: skip


def disputed(number: int, places: Places) -> Claim:
    found = claim(number, "disputed", places)
    return Claim(found.id, found.text, "disputed", found.reason, found.mentions, found.origins, discrepancies=(0,))


def test_a_claim_becomes_disputed_and_is_settled() -> None:
    places = {"Post": HURT["Post"], "Ledger": "Twelve people were hurt"}
    quiet = account(["Post"], claim(1, "single_source", {"Post": HURT["Post"]}))
    found = [dispute(("Post", "12 people"), ("Ledger", "Twelve people"))]
    loud = account(["Post", "Ledger"], disputed(1, places), discrepancies=found)
    added, event = story_changes("s", quiet, loud)
    assert (added.kind, event.kind) == ("article_added", "disputed")
    assert event.message == "Now in dispute: “At least 12 people were hurt”: the reason of disputed"
    assert (event.before, event.after) == ("single_source", "disputed")
    settled = account(["Post", "Ledger", "Herald"], claim(1, "corroborated", places | HURT, origins=2))
    events = story_changes("s", loud, settled)
    assert kinds(events) == ["article_added", "second_origin", "dispute_settled"]
    assert (events[-1].before, events[-1].after) == ("disputed", "corroborated")
    assert kinds(story_changes("s", loud, loud)) == []


def test_an_old_dispute_is_not_told_again() -> None:
    places = {"Post": HURT["Post"], "Ledger": "Twelve people were hurt"}
    found = [dispute(("Post", "12 people"), ("Ledger", "Twelve people"))]
    before = account(["Post", "Ledger"], disputed(1, places), discrepancies=found)
    after = account(["Post", "Ledger", "Herald"], disputed(1, places | HURT), discrepancies=found)
    assert kinds(story_changes("s", before, after)) == ["article_added"]


def test_a_revision_that_drops_a_statement_loses_its_origin() -> None:
    before = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2))
    texts = TEXTS | {"Herald": "A bridge collapsed on Monday. The mayor wept."}
    after = account(["Post", "Herald"], claim(1, "single_source", {"Post": HURT["Post"]}), texts=texts)
    (event,) = story_changes("s", before, after)
    assert event.kind == "origin_lost"
    assert (event.before, event.after) == ("corroborated", "single_source")
    gone = account(["Post", "Herald"], texts=texts)
    (event,) = story_changes("s", before, gone)
    assert event.message.endswith("Herald no longer has it")
    assert event.after is None


def test_a_revision_elsewhere_in_the_text_is_no_event() -> None:
    before = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2))
    texts = TEXTS | {"Herald": "Late on. " + HERALD.replace("The mayor wept", "The mayor left")}
    after = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2, texts=texts), texts=texts)
    assert story_changes("s", before, after) == ()
    assert story_changes("s", before, account(["Post", "Herald"], texts=texts)) == ()


def test_reports_that_drop_out_of_the_account_take_no_origin_away() -> None:
    before = account(["Post", "Herald"], claim(1, "corroborated", HURT, origins=2))
    three = {"Herald": HURT["Herald"], "Ledger": "Twelve people were hurt"}
    after = account(["Herald", "Ledger"], claim(1, "shared_origin", three))
    assert kinds(story_changes("s", before, after)) == ["article_added"]


FIGURE = RevisionChange("figure_changed", "the number of injured went from 12 to 14")


@pytest.mark.parametrize(
    ("changes", "declared", "kind", "message"),
    [
        ((FIGURE,), False, "revised", "Post changed its report without saying so: the number of injured went"),
        ((FIGURE,), True, "revised", "Post updated its report: the number of injured went from 12 to 14"),
        (
            (RevisionChange("correction_added", "a correction note was added: “…”"), FIGURE),
            True,
            "corrected",
            "Post corrected its report: the number of injured went from 12 to 14",
        ),
        ((FIGURE,) * 5, False, "revised", "; and 2 more"),
    ],
)  # fmt: skip
def test_revisions(changes: tuple[RevisionChange, ...], declared: bool, kind: str, message: str) -> None:
    edit = RevisionDifference("Post", 1, 2, declared, changes=changes)
    (event,) = story_changes("s", account(["Post"]), account(["Post"]), revisions=[edit])
    assert (event.kind, event.articles) == (kind, ("Post",))
    assert message in event.message


def test_a_cosmetic_revision_is_no_event() -> None:
    edit = RevisionDifference("Post", 1, 2, True, find_edits("a b", "a  b"))
    assert story_changes("s", account(["Post"]), account(["Post"]), revisions=[edit]) == ()


def many(number: int) -> dict[str, str]:
    sentences = [f"Boat number {place} left the harbor with a full load." for place in range(number)]
    return {"Post": " ".join(sentences), "Herald": " ".join(sentences)}


def test_many_events_of_a_kind_are_summed_up() -> None:
    texts = many(9)
    claims = [
        claim(n, "corroborated", dict.fromkeys(("Post", "Herald"), f"Boat number {n} left"), origins=2, texts=texts)
        for n in range(9)
    ]
    events = story_changes("s", account(["Post"], texts=texts), account(["Post", "Herald"], *claims, texts=texts))
    assert kinds(events) == ["article_added", *["second_origin"] * (MOST_OF_A_KIND + 1)]
    assert [event.claim for event in events[1:4]] == [f"Boat number {n} left" for n in range(3)]
    assert events[-1].message == "6 further statements reached a second independent origin"
    assert (events[-1].claim, events[-1].after) == (None, "corroborated")


def test_many_reports_are_one_event() -> None:
    texts = {f"Outlet {n}": f"Report number {n} tells of a bridge." for n in range(9)}
    events = story_changes("s", account(["Outlet 0"], texts=texts), account(list(texts), texts=texts))
    assert [event.message for event in events] == [
        "8 reports joined the story: Outlet 1, Outlet 2, Outlet 3, Outlet 4, Outlet 5 and 3 more"
    ]


def test_reports_without_an_outlet_have_words_for_a_name() -> None:
    bare = Comparison((AnnotatedArticle(Article.from_text("A text.", id="0123456789abcdef")),))
    events = story_changes("s", account(["Post"]), Comparison((*account(["Post"]).articles, *bare.articles)))
    assert [event.message for event in events] == ["A report joined the story"]


@pytest.mark.parametrize(
    ("before", "after", "words", "expected"),
    [
        ("The bridge fell.", "Late on. The bridge fell.", "bridge fell", "bridge fell"),
        ("The old bridge fell.", "The bridge fell.", "bridge fell", "bridge fell"),
        ("It hurt 12 people there.", "It hurt 14 people there.", "12 people", "14 people"),
        ("A b c. The bridge fell. D e f.", "A b c. D e f.", "The bridge fell", None),
    ],
)
def test_spans_move_with_their_words(before: str, after: str, words: str, expected: str | None) -> None:
    start = before.index(words)
    moved = SpanMove(find_edits(before, after)).apply(Span(start, start + len(words)))
    assert (moved.surface(after) if moved else None) == expected


def test_mentions_of_removed_articles_stand_nowhere() -> None:
    history = ClaimHistory(account(["Post", "Herald"]), account(["Post"]))
    assert history.removed == {"Herald"}
    assert history.now(ClaimMention("Herald", 0, 8)) is None
    assert history.now(ClaimMention("Post", 0, 8)) == Span(0, 8)
