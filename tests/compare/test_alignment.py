"""Alignment: which statements of invented reports say the same."""

import time
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from twosource.annotate.pipeline import annotate_articles
from twosource.compare.alignment import AlignedGroup, align_statements, group_statements
from twosource.compare.alignment.candidates import PARTNERS, pair_units, ranks
from twosource.compare.alignment.context import ABSENT
from twosource.compare.alignment.features import FEATURES, IN_CONTEXT, tabulate_pairs
from twosource.compare.alignment.grouping import group_pairs
from twosource.compare.alignment.merging import MOST_BARE, drop_bare, merge_nested
from twosource.compare.alignment.rivals import RIVAL_FEATURES, measure_rivals
from twosource.compare.alignment.scorer import ModelMismatchError, load_scorer, read_scorer
from twosource.compare.alignment.selection import SelectedPair
from twosource.compare.alignment.words import LONGEST_UNIT, VERB, StoryWords, read_story
from twosource.compare.statements import extract_statements
from twosource.model.annotation import AnnotatedArticle, ContextVectors
from twosource.model.article import Article
from twosource.model.span import Span

REPORTS = {
    "herald": "Governor Ada Quill resigned on Monday after a court ruled that she had accepted free flights from a "
    "mining company. Quill, who took office in 2016, denied the charge. The company paid 40,000 crowns for the "
    "flights, according to court papers. Farmers in the valley are still waiting for rain.",
    "courier": "Ada Quill stepped down as governor on Monday. A court had found that she accepted free flights from a "
    "mining company, which paid 40,000 crowns for them. “I did nothing wrong,” Quill said. The opera house opens its "
    "season in May.",
    "post": "The resignation of Governor Quill came hours after the court ruled that she had accepted free flights. "
    "Her deputy, Ivo Marsh, will serve until the election in June.",
}


@pytest.fixture(scope="module")
def annotated() -> list[AnnotatedArticle]:
    articles = [Article.from_text(t, id=i, outlet=i, published="2019-03-12") for i, t in REPORTS.items()]
    return list(annotate_articles(articles))


@pytest.fixture(scope="module")
def words(annotated: list[AnnotatedArticle]) -> StoryWords:
    return read_story([extract_statements(one) for one in annotated], annotated)


def groups_of(annotated: list[AnnotatedArticle]) -> tuple[AlignedGroup, ...]:
    return group_statements([extract_statements(one) for one in annotated], annotated)


def surfaces(group: AlignedGroup) -> dict[str, str]:
    return {s.article: REPORTS[s.article][s.start : s.end] for s in group.statements}


def test_finds_the_same_fact_in_other_words_and_places(annotated: list[AnnotatedArticle]) -> None:
    groups = [surfaces(group) for group in groups_of(annotated)]
    assert any("free flights" in g.get("herald", "") and "free flights" in g.get("courier", "") for g in groups)
    assert any("40,000" in g.get("herald", "") and "40,000" in g.get("courier", "") for g in groups)


def test_leaves_alone_what_one_report_has(annotated: list[AnnotatedArticle]) -> None:
    said = [text for group in groups_of(annotated) for text in surfaces(group).values()]
    assert not any("rain" in text or "opera" in text or "Marsh" in text for text in said)


def test_every_group_spans_two_reports_and_has_a_score(annotated: list[AnnotatedArticle]) -> None:
    for group in groups_of(annotated):
        assert len({s.article for s in group.statements}) > 1
        assert load_scorer().threshold <= group.score <= 1


def test_the_order_of_the_reports_makes_no_difference(annotated: list[AnnotatedArticle]) -> None:
    first = groups_of(annotated)
    assert all(groups_of(list(order)) == first for order in permutations(annotated))


def test_align_statements_gives_the_groups_without_scores(annotated: list[AnnotatedArticle]) -> None:
    statements = [extract_statements(one) for one in annotated]
    assert align_statements(statements, annotated) == tuple(
        g.statements for g in group_statements(statements, annotated)
    )


@pytest.mark.parametrize("texts", [[], ["Only one report."], ["", ""], ["Rain fell.", ""], ["a b c", "\u202e x"]])
def test_nothing_to_align(texts: list[str]) -> None:
    reports = list(annotate_articles(Article.from_text(t, id=str(i)) for i, t in enumerate(texts)))
    assert groups_of(reports) == ()


def test_works_without_tokens(annotated: list[AnnotatedArticle]) -> None:
    bare = [AnnotatedArticle.from_dict(one.to_dict()) for one in annotated]
    assert all(not one.tokens for one in bare)
    assert groups_of(bare)


