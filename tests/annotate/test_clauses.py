"""Clauses and fact-bearing phrases, on sentences written for these tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate.clauses import extract_clauses, extract_tokens
from twosource.annotate.syntax import parse_text


def clauses_of(text: str) -> list[str]:
    return [text[span.start : span.end] for span in extract_clauses(parse_text(text))]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The mayor resigned on Monday and the council elected a successor.", "the council elected a successor"),
        ("The bridge, which was built in 1931, collapsed at noon.", "which was built in 1931"),
        ("Officials said that the ferry had sunk within an hour.", "the ferry had sunk within an hour"),
        ("He admitted two offences as part of a plea agreement.", "as part of a plea agreement"),
        ("Rosa Teller, the former Liberal senator from Ostland, spoke.", "the former Liberal senator from Ostland"),
        ("Protests followed the shooting of a driver by two officers.", "the shooting of a driver by two officers"),
        ("Crews searched the bay, using boats and divers.", "using boats and divers"),
    ],
)
def test_offers_the_part_that_another_report_may_share(text: str, clause: str) -> None:
    assert clause in clauses_of(text)


def test_offers_the_clause_without_what_hangs_on_it() -> None:
    text = "The firm will close its plant in Arden, which employs 300 people, because orders fell."
    assert "The firm will close its plant in Arden" in clauses_of(text)


def test_no_clause_starts_or_ends_with_loose_punctuation() -> None:
    text = '"We will not leave," the minister said, "and we will not pay, either."'
    for clause in clauses_of(text):
        assert clause[0].isalnum(), clause
        assert clause[-1].isalnum(), clause


def test_stays_inside_sentences() -> None:
    text = "The train was late.\nNobody complained about it.\n\nAnother one came."
    assert not any("\n" in clause for clause in clauses_of(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Fire", "…", "\u202eabc", "“", "\ud800 lone"])
def test_short_or_broken_text_gives_none(text: str) -> None:
    assert clauses_of(text.replace("\ud800", "\ufffd")) == []


def test_a_sentence_without_end_is_offered_whole_and_in_bounded_time() -> None:
    text = "word " * 3_000
    assert len(extract_clauses(parse_text(text))) < 50


def test_tokens_line_up_with_the_text() -> None:
    text = "Two boats sank near Port Ellis; nobody was hurt."
    tokens = extract_tokens(parse_text(text))
    assert [text[t.start : t.end] for t in tokens][:3] == ["Two", "boats", "sank"]
    assert all(0 <= token.head < len(tokens) for token in tokens)
    sank = tokens[2]
    assert (sank.lemma, sank.pos) == ("sink", "VERB")


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_any_text_gives_ordered_distinct_spans_inside_it(text: str) -> None:
    spans = extract_clauses(parse_text(text))
    assert list(spans) == sorted(set(spans), key=lambda s: (s.start, -s.end))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
