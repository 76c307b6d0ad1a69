"""The promises of the contract, on texts written for this test: names, shapes and what they point at."""

import json
from itertools import pairwise
from typing import Any

import pytest

import twosource

FIRST = """OSTVIK (NP) — Transport Minister Hanna Brekke met the mayor of Ostvik, Jonas Lie, on Tuesday to discuss the \
closed bridge, according to a statement from her ministry.

“The bridge will open before the winter, and the city will not pay for it,” Brekke said in the statement.

About 4,200 people use the bridge each day. Lie said he was “grateful for a clear answer.”

Engineers found cracks in two pillars on March 3.
"""
SECOND = """The minister of transport, Hanna Brekke, met Ostvik's mayor on Tuesday about the closed bridge.

"The city will not pay for it," Brekke said in a statement.

The bridge, used by 4,800 people a day, was closed after cracks were found in two pillars on March 3.

Fishermen asked for a ferry in the meantime.
"""
STANDINGS = {"corroborated", "shared_origin", "single_source", "disputed", "unclear"}
KINDS = {"number", "date", "name", "place", "polarity", "certainty", "attribution", "quote_wording", "sequence"}


@pytest.fixture(scope="module")
def articles() -> list[twosource.Article]:
    return [
        twosource.Article.from_text(FIRST, outlet="Northern Press", title="Bridge to open", published="2031-03-12"),
        twosource.Article.from_text(
            SECOND, outlet="Ostvik Daily", published="2031-03-12", url="https://ostvik.example/1"
        ),
    ]


@pytest.fixture(scope="module")
def annotated(articles: list[twosource.Article]) -> dict[str, Any]:
    data = twosource.annotate(articles[0]).to_dict()
    return json.loads(json.dumps(data))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def compared(articles: list[twosource.Article]) -> dict[str, Any]:
    return json.loads(json.dumps(twosource.compare(articles).to_dict()))  # type: ignore[no-any-return]


def test_text_is_kept_letter_for_letter() -> None:
    text = " \ufeffa\r\n\tb\x00\u202e “c”\ud800\n"
    assert twosource.Article.from_text(text).text == text


def test_article_fields(annotated: dict[str, Any]) -> None:
    article = annotated["article"]
    assert article["text"] == FIRST
    assert article["outlet"] == "Northern Press"
    assert article["title"] == "Bridge to open"
    assert article["published"] == "2031-03-12"
    assert article["id"]


def test_annotated_article_has_the_layers(annotated: dict[str, Any]) -> None:
    assert {"article", "sentences", "entities", "attributions", "times", "quantities"} <= set(annotated)
    assert {"start", "end"} <= set(annotated["sentences"][0])
    assert {"id", "name", "kind", "mentions"} <= set(annotated["entities"][0])
    attribution = {"id", "kind", "source", "cue", "content", "speaker", "stance", "parent"}
    assert attribution <= set(annotated["attributions"][0])
    assert {"start", "end", "type", "value"} <= set(annotated["times"][0])
    assert {"start", "end", "value", "bound", "unit"} <= set(annotated["quantities"][0])


def test_speaker_of_the_quotation_has_the_full_name(annotated: dict[str, Any]) -> None:
    start = FIRST.index("The bridge will open")
    quote = [a for a in annotated["attributions"] for c in a["content"] if c["start"] <= start + 4 < c["end"]]
    assert [a["speaker"]["name"] for a in quote if a["kind"] == "direct"] == ["Hanna Brekke"]
    ids = {entity["id"]: entity["name"] for entity in annotated["entities"]}
    assert all(ids[a["speaker"]["id"]] == a["speaker"]["name"] for a in quote)


def test_times_are_resolved_against_the_publication_date(annotated: dict[str, Any]) -> None:
    values = {FIRST[t["start"] : t["end"]]: t["value"] for t in annotated["times"]}
    assert values["Tuesday"] == "2031-03-11"
    assert values["March 3"] == "2031-03-03"


def test_quantities_carry_value_bound_and_unit(annotated: dict[str, Any]) -> None:
    people = next(q for q in annotated["quantities"] if "4,200" in FIRST[q["start"] : q["end"]])
    assert people["value"] == 4200
    assert people["bound"] == "about"
    assert people["unit"] == "people"


def test_comparison_has_the_parts(compared: dict[str, Any]) -> None:
    parts = {"articles", "claims", "shared_quotes", "discrepancies", "exclusives", "timeline", "voices", "provenance"}
    assert parts <= set(compared)
    assert compared["provenance"]["twosource"] == twosource.__version__
    assert compared["provenance"]["components"]


