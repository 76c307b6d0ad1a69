"""One count of statements: what is told of an account is what is shown of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.report.invented import crowded, lock_gate, passage
from twosource.model.account_statements import account_statements, statement_tally
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Claim, ClaimMention, Comparison, Discrepancy, Exclusive, Passage
from twosource.report.story_view import story_view

TEXTS = ["The pier is shut for nine days.", "The pier is shut for ten days.", "Nine boats lie at the quay."]
ARTICLES = tuple(AnnotatedArticle(Article(f"a{n}", text, outlet=f"O{n}")) for n, text in enumerate(TEXTS))
STANDINGS = ["corroborated", "shared_origin", "disputed", "single_source", "unclear"]

spans = st.builds(
    lambda article, start, length, attribution: ClaimMention(article, start, start + length, attribution),
    st.sampled_from(["a0", "a1", "a2", "gone"]),
    st.integers(0, 30),
    st.integers(0, 40),
    st.none(),
)
claims = st.builds(
    lambda text, standing, mentions, touching: Claim("", text, standing, "", tuple(mentions), (), "certain", touching),
    st.sampled_from(["the pier is shut", "The pier is shut.", "nine boats"]),
    st.sampled_from(STANDINGS),
    st.lists(spans, max_size=3),
    st.lists(st.integers(0, 3), max_size=2).map(tuple),
)
discrepancies = st.builds(
    lambda severity, mentions: Discrepancy(
        "number", severity, "nine or ten", tuple(Passage(one.article, one.start, one.end) for one in mentions)
    ),
    st.sampled_from(["contradiction", "difference"]),
    st.lists(spans, max_size=2),
)
exclusives = st.builds(lambda m, rank: Exclusive(m.article, m.start, m.end, None, rank), spans, st.integers(0, 3))
comparisons = st.builds(
    lambda claims, discrepancies, exclusives: Comparison(
        ARTICLES,
        tuple(replace(claim, id=f"c{n}") for n, claim in enumerate(claims, 1)),
        discrepancies=tuple(discrepancies),
        exclusives=tuple(exclusives),
    ),
    st.lists(claims, max_size=6),
    st.lists(discrepancies, max_size=4),
    st.lists(exclusives, max_size=4),
)


def shown(comparison: Comparison) -> dict[str, int]:
    """What a reader who counts the lines of the account finds."""
    view = story_view(comparison)
    counts = {group.words.standing: len(group.rows) + len(group.loose) for group in view.groups}
    alone = sum(len(group.items) for group in view.exclusives)
    return {**counts, **({"single_source": alone} if alone else {})}


@given(comparisons)
def test_what_is_counted_is_what_is_shown(comparison: Comparison) -> None:
    tally = statement_tally(comparison)
    assert tally == shown(comparison)
    assert {words.standing: number for words, number in story_view(comparison).tally if number} == tally


def test_invented_accounts_count_what_they_show() -> None:
    for comparison in (lock_gate(), crowded()):
        assert statement_tally(comparison) == shown(comparison) != {}


def test_claims_in_the_same_words_count_once() -> None:
    one = Claim(
        "c1", "The pier is shut", "corroborated", "", (ClaimMention("a0", 0, 16), ClaimMention("a1", 0, 16)), ()
    )
    comparison = Comparison(ARTICLES, (one, replace(one, id="c2", text="the pier is shut.")))
    assert statement_tally(comparison) == {"corroborated": 1}
    assert account_statements(comparison).shown_as == {"c1": "c1", "c2": "c1"}


def test_a_contradiction_of_no_claim_is_a_disputed_statement() -> None:
    found = Discrepancy("number", "contradiction", "nine or ten", (Passage("a0", 21, 25), Passage("a1", 21, 24)))
    (counted,) = account_statements(Comparison(ARTICLES, discrepancies=(found,))).counted()
    assert (counted.standing, counted.articles) == ("disputed", ("a0", "a1"))


def test_discrepancies_over_one_passage_are_one_difference() -> None:
    first, second = passage(ARTICLES[0].article, "nine"), passage(ARTICLES[1].article, "ten")
    third = passage(ARTICLES[2].article, "Nine")
    found = tuple(
        Discrepancy("number", "contradiction", "so or so", pair) for pair in ((first, second), (third, first))
    )
    assert account_statements(Comparison(ARTICLES, discrepancies=found)).differences == ((0, 1),)
    assert statement_tally(Comparison(ARTICLES, discrepancies=found)) == {"disputed": 1}


def test_statements_of_one_article_that_overlap_count_once() -> None:
    whole, part = Exclusive("a2", 0, 27, rank=1), Exclusive("a2", 5, 10, rank=0)
    claim = Claim("c1", "boats", "single_source", "", (ClaimMention("a2", 5, 10),), ())
    comparison = Comparison(ARTICLES, (claim,), exclusives=(whole, part))
    assert [one.start for one in account_statements(comparison).alone] == [5]
    assert statement_tally(comparison) == {"single_source": 1}