def test_numerals_dates_and_pronouns_stand_for_what_they_mean() -> None:
    texts = ["Ada Quill left. She paid forty-seven crowns on 12 March 2019.", "Quill paid 47 crowns on Tuesday."]
    reports = list(
        annotate_articles(Article.from_text(t, id=str(i), published="2019-03-12") for i, t in enumerate(texts))
    )
    read = read_story([extract_statements(one) for one in reports], reports)
    by_article = [
        {k for u in np.flatnonzero(read.unit_articles == a) for k in read.keys[read.unit_starts[u] : read.unit_ends[u]]}
        for a in (0, 1)
    ]
    assert len(by_article[0] & by_article[1]) >= 4  # the payer, the sum, its unit and the day


def test_a_very_long_sentence_is_cut_into_units() -> None:
    text = "cargo " * 500
    article = AnnotatedArticle(Article.from_text(text), sentences=(Span(0, len(text)),))
    read = read_story([()], [article])
    assert (read.unit_ends - read.unit_starts).max() == LONGEST_UNIT
    assert (read.unit_ends - read.unit_starts).sum() == 500


def test_features_are_finite_and_symmetric_in_the_reports(words: StoryWords) -> None:
    table = tabulate_pairs(words, *pair_units(words))
    assert table.features.shape == (len(table.left), len(FEATURES))
    assert np.isfinite(table.features).all()
    rivals = measure_rivals(words, table, table.features[:, 3].clip(0, 1))
    assert rivals.shape == (len(table.left), len(RIVAL_FEATURES))
    assert np.isfinite(rivals).all()


def test_without_context_vectors_what_rests_on_them_is_absent(annotated: list[AnnotatedArticle]) -> None:
    bare = [replace(annotated[0], context=None), *annotated[1:]]
    read = read_story([extract_statements(one) for one in bare], bare)
    table = tabulate_pairs(read, *pair_units(read))
    lacking = read.unit_articles[read.units[table.left]] == 0
    assert lacking.any()
    assert not lacking.all()
    assert (table.features[lacking][:, IN_CONTEXT] == ABSENT).all()
    assert (table.features[~lacking][:, IN_CONTEXT] != ABSENT).any(axis=1).all()
    assert (table.features[:, ~IN_CONTEXT] != ABSENT).any()


def test_vectors_of_another_size_count_as_none(annotated: list[AnnotatedArticle]) -> None:
    other = ContextVectors((0,), (3,), 2, bytes([1, 2]))
    read = read_story([()], [replace(annotated[0], context=other)])
    assert not read.senses.any()


def test_pairs_of_sentences_are_bounded_for_each_sentence(words: StoryWords) -> None:
    pairs, alike = pair_units(words)
    assert (words.unit_articles[pairs[:, 0]] != words.unit_articles[pairs[:, 1]]).all()
    assert len(pairs) == len(alike)
    assert np.bincount(pairs.reshape(-1)).max() <= len(words.unit_starts)
    assert PARTNERS >= 1


def test_ranks_within_groups() -> None:
    groups, values = np.array([1, 0, 1, 1, 0]), np.array([0.2, 0.5, 0.9, 0.2, 0.7], dtype=np.float32)
    assert ranks(groups, values).tolist() == [1, 1, 0, 2, 0]
    assert ranks(np.zeros(0, np.int64), np.zeros(0, np.float32)).tolist() == []


def test_a_chain_of_half_matches_does_not_become_one_group(words: StoryWords) -> None:
    article = words.unit_articles[words.units]
    a, b, c = (int(np.flatnonzero(article == n)[0]) for n in range(3))
    pairs = [SelectedPair(a, b, 0.6), SelectedPair(b, c, 0.5)]
    known = {(a, b): 0.6, (b, c): 0.5}
    looked_at = set(permutations((int(words.units[n]) for n in (a, b, c)), 2))
    assert len(group_pairs(words, pairs, known, looked_at, link=0.4)) == 2
    joined = group_pairs(words, pairs, {**known, (a, c): 0.6}, looked_at, link=0.4)
    assert [members for members, _ in joined] == [tuple(sorted((a, b, c)))]


def test_a_scorer_for_other_features_is_refused() -> None:
    with pytest.raises(ModelMismatchError):
        read_scorer(b'{"features": ["length"]}', b"", b"")


def test_many_reports_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        reports = list(annotate_articles(
            Article.from_text(" ".join(REPORTS.values()) + f" Report {i} ends.", id=f"{i:03d}") for i in range(count)
        ))  # fmt: skip
        statements = [extract_statements(one) for one in reports]
        begun = time.process_time()
        group_statements(statements, reports)
        return time.process_time() - begun

    seconds(2)
    small, large = seconds(6), seconds(24)
    assert large < 4 * small * 3 + 0.5  # four times the reports: three times linear allows for the logarithm and noise


