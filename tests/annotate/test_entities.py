"""Entities and their coreference, on invented mini-texts and on hostile ones."""

import tomllib
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twosource.annotate.entities import resolve_entities
from twosource.annotate.syntax import parse_text
from twosource.model.annotation import Entity
from twosource.model.article import Article, Furniture

CASES = tomllib.loads((Path(__file__).parent / "data/coreference.toml").read_text(encoding="utf-8"))["case"]


def entities_of(text: str, **fields: Any) -> tuple[Entity, ...]:
    return resolve_entities(Article.from_text(text, **fields), parse_text(text))


def furniture_of(case: dict[str, Any], text: str) -> tuple[Furniture, ...]:
    return tuple(
        Furniture(kind, text.index(words), text.index(words) + len(words)) for kind, words in case.get("furniture", [])
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_mini_text(case: dict[str, Any]) -> None:
    text = case["text"]
    entities = entities_of(text, furniture=furniture_of(case, text))
    by_name = {entity.name: entity for entity in entities}
    for name, expected in case["entities"].items():
        assert name in by_name, f"no entity {name!r} among {sorted(by_name)}"
        entity = by_name[name]
        found = [text[m.start : m.end] + ("" if m.form == "name" else "*") for m in entity.mentions]
        assert found == expected
        assert entity.kind == case.get("kinds", {}).get(name, entity.kind)
        assert case.get("titles", {}).get(name, "") in [*entity.titles, ""]
    assert not set(case.get("absent", ())) & set(by_name)


def test_there_are_enough_mini_texts() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_ids_follow_the_first_mention() -> None:
    entities = entities_of("Greta Lindqvist sued Aldo Ferrant in Vienna. Ferrant laughed.")
    assert [entity.id for entity in entities] == [f"e{n}" for n in range(1, len(entities) + 1)]
    starts = [entity.mentions[0].start for entity in entities]
    assert starts == sorted(starts)


def test_outlet_of_the_article_is_an_outlet() -> None:
    text = "The Morning Ledger sued the city on Monday. The Ledger wants the files."
    kinds = {entity.name: entity.kind for entity in entities_of(text, outlet="The Morning Ledger")}
    assert kinds["Morning Ledger"] == "outlet"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "word", "“", "\ud800", "A" * 5000, "‮Netan", "Mr. ", "the the the"])
def test_hostile_text_gives_mentions_inside_it(text: str) -> None:
    for entity in entities_of(text):
        assert entity.name
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)


WORDS = st.sampled_from(
    [
        "Aldo",
        "Ferrant",
        "Mr.",
        "the",
        "President",
        "'s",
        "“",
        "”",
        '"',
        ",",
        ".",
        "said",
        "he",
        "She",
        "of",
        "and",
        "-",
        "Department",
        "Jr.",
        "(",
        ")",
        "\n",
        "\n\n",
        "de",
        "al",
        "Xi",
        "U.S.",
        "is",
        "report",
        "2417",
        "Resolution",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_arrangement_of_names_and_marks(text: str) -> None:
    entities = entities_of(text)
    assert len({entity.id for entity in entities}) == len(entities)
    for entity in entities:
        spans = [(m.start, m.end) for m in entity.mentions]
        assert spans == sorted(set(spans))
        assert all(text[start:end].strip() for start, end in spans)


def test_same_text_same_entities() -> None:
    text = "\n".join(case["text"] for case in CASES[:10])
    assert entities_of(text) == entities_of(text)


def test_a_long_list_of_names_stays_cheap() -> None:
    syllables = ["bar", "den", "fol", "gim", "hus", "kel", "lor", "mun"]
    names = [f"{a}{b}{c}".title() for a in syllables for b in syllables for c in syllables]
    started = perf_counter()
    entities = entities_of(" ".join(f"John {name} met Smith." for name in names))
    assert len(entities) > 100
    assert perf_counter() - started < 60
