"""Copies: the same text, edited, cut, merged into a longer one; and texts that merely share a quotation."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model.archive import CopyRecord
from twosource.model.article import Article, Furniture
from twosource.service import bundled_examples
from twosource.stories import (
    DuplicateFinder,
    copy_groups,
    copy_reason,
    credited_agencies,
    find_duplicates,
    find_stories,
)
from twosource.stories.fingerprints import WINDOW, winnow


def reports() -> list[Article]:
    return [report for story in bundled_examples().values() for report in story]


def copied(text: str, id: str = "copy") -> Article:
    return Article.from_text(text, id=id)


def place_after(reports: list[Article], copy: Article) -> CopyRecord | None:
    finder = DuplicateFinder()
    for report in reports:
        finder.place(report)
    return finder.place(copy)


@pytest.fixture(scope="module")
def wire() -> Article:
    return max(reports(), key=lambda report: "UPDATE 2" in (report.title or ""))


def test_the_same_words_in_other_marks_and_case_are_an_exact_copy(wire: Article) -> None:
    copy = copied(wire.text.replace('"', "”").replace("\n\n", "\n").upper())
    assert place_after(reports(), copy) == CopyRecord("copy", wire.id, "exact", 1.0, "Meridian Wire")


def test_a_cut_copy_is_a_part(wire: Article) -> None:
    found = place_after(reports(), copied("\n\n".join(wire.text.split("\n\n")[:4])))
    assert found is not None
    assert (found.of, found.kind) == (wire.id, "part")
    assert found.containment > 0.9


def test_an_edited_copy_is_near(wire: Article) -> None:
    words = wire.text.split(" ")
    draw = random.Random(3)
    for i in draw.sample(range(len(words)), len(words) // 20):
        words[i] = "otherwise"
    found = place_after(reports(), copied(" ".join(words)))
    assert found is not None
    assert (found.of, found.kind) == (wire.id, "near")


def test_a_copy_merged_into_a_longer_report_is_found(wire: Article) -> None:
    own = " ".join(f"The miller's {i}th sack went under bridge {i} unseen." for i in range(8))
    found = place_after(reports(), copied(own * 6 + wire.text + own * 6))
    assert found is not None
    assert found.of == wire.id


def test_of_reports_that_quote_the_same_words_only_the_agencys_second_edition_is_a_copy() -> None:
    assert [(copy.article, copy.of, copy.kind) for copy in find_duplicates(reports())] == [("wire-2", "wire-1", "near")]


def test_a_shared_quotation_makes_no_copy() -> None:
    quote = "It is a case about a man who was asked to choose the best crane and chose the best boat instead of it."
    first = copied(f"{quote} " + " ".join(f"north{i} gate{i} opened" for i in range(40)), "first")
    second = copied(f"{quote} " + " ".join(f"south{i} door{i} closed" for i in range(40)), "second")
    assert find_duplicates([first, second]) == []


def test_short_texts_are_copies_only_when_equal() -> None:
    one, two = copied("Storm closes the pass.", "one"), copied("Storm closes the port.", "two")
    assert find_duplicates([one, two, copied("STORM closes the pass", "three")]) == [
        CopyRecord("three", "one", "exact", 1.0)
    ]


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert find_duplicates([copied("", "a"), copied(" \n", "b"), copied("…", "c")]) == []


def test_an_article_is_no_copy_of_itself(wire: Article) -> None:
    assert find_duplicates([wire, wire]) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("abcdefg"), min_size=8, max_size=60), st.integers(0, 40))
def test_any_shared_stretch_of_seven_words_shares_a_fingerprint(words: list[str], before: int) -> None:
    other = ["x"] * before + words[:7] + ["y"] * 20
    assert WINDOW == 4
    assert winnow(words) & winnow(other)


def long_text(seed: int, words: int = 90) -> str:
    return " ".join(f"word{seed}x{number}" for number in range(words))


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (("Associated Press",), ("AP",), "AP"),
        (("Reuters", "AP"), ("AP", "AFP"), "AP"),
        (("Meridian Wire",), (), "Meridian Wire"),
        ((), ("The Associated Press",), "AP"),
        (("Reuters",), ("AP",), None),
        ((), (), None),
    ],
)
def test_the_agency_is_the_one_both_credit_or_the_only_one(
    own: tuple[str, ...], others: tuple[str, ...], expected: str | None
) -> None:
    first = Article.from_text(long_text(1), id="first", credits=others)
    (copy,) = find_duplicates([first, Article.from_text(long_text(1), id="copy", credits=own)])
    assert copy.agency == expected


def test_the_agencies_of_earlier_articles_can_be_asked_for() -> None:
    finder = DuplicateFinder(agencies_of={"first": ("AFP",)}.get)  # type: ignore[arg-type]
    finder.place(copied(long_text(1), "first"))
    copy = finder.place(copied(long_text(1)))
    assert copy is not None
    assert copy.agency == "AFP"


def test_an_agency_is_credited_in_a_line_a_byline_or_as_the_outlet() -> None:
    marked = Furniture("credit", 0, 2, "AP"), Furniture("byline", 3, 5, "Agence France-Presse")
    article = Article.from_text("x", furniture=marked, credits=("Reuters",), byline="Jane Roe", outlet="Xinhua")
    assert credited_agencies(article) == ("Reuters", "AP", "AFP", "Xinhua")
    assert credited_agencies(Article.from_text("x", outlet="The Harbour Post", byline="Jane Roe")) == ()


def test_copies_of_copies_are_one_group_with_the_earliest_as_head() -> None:
    wire = long_text(1, 120)
    cut, tail = wire[: len(wire) * 2 // 3], wire[len(wire) // 3 :]
    stream = [copied(wire, "wire"), copied(long_text(2), "other"), copied(cut, "cut"), copied(tail, "tail")]
    stream += [copied(long_text(2), "again"), copied(cut, "cut-again"), copied(long_text(3), "own")]
    copies = find_duplicates(stream)
    groups = copy_groups(copies)
    assert [(group.head, group.articles) for group in groups] == [
        ("wire", ("cut", "tail", "cut-again")),
        ("other", ("again",)),
    ]
    assert sum(len(group.articles) for group in groups) == len(copies)
    assert copy_groups([]) == ()


def test_a_chain_of_copies_and_the_agency_named_most() -> None:
    chain = [
        CopyRecord("b", "a", "near", 0.9),
        CopyRecord("c", "b", "near", 0.9, "AP"),
        CopyRecord("d", "c", "part", 0.8, "AFP"),
        CopyRecord("e", "a", "part", 0.8, "AP"),
    ]
    (group,) = copy_groups(chain)
    assert (group.head, group.articles, group.agency) == ("a", ("b", "c", "d", "e"), "AP")


def test_the_reason_for_placing_a_copy_says_whose_text_it_is() -> None:
    wire = Article.from_text(long_text(1, 200), id="wire", outlet="Meridian Wire", credits=("Meridian Wire",))
    (story,) = find_stories([wire, Article.from_text(long_text(1, 80), id="cut", outlet="The Harbour Post")])
    assert story.placements[1].reason.startswith("is the text of Meridian Wire, in part; shares ")
    assert copy_reason(CopyRecord("b", "a", "exact", 1.0), "The Gull") == "is the text of The Gull"
    assert (
        copy_reason(CopyRecord("b", "a", "near", 0.9, "AP"), "The Gull") == "is the text of The Gull (AP), with changes"
    )