def test_claims_point_at_their_words(compared: dict[str, Any]) -> None:
    texts = {article["id"]: article["text"] for article in compared["articles"]}
    assert compared["claims"]
    for claim in compared["claims"]:
        assert claim["standing"] in STANDINGS
        assert claim["reason"]
        for mention in claim["mentions"]:
            assert 0 <= mention["start"] < mention["end"] <= len(texts[mention["article"]])
        for origin in claim["origins"]:
            assert {"name", "kind"} <= set(origin)
            assert all(0 <= index < len(claim["mentions"]) for index in origin["mentions"])


def test_quote_found_in_both_rests_on_one_origin(compared: dict[str, Any]) -> None:
    texts = {article["id"]: article["text"] for article in compared["articles"]}
    words = "will not pay for it"
    found = [
        claim
        for claim in compared["claims"]
        if len({m["article"] for m in claim["mentions"]}) == 2
        and any(words in texts[m["article"]][m["start"] : m["end"]] for m in claim["mentions"])
    ]
    assert found
    assert {claim["standing"] for claim in found} == {"shared_origin"}
    assert {origin["name"] for claim in found for origin in claim["origins"]} == {"Hanna Brekke’s statement"}


def test_shared_quote_and_its_wording(compared: dict[str, Any]) -> None:
    quotes = [quote for quote in compared["shared_quotes"] if quote["speaker"] == "Hanna Brekke"]
    assert [quote["wording"] for quote in quotes] == ["truncated"]


def test_figures_that_differ_are_a_contradiction(compared: dict[str, Any]) -> None:
    numbers = [d for d in compared["discrepancies"] if d["kind"] == "number"]
    assert numbers
    assert numbers[0]["severity"] in {"contradiction", "difference"}
    assert numbers[0]["why"]
    assert {d["kind"] for d in compared["discrepancies"]} <= KINDS


def test_exclusive_stays_with_its_report(compared: dict[str, Any]) -> None:
    texts = {article["id"]: article["text"] for article in compared["articles"]}
    words = [texts[e["article"]][e["start"] : e["end"]] for e in compared["exclusives"]]
    assert any("ferry" in surface for surface in words)


def test_timeline_is_in_time_order(compared: dict[str, Any]) -> None:
    assert "2031-03-03" in [entry["value"] for entry in compared["timeline"]]
    begins = [entry["earliest"] for entry in compared["timeline"] if entry["earliest"]]
    assert all(a <= b for a, b in pairwise(begins))


def test_voices_count_characters(compared: dict[str, Any]) -> None:
    assert {"speaker", "article", "characters", "direct"} <= set(compared["voices"][0])
    assert all(voice["direct"] <= voice["characters"] for voice in compared["voices"])


def test_excerpts_leave_the_text_out(articles: list[twosource.Article]) -> None:
    data = twosource.compare(articles).to_dict(excerpts=True)
    assert all("text" not in article for article in data["articles"])


def test_annotate_many_keeps_input_order(articles: list[twosource.Article]) -> None:
    many = [twosource.Article.from_text(f"{FIRST}\nNote {n}.", id=str(n)) for n in range(20)]
    result = twosource.annotate_many(many, workers=2)
    assert iter(result) is result
    assert [x.article.id for x in result] == [str(n) for n in range(20)]


def test_find_stories_places_each_article_once(articles: list[twosource.Article]) -> None:
    other = twosource.Article.from_text(
        "The football club Varn United won the cup on Sunday after beating Holm 3-1 in the final.",
        published="2031-03-12",
    )
    stories = twosource.find_stories([*articles, other])
    placed = sorted(article for story in stories for article in story.articles)
    assert placed == sorted([*(a.id for a in articles), other.id])
    assert sorted(len(story.articles) for story in stories) == [1, 2]


def test_serialise_and_load_is_the_identity(articles: list[twosource.Article]) -> None:
    comparison = twosource.compare(articles)
    assert twosource.Comparison.from_dict(comparison.to_dict()).to_dict() == comparison.to_dict()
    annotated = twosource.annotate(articles[0])
    assert twosource.AnnotatedArticle.from_dict(annotated.to_dict()).to_dict() == annotated.to_dict()


def test_order_of_the_input_does_not_change_the_account(articles: list[twosource.Article]) -> None:
    assert twosource.compare(articles).to_dict() == twosource.compare(articles[::-1]).to_dict()


def test_nothing_to_compare_is_said() -> None:
    with pytest.raises(twosource.NothingToCompare):
        twosource.compare([])
