"""The bundled stories against what a careful reader finds in them (`expected/`)."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import twosource
from twosource.model.article import Article
from twosource.model.comparison import ClaimMention, Comparison, Passage
from twosource.service import bundled_examples

FOLDER = Path(twosource.__file__).parent / "examples"
EXPECTED = Path(__file__).parent / "expected"
STORIES = sorted(path.stem for path in EXPECTED.glob("*.json"))
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
KNOWN_ERRORS = json.loads((Path(__file__).parent / "known_errors.json").read_text(encoding="utf-8"))
"""What is wrong today, by story: a list that may only get shorter."""
WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")

CLUTTER = (
    "cookies", "Sign up", "Most read", "Read next", "More on this story", "Advertisement", "Comments are closed",
    "Subscribe", "All rights reserved",
)  # fmt: skip


@cache
def expected(story: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((EXPECTED / f"{story}.json").read_text(encoding="utf-8"))
    return value


@cache
def reports(story: str) -> dict[str, Article]:
    """The articles by the key that `expected/` uses for them: the one article that holds all of the key's passages."""
    articles = bundled_examples()[story]
    found = {}
    for key in expected(story)["reports"]:
        wanted = [text for report, text in passages(story) if report == key]
        best = max(articles, key=lambda article: sum(text in article.text for text in wanted))
        found[key] = best
    return found


@cache
def comparison(story: str) -> Comparison:
    return twosource.compare(bundled_examples()[story])


def passages(story: str) -> list[tuple[str, str]]:
    """Every (report, passage) of the expectations."""

    def walk(value: Any) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            if "report" in value:
                yield value["report"], value.get("text") or value["quote"]
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return sorted(set(walk(expected(story))))


def located(story: str, mention: dict[str, str]) -> Passage:
    article = reports(story)[mention["report"]]
    text = mention.get("text") or mention["quote"]
    start = article.text.index(text)
    return Passage(article.id, start, start + len(text))


@cache
def _words(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in WORD.finditer(text))


def meet(story: str, a: Passage | ClaimMention, b: Passage | ClaimMention) -> bool:
    """Two passages meet in one article when they share half of the shorter one's words and the longer is at most four
    times the shorter."""
    if a.article != b.article:
        return False
    words = _words(comparison(story).annotated(a.article).article.text)
    x = {i for i, (start, end) in enumerate(words) if start < a.end and end > a.start}
    y = {i for i, (start, end) in enumerate(words) if start < b.end and end > b.start}
    short, long = sorted((len(x), len(y)))
    return short > 0 and long <= 4 * short and 2 * len(x & y) >= short


def found_share(story: str, layer: str) -> float:
    """The share of expected pairs of mentions from two reports that one predicted group also holds together; of
    discrepancies, the share of which some pair is held (not every two of their mentions differ)."""
    account = comparison(story)
    groups: tuple[Any, ...] = {
        "shared_claims": account.claims,
        "shared_quotes": account.shared_quotes,
        "discrepancies": account.discrepancies,
    }[layer]
    found = []
    for entry in expected(story)[layer]:
        pairs = list(combinations([located(story, mention) for mention in entry["mentions"]], 2))
        held = [any(_holds(story, group, *pair) for group in groups) for pair in pairs]
        found += [any(held)] if layer == "discrepancies" else held
    return sum(found) / len(found)


def _holds(story: str, group: Any, a: Passage, b: Passage) -> bool:
    return any(meet(story, a, m) for m in group.mentions) and any(meet(story, b, m) for m in group.mentions)


def standing_share(story: str) -> float:
    """Among the expected claims that were found, the share whose standing is the expected one."""
    right = found = 0
    for entry in expected(story)["shared_claims"]:
        places = [located(story, mention) for mention in entry["mentions"]]
        claims = [
            claim
            for claim in comparison(story).claims
            if any(_holds(story, claim, a, b) for a, b in combinations(places, 2))
        ]
        found += bool(claims)
        right += bool(claims) and claims[0].standing == entry["standing"]
    return right / max(1, found)


def alone_share(story: str) -> float:
    """The share of what only one report says that joins no claim of two reports."""
    places = [located(story, mention) for mention in expected(story)["only"]]
    shared = [claim for claim in comparison(story).claims if len({m.article for m in claim.mentions}) > 1]
    joined = [place for place in places if any(meet(story, place, m) for claim in shared for m in claim.mentions)]
    return 1 - len(joined) / len(places)