def members_of(words: StoryWords, article: int, unit: int) -> list[int]:
    """The statements of a sentence of a report, the longest first."""
    of_article = np.flatnonzero(words.unit_articles == article)
    found = np.flatnonzero(words.units == of_article[unit]).tolist()
    return sorted(found, key=lambda i: int(words.starts[i] - words.ends[i]))


@pytest.fixture(scope="module")
def nested_words() -> StoryWords:
    texts = [
        "The harbour bridge closed after inspectors found cracks in two pillars.",
        "The bridge closed after inspectors found cracks in two pillars, and ferries replaced trams.",
        "The harbour bridge closed.",
    ]
    reports = list(annotate_articles(Article.from_text(t, id=str(i)) for i, t in enumerate(texts)))
    return read_story([extract_statements(one) for one in reports], reports)


def test_a_part_of_a_claim_in_the_same_reports_is_that_claim(nested_words: StoryWords) -> None:
    (long_a, *_, short_a), (long_b, *_, short_b) = (members_of(nested_words, n, 0) for n in (0, 1))
    merged = merge_nested(nested_words, [((long_a, long_b), 0.9), ((short_a, short_b), 0.6)])
    assert merged == ((tuple(sorted((long_a, long_b))), 0.9),)


def test_a_more_precise_claim_stays_where_it_adds_a_fact(nested_words: StoryWords) -> None:
    bridge = [members_of(nested_words, n, 0) for n in (0, 1, 2)]
    starts = [min(int(nested_words.starts[i]) for i in own) for own in bridge]
    closed = [
        min((i for i in own if nested_words.starts[i] == start), key=lambda i: int(nested_words.ends[i]))
        for own, start in zip(bridge, starts, strict=True)
    ]
    precise, plain = ((bridge[0][0], bridge[1][0]), 0.9), (tuple(closed), 0.6)
    assert merge_nested(nested_words, [precise, plain]) == tuple(sorted((precise, plain)))
    bare = ((bridge[0][0], bridge[2][0]), 0.9)
    assert len(merge_nested(nested_words, [bare, plain])) == 1  # the third report has none of the cracks


def test_claims_that_meet_in_one_report_only_stay_apart(nested_words: StoryWords) -> None:
    a, b, c = (members_of(nested_words, n, 0)[0] for n in (0, 1, 2))
    groups = (((a, b), 0.9), ((a, c), 0.6))
    assert merge_nested(nested_words, groups) == groups


def test_two_parts_of_a_sentence_against_the_same_stretch_are_one_claim(nested_words: StoryWords) -> None:
    whole = members_of(nested_words, 0, 0)[0]
    parts = members_of(nested_words, 1, 0)
    left, right = min(parts, key=lambda i: int(nested_words.ends[i])), max(parts, key=lambda i: nested_words.starts[i])
    assert nested_words.ends[left] <= nested_words.starts[right]
    merged = merge_nested(nested_words, [((whole, left), 0.9), ((whole, right), 0.5)])
    assert [members for members, _ in merged] == [tuple(sorted((whole, left)))]


def test_a_joined_claim_has_the_mentions_of_all_reports(nested_words: StoryWords) -> None:
    (long_a, *_), (long_b, *_), third = (members_of(nested_words, n, 0) for n in (0, 1, 2))
    merged = merge_nested(nested_words, [((long_a, long_b), 0.9), ((long_a, long_b, third[0]), 0.5)])
    assert merged == ((tuple(sorted((long_a, long_b, third[0]))), 0.5),)


def test_a_phrase_that_says_nothing_carries_no_claim(nested_words: StoryWords) -> None:
    lengths = nested_words.ends - nested_words.starts
    verbal = [
        (nested_words.kinds[a:b] == VERB).any() for a, b in zip(nested_words.starts, nested_words.ends, strict=True)
    ]
    bare = [i for i, length in enumerate(lengths) if length <= MOST_BARE and not verbal[i]]
    told = [next(i for i, at in enumerate(nested_words.articles) if at == article and verbal[i]) for article in (0, 1)]
    assert bare
    assert drop_bare(nested_words, [*told, bare[0]]) == tuple(told)
    assert drop_bare(nested_words, [told[0], bare[0]]) == ()


def test_no_shared_claim_repeats_another(annotated: list[AnnotatedArticle]) -> None:
    groups = groups_of(annotated)
    for i, first in enumerate(groups):
        for second in groups[i + 1 :]:
            same = {(s.article, s.start, s.end) for s in first.statements} & {
                (s.article, s.start, s.end) for s in second.statements
            }
            assert len({article for article, _, _ in same}) < 2
