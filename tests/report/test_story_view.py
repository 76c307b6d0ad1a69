"""What an account shows, and in which order."""

from dataclasses import replace

from tests.report.invented import passage
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import (
    Claim,
    ClaimMention,
    Comparison,
    Coverage,
    Discrepancy,
    Exclusive,
    Notice,
    Passage,
)
from twosource.report.report_view import Reports, report_view
from twosource.report.story_view import story_view


def test_places_know_their_paragraph_and_speaker(small: Comparison) -> None:
    row = story_view(small).groups[2].rows[0]
    assert [(place.report.name, place.paragraph, place.speaker) for place in row.places] == [
        ("The Tideway", 2, "Ida Brandvold"),
        ("Canal Post", 2, "Ida Brandvold"),
        ("Northern Wire", 2, "Ida Brandvold"),
    ]


def test_tally_counts_every_standing_in_order(small: Comparison) -> None:
    assert [(words.standing, number) for words, number in story_view(small).tally] == [
        ("disputed", 1),
        ("corroborated", 1),
        ("shared_origin", 1),
        ("single_source", 2),
        ("unclear", 1),
    ]


def test_exclusives_come_by_rank(small: Comparison) -> None:
    (group,) = story_view(small).exclusives
    assert [item.place.words for item in group.items] == [
        "An inspection in March had asked for the hinges to be replaced",
        "A Tideway reporter counted nine boats at the quay",
    ]


def test_a_claim_of_one_outlet_is_not_shown_twice(small: Comparison) -> None:
    first = small.exclusives[0]
    claim = Claim("c9", "x", "single_source", "only one", (ClaimMention(first.article, first.start, first.end),), ())
    (group,) = story_view(replace(small, claims=(*small.claims, claim))).exclusives
    assert [item.place.start for item in group.items].count(first.start) == 1
    assert len(group.items) == 2


def test_contradictions_of_no_claim_stand_with_the_disputed(small: Comparison) -> None:
    claims = tuple(replace(claim, discrepancies=()) for claim in small.claims if claim.id != "c3")
    view = story_view(replace(small, claims=claims))
    disputed = next(group for group in view.groups if group.words.standing == "disputed")
    assert disputed.rows == ()
    assert [row.kind for row in disputed.loose] == ["number"]
    assert [row.kind for row in view.differences] == ["certainty"]


def test_reports_that_word_it_the_same_share_a_side() -> None:
    articles = [
        AnnotatedArticle(Article(f"a{n}", text, outlet=f"O{n}"))
        for n, text in enumerate(["14 hurt.", "14 hurt", "17 hurt"])
    ]
    mentions = tuple(Passage(f"a{n}", 0, 7) for n in range(3))
    differing = tuple(Passage(f"a{n}", 0, 2) for n in range(3))
    found = Discrepancy("number", "contradiction", "14 or 17", mentions, differing)
    (group,) = story_view(Comparison(tuple(articles), discrepancies=(found,))).groups
    assert [[place.report.name for place in side.places] for side in group.loose[0].sides] == [["O0", "O1"], ["O2"]]


def test_publishers_are_counted_as_the_comparison_names_them(small: Comparison) -> None:
    assert story_view(small).publishers == 3
    provenance = {"publishers": {"tideway": "Ostrel Media", "post": "Ostrel Media"}}
    assert story_view(replace(small, provenance=provenance)).publishers == 2


def test_outlets_of_one_name_are_told_apart() -> None:
    articles = [AnnotatedArticle(Article(f"a{n}", "x", outlet="Echo")) for n in range(3)]
    assert [report.name for report in Reports.of(articles).all] == ["Echo", "Echo (2)", "Echo (3)"]


def test_fragments_are_shown_with_their_sentence() -> None:
    article = Article.from_text(
        "Water ran into two streets of the old town. The gate, built in 1890, broke at six on Tuesday."
    )
    sentences = tuple(
        passage(article, words).span
        for words in (
            "Water ran into two streets of the old town.",
            "The gate, built in 1890, broke at six on Tuesday.",
        )
    )
    reports = Reports.of([AnnotatedArticle(article, sentences)])
    found = passage(article, "two streets")
    place = reports.place(article.id, found.start, found.end)
    assert place is not None
    assert place.context is not None
    assert (place.context.before, place.context.after) == ("Water ran into ", " of the old town.")
    whole = passage(article, "The gate, built in 1890, broke at six on Tuesday.")
    place = reports.place(article.id, whole.start, whole.end)
    assert place is not None
    assert place.context is None


