import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twosource.annotate.linking import AttributionSpans
from twosource.annotate.tagger import tag_and_embed, tag_attributions, tag_attributions_many
from twosource.model.span import Span

_PIECES = st.sampled_from(
    [
        "“The dam held,” Ada Lund said.", "LUND: Yes.", "Q: When?", "he told reporters", "according to a readout",
        "\n\n", "\n", '"', "“", "”", "''", "``", "«", "’", "said", ":", "—", "(AP)", "[SEP]", "\u202e", "\x00",
        "\x1b[31m", "<b>", "\ud800", "İ", "ﬁ", "e\u0301", "\u2028", "\xa0", "漢字", "x" * 300, "1,2,3",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=30).map(" ".join))
bounded = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def surfaces(text: str, label: str) -> list[list[str]]:
    """The surface forms of one label, an entry an attribution."""
    return [[span.surface(text) for span in getattr(a, label)] for a in tag_attributions(text)]


def check(text: str, found: tuple[AttributionSpans, ...]) -> None:
    """What holds for the attributions of any text."""
    for number, attribution in enumerate(found):
        spans = [*attribution.source, *attribution.cue, *attribution.content]
        assert attribution.cue
        assert attribution.content
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        spans.sort()
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert attribution.parent is None or attribution.parent in set(range(len(found))) - {number}
        assert 0 <= attribution.score <= 1
    firsts = [min((*a.source, *a.cue, *a.content)) for a in found]
    assert firsts == sorted(firsts)


@bounded
@given(TEXTS)
def test_spans_stay_in_the_text_and_apart(text: str) -> None:
    check(text, tag_attributions(text))


@bounded
@given(st.lists(TEXTS, max_size=5))
def test_many_texts_give_what_each_gives_alone(texts: list[str]) -> None:
    together = list(tag_attributions_many(texts))
    assert together == [tag_attributions(text) for text in texts]
    for text, found in zip(texts, together, strict=True):
        check(text, found)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Yes", "“", "”", "\x00", "\u0301", "\ud800"])
def test_a_text_that_says_nothing_has_no_attribution(text: str) -> None:
    assert tag_attributions(text) == ()


def test_source_cue_and_content_of_a_quotation() -> None:
    text = "The harbour was calm on Monday. “The bridge will reopen in May,” Mayor Ana Ruiz said."
    (found,) = tag_attributions(text)
    assert [s.surface(text) for s in found.source] == ["Mayor Ana Ruiz"]
    assert [s.surface(text) for s in found.cue] == ["said"]
    assert [s.surface(text) for s in found.content] == ["“The bridge will reopen in May,”"]


def test_a_quotation_with_its_cue_in_the_middle_is_one_attribution() -> None:
    text = "“The bridge,” Ms. Ruiz said, “will not reopen before May.”"
    assert surfaces(text, "content") == [["“The bridge,”", "“will not reopen before May.”"]]
    assert surfaces(text, "source") == [["Ms. Ruiz"]]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Officials said that the road would stay closed.", "Officials", "that the road would stay closed"),
        ("Repairs cost $3 million, according to the harbour office.", "the harbour office", "Repairs cost $3 million"),
        ("The minister denied that the work was late.", "The minister", "that the work was late"),
    ],
)
def test_indirect_speech(text: str, source: str, content: str) -> None:
    assert surfaces(text, "source") == [[source]]
    assert surfaces(text, "content") == [[content]]


def test_an_attribution_may_name_no_source() -> None:
    text = "The bridge is expected to reopen in May. The road was reported to be closed."
    assert [] in surfaces(text, "source")


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_marks_of_every_kind_belong_to_the_content(marks: str) -> None:
    text = f"{marks[0]}We will rebuild the bridge this year,{marks[1]} Ana Ruiz told reporters on Monday."
    assert surfaces(text, "content") == [[f"{marks[0]}We will rebuild the bridge this year,{marks[1]}"]]


def test_an_unmatched_mark_does_not_cost_the_rest_of_the_article() -> None:
    text = (
        "“We will rebuild the bridge this year, Ana Ruiz said.\n\nThe road is closed.\n\n"
        "“Nobody was hurt,” Tom Bale said on Tuesday."
    )
    assert ["Tom Bale"] in surfaces(text, "source")
    assert any("“Nobody was hurt,”" in content for content in surfaces(text, "content"))


def test_a_transcript_is_read_turn_by_turn() -> None:
    text = "The briefing began late.\n\nQUESTION: Did he call?\n\nMILLER: No. He did not.\n\nQUESTION: Why?"
    assert [s for s in surfaces(text, "source") if s] == [["QUESTION"], ["MILLER"], ["QUESTION"]]
    assert ["No. He did not."] in surfaces(text, "content")


def test_an_attribution_inside_another_names_it_as_parent() -> None:
    text = "Ana Ruiz said on Monday that Commissioner Tom Bale had told reporters that the road would stay closed."
    outer, inner = tag_attributions(text)
    assert (outer.parent, inner.parent) == (None, 0)
    assert [s.surface(text) for s in outer.source] == ["Ana Ruiz"]
    assert [s.surface(text) for s in inner.source] == ["Commissioner Tom Bale"]


def test_no_span_runs_over_a_line_end() -> None:
    text = "“We will rebuild it, Ana Ruiz said.\nThe road is closed.\n\n“Nobody was hurt,” Tom Bale said."
    spans = [s for a in tag_attributions(text) for s in (*a.source, *a.cue, *a.content)]
    assert spans
    assert not any("\n" in s.surface(text) for s in spans)


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = (
        "“The bridge was never safe,” Ana Ruiz said at the inquiry. “We told them so in March.\n\n"
        "“Nobody wanted to hear it.”\n\nThe inquiry goes on."
    )
    contents = surfaces(text, "content")
    assert any("We told them so in March" in " ".join(parts) for parts in contents)


def test_a_long_text_takes_time_in_proportion() -> None:
    text = ("Ana Ruiz said the bridge was safe. " * 8 + "\n\n") * 400
    begun = time.process_time()
    found = tag_attributions(text)
    assert time.process_time() - begun < 60
    assert len(found) > 2_000
    check(text, found)


def test_embeddings_come_from_the_same_pass_and_tell_sense() -> None:
    sentences = [
        "The bridge over the harbour was closed after the storm.",
        "After the storm the harbour bridge had to be shut.",
        "Ana Ruiz said her daughter won the chess tournament.",
    ]
    text = " ".join(sentences)
    spans = [Span(text.index(s), text.index(s) + len(s)) for s in sentences]
    found, vectors = tag_and_embed(text, [*spans, Span(0, 0)])
    assert found == tag_attributions(text)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0], atol=1e-5)
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > likeness[0, 2] + 0.2


@pytest.mark.parametrize("text", ["", "Yes"])
def test_embeddings_of_no_spans(text: str) -> None:
    assert tag_and_embed(text, [])[1].shape == (0, 384)