def test_every_story_has_its_expectations() -> None:
    assert sorted(bundled_examples()) == STORIES


def test_there_are_at_least_three_stories_of_three_to_five_reports() -> None:
    assert len(STORIES) >= 3
    assert all(3 <= len(expected(story)["reports"]) <= 5 for story in STORIES)
    assert {path.suffix for path in FOLDER.glob("*/*")} >= {
        ".txt", ".md", ".html", ".jsonl", ".json",
    }  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_every_report_is_read_once(story: str) -> None:
    articles = bundled_examples()[story]
    assert len(articles) == len(expected(story)["reports"])
    assert {article.id for article in articles} == {article.id for article in reports(story).values()}


@pytest.mark.parametrize("story", STORIES)
def test_every_passage_occurs_exactly_once_in_its_report(story: str) -> None:
    counted = {(key, text): reports(story)[key].text.count(text) for key, text in passages(story)}
    assert {place: count for place, count in counted.items() if count != 1} == {}


@pytest.mark.parametrize("story", STORIES)
def test_titles_outlets_and_dates_are_those_the_files_state_plainly(story: str) -> None:
    for key, report in expected(story)["reports"].items():
        article = reports(story)[key]
        assert (key, article.title) == (key, report["title"])
        if report.get("published_in_file", True):
            assert (key, (article.published or "")[:10]) == (key, report["published"] or "")
        if report["outlet_in_file"]:
            assert (key, article.outlet) == (key, report["outlet"])


@pytest.mark.parametrize("story", STORIES)
def test_page_clutter_stays_out_of_the_account(story: str) -> None:
    """It is left out of the text, or stands in it as furniture."""
    for article in reports(story).values():
        for clutter in CLUTTER:
            at = article.text.find(clutter)
            assert at < 0 or any(mark.start <= at < mark.end for mark in article.furniture), clutter


@pytest.mark.parametrize("layer", ["shared_claims", "shared_quotes", "discrepancies"])
@pytest.mark.parametrize("story", STORIES)
def test_expected_pairs_are_found_as_often_as_before(story: str, layer: str) -> None:
    assert found_share(story, layer) >= FLOORS[story][layer]


@pytest.mark.parametrize("story", STORIES)
def test_standing_is_right_as_often_as_before(story: str) -> None:
    assert standing_share(story) >= FLOORS[story]["standing"]


@pytest.mark.parametrize("story", STORIES)
def test_what_one_report_alone_says_stays_alone_as_often_as_before(story: str) -> None:
    assert alone_share(story) >= FLOORS[story]["only"]


@pytest.mark.parametrize("story", STORIES)
def test_what_rests_on_one_origin_is_never_called_corroborated(story: str) -> None:
    corroborated = [claim for claim in comparison(story).claims if claim.standing == "corroborated"]
    wrong = {}
    for mention in expected(story)["never_corroborated"]:
        place = located(story, mention)
        claims = [claim for claim in corroborated if any(meet(story, place, m) for m in claim.mentions)]
        if claims:
            wrong[mention["text"]] = [[origin.name for origin in claim.origins] for claim in claims]
    assert {text: why for text, why in wrong.items() if text not in KNOWN_ERRORS[story]["corroborated"]} == {}


@pytest.mark.parametrize("story", STORIES)
def test_speakers_are_named_in_full(story: str) -> None:
    wrong = {}
    for entry in expected(story)["speakers"]:
        place = located(story, entry)
        names = [
            attribution.speaker.name if attribution.speaker else None
            for attribution in comparison(story).annotated(place.article).attributions
            if any(span.overlaps(place.span) for span in attribution.content)
        ]
        if entry["speaker"] not in names:
            wrong[entry["quote"]] = entry["speaker"], names
    assert {quote: why for quote, why in wrong.items() if quote not in KNOWN_ERRORS[story]["speakers"]} == {}


def test_known_errors_are_of_the_stories_that_there_are() -> None:
    for story in STORIES:
        texts = {text for _, text in passages(story)}
        assert set(KNOWN_ERRORS[story]["corroborated"]) | set(KNOWN_ERRORS[story]["speakers"]) <= texts