def test_passages_of_unknown_articles_are_left_out(small: Comparison) -> None:
    stray = Exclusive("nowhere", 0, 5)
    view = story_view(replace(small, exclusives=(*small.exclusives, stray)))
    assert [group.report.name for group in view.exclusives] == ["The Tideway"]


def test_spans_beyond_the_text_are_brought_inside() -> None:
    article = Article.from_text("short")
    place = Reports.of([AnnotatedArticle(article)]).place(article.id, -5, 99)
    assert place is not None
    assert (place.start, place.end, place.words) == (0, 5, "short")


def test_paragraph_numbers_count_lines_that_are_not_blank() -> None:
    view = report_view(AnnotatedArticle(Article.from_text("one\n\n \ntwo\nthree")))
    assert [view.paragraph(offset) for offset in (0, 4, 7, 11)] == [1, 1, 2, 3]


def test_the_account_is_headed_by_the_report_that_has_most_of_it(small: Comparison) -> None:
    assert story_view(small).title == "Old town under water"
    assert story_view(replace(small, coverage=())).title == "Lock gate gives way in Ostrel"
    assert story_view(Comparison((AnnotatedArticle(Article.from_text("words")),))).title == "A comparison of reports"


def test_reports_of_another_event_are_counted_apart(small: Comparison) -> None:
    other = AnnotatedArticle(Article("other", "Elsewhere it rained.", outlet="Echo", published="2030-01-01"))
    notice = Notice("other_event", "the report of Echo is of another event and was left out", ("other", "nowhere"))
    view = story_view(replace(small, articles=(*small.articles, other), notices=(notice,)))
    assert view.report_count == "3 reports (1 left out)"
    assert (view.publishers, view.dates) == (3, "13–14 May 2031")


def test_coverage_of_nothing_is_not_shown(small: Comparison) -> None:
    assert story_view(replace(small, coverage=(Coverage("tideway", (), ()),))).coverage == ()


def test_one_difference_found_twice_is_one_row(small: Comparison) -> None:
    number, certainty = small.discrepancies
    first = replace(number, mentions=number.mentions[:2], differing=number.differing[:2])
    second = replace(number, mentions=number.mentions[1:], differing=number.differing[1:])
    claims = tuple(replace(one, discrepancies=(1,)) if one.discrepancies == (0,) else one for one in small.claims)
    view = story_view(replace(small, claims=claims, discrepancies=(first, second, certainty)))
    (row,) = [row for group in view.groups for row in group.rows if row.differences]
    (difference,) = row.differences
    assert difference.indexes == (0, 1)
    assert [side.places[0].report.name for side in difference.sides] == ["The Tideway", "Canal Post", "Northern Wire"]
    assert all(group.loose == () for group in view.groups)


def test_an_update_is_called_one_and_told_in_time(small: Comparison) -> None:
    number = small.discrepancies[0]
    turned = replace(number, update=True, mentions=number.mentions[::-1], differing=number.differing[::-1])
    view = story_view(replace(small, discrepancies=(turned, *small.discrepancies[1:])))
    (difference,) = [d for group in view.groups for row in group.rows for d in row.differences]
    assert difference.label == "update"
    assert [side.places[0].report.name for side in difference.sides] == ["The Tideway", "Canal Post", "Northern Wire"]


def test_a_report_with_another_figure_shows_it_where_the_statement_is_disputed(small: Comparison) -> None:
    claims = [
        replace(claim, mentions=tuple(one for one in claim.mentions if one.article != "post"), origins=())
        if claim.standing == "disputed"
        else claim
        for claim in small.claims
    ]
    (row,) = next(
        group.rows
        for group in story_view(replace(small, claims=tuple(claims))).groups
        if group.words.standing == "disputed"
    )
    cell = next(cell for cell in row.cells if cell.report.name == "Canal Post")
    assert (cell.state, cell.value, [place.paragraph for place in cell.places]) == ("attributed", "At least 40", [3])
    assert all(place.report.name != "Canal Post" for place in row.places)
