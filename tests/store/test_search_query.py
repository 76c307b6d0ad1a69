"""Reading what a user types, and that nothing typed can break a search."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.build import COUNCIL, MORNING, written
from twosource.store import Store, open_store
from twosource.store.search_query import MOST_TERMS, SearchTerm, read_query


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("archive") / "archive.db")
    opened.add_articles([written("a"), written("b", COUNCIL)], MORNING)
    yield opened
    opened.close()


def terms(query: str) -> tuple[list[str], list[str]]:
    found = read_query(query)

    def shown(term: SearchTerm) -> str:
        return term.words + ("*" if term.prefix else "")

    return [shown(term) for term in found.wanted], [shown(term) for term in found.unwanted]


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("ferry pier", ["ferry", "pier"], []),
        ("ferry ferry", ["ferry"], []),
        ('"harbour master" said', ["harbour master", "said"], []),
        ("“harbour master”", ["harbour master"], []),
        ('-ferry -"the pier" noon', ["noon"], ["ferry", "the pier"]),
        ('harb* "harbour mas"*', ["harb*", "harbour mas*"], []),
        ('"not closed', ["not closed"], []),
        ('m* ma* "to m"*', ["m", "ma*", "to m"], []),
        ("co-operation U.S. F-16", ["co-operation", "U.S.", "F-16"], []),
        ("AND OR NOT NEAR(", ["AND", "OR", "NOT", "NEAR("], []),
        ("- * \" ' ( ) : ^ {", [], []),
        ("", [], []),
    ],
)
def test_reads_words_phrases_minus_and_star(query: str, wanted: list[str], unwanted: list[str]) -> None:
    assert terms(query) == (wanted, unwanted)


def test_reads_so_much_and_no_more() -> None:
    found = read_query(" ".join(f"w{number}" for number in range(500)))
    assert len(found.wanted) == MOST_TERMS


SIGNS = st.sampled_from([*"\"'*-+^:(){}[]|&~.,;\\/ \t\n\x00“”«»", "AND", "OR", "NOT", "NEAR", "title:", "pier", "said"])
QUERIES = st.lists(SIGNS | st.text(st.characters(exclude_categories=()), max_size=6), max_size=14).map("".join)


@settings(max_examples=200, deadline=None)
@given(query=QUERIES)
def test_no_query_is_an_error(store: Store, query: str) -> None:
    page = store.search(query)
    assert page.total == len(page.hits) <= 2
    for hit in page.hits:
        assert all(0 <= span.start < span.end <= len(hit.excerpt) for span in hit.matches)


@pytest.mark.parametrize("query", ['"' * 5000, "a " * 5000, "(" * 5000, "-" * 5000, "x" * 100_000, '"a" ' * 3000])
def test_long_queries_are_answered(store: Store, query: str) -> None:
    assert store.search(query).total in (0, 1, 2)
