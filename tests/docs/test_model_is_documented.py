"""Every value and field of the model is in docs/data-model.md, every term of the model's names in the glossary."""

import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from twosource.model import annotation, archive, article, comparison, feed, span, story, tables

DOCS = Path(__file__).parents[2] / "docs"


def _values() -> Iterator[type]:
    for module in (annotation, archive, article, comparison, feed, story, tables):
        for _, value in inspect.getmembers(module, inspect.isclass):
            if dataclasses.is_dataclass(value) and value.__module__ == module.__name__:
                yield value


@pytest.mark.parametrize("value", list(_values()), ids=lambda value: value.__name__)
def test_value_and_fields_are_documented(value: type) -> None:
    page = (DOCS / "data-model.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{value.__name__}` |"))
    missing = [field.name for field in dataclasses.fields(value) if f"`{field.name}`" not in row]
    assert missing == []


def test_span_is_what_the_page_says() -> None:
    assert "half-open" in (span.__doc__ or "").lower()


def test_glossary_is_sorted() -> None:
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    terms = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and "---" not in line][1:]
    assert terms == sorted(terms, key=str.lower)


@pytest.mark.parametrize("kind", comparison.Standing.__args__)  # type: ignore[attr-defined]
def test_every_standing_is_explained(kind: str) -> None:
    assert f"`{kind}`" in (DOCS / "data-model.md").read_text(encoding="utf-8")
    assert kind.replace("_", " ") in (DOCS / "glossary.md").read_text(encoding="utf-8")
