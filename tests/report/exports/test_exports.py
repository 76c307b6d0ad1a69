"""Exports are what the programs they are meant for can read: each is read back by its specification's own rules or by
a library that consumes it."""

import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx
import pandas
import pytest
from pyarrow import parquet

from tests.report.invented import lock_gate
from twosource.model.comparison import Comparison
from twosource.model.tables import TABLES
from twosource.report.exports.files import EXPORT_FILES
from twosource.report.exports.identity import article_iri, written
from twosource.report.exports.linked_data import article_linked_data, comparison_linked_data
from twosource.report.exports.timeline_json import timeline_json
from twosource.report.exports.web_annotations import article_annotations, comparison_annotations

MOTIVATIONS = {"identifying", "linking", "commenting", "describing", "tagging"}
"""Of those of the Web Annotation Vocabulary, the ones used here."""


@pytest.fixture(params=["small", "hostile"])
def comparison(request: pytest.FixtureRequest) -> Comparison:
    chosen: Comparison = request.getfixturevalue(request.param)
    return chosen


def _pages(comparison: Comparison) -> list[dict[str, Any]]:
    pages = [comparison_annotations(comparison), *map(article_annotations, comparison.articles)]
    return [json.loads(json.dumps(page)) for page in pages]


def test_annotations_are_of_the_data_model(comparison: Comparison) -> None:
    for page in _pages(comparison):
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert page["type"] == "AnnotationPage"
        ids = [one["id"] for one in page["items"]]
        assert len(set(ids)) == len(ids)
        for one in page["items"]:
            assert one["type"] == "Annotation"
            assert one["motivation"] in MOTIVATIONS
            assert one["target"]
            assert all(body["type"] == "TextualBody" and body["value"] for body in one["body"])


def test_annotations_are_found_again_by_either_selector(comparison: Comparison) -> None:
    texts: dict[str, list[str]] = {}
    for annotated in comparison.articles:
        texts.setdefault(article_iri(annotated.article), []).append(annotated.article.text)
    for page in _pages(comparison):
        for target in _targets(page):
            assert any(_selects(target["selector"], text) for text in texts[target["source"]])


def _selects(selectors: list[dict[str, Any]], text: str) -> bool:
    """Whether both selectors point at the same place of the text, two editions of which may have one address."""
    position, quote = selectors
    before, exact, after = (quote.get(name, "") for name in ("prefix", "exact", "suffix"))
    words = text[position["start"] - len(before) : position["end"] + len(after)]
    return len(exact) == position["end"] - position["start"] and written(words) == before + exact + after


def _targets(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [target for one in page["items"] for target in one["target"]]


def test_linked_data_names_every_report_and_links_what_it_claims(comparison: Comparison) -> None:
    document = json.loads(json.dumps(comparison_linked_data(comparison)))
    by_type: dict[str, list[dict[str, Any]]] = {}
    for node in document["@graph"]:
        by_type.setdefault(node["@type"], []).append(node)
    assert len(by_type["NewsArticle"]) == len(comparison.articles)
    known = {node["@id"] for node in by_type["NewsArticle"]}
    for claim in by_type.get("Claim", []):
        assert {one["@id"] for one in claim["appearance"]} <= known
        assert len(claim["appearance"]) > 1
    for quote in by_type.get("Quotation", []):
        assert quote["text"]
        assert {one["@id"] for one in quote["isPartOf"]} <= known


def test_linked_data_expands_without_anything_dropped() -> None:
    """Every property is a term of the vocabulary: expansion (JSON-LD 1.1) keeps each."""
    from pyld import jsonld

    document = comparison_linked_data(lock_gate()) | {"@context": {"@vocab": "https://schema.org/"}}
    expanded = jsonld.expand(json.loads(json.dumps(document)))
    kept = json.dumps(expanded)
    for node in document["@graph"]:
        assert all(f"https://schema.org/{name}" in kept for name in node if not name.startswith("@"))


def test_article_as_linked_data_has_its_quotations() -> None:
    annotated = next(one for one in lock_gate().articles if any(a.kind == "direct" for a in one.attributions))
    document = article_linked_data(annotated)
    direct = [one for one in annotated.attributions if one.kind == "direct"]
    assert document["@type"] == "NewsArticle"
    assert len(document["hasPart"]) == len(direct)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert all(name == "href" and (value or "").startswith(("http://", "https://")) for name, value in attrs)


def test_timeline_has_dates_and_no_markup_of_the_reports(comparison: Comparison) -> None:
    timeline = json.loads(json.dumps(timeline_json(comparison)))
    for event in timeline["events"]:
        assert 0 < event["start_date"]["year"] < 10_000
        assert event["text"]["headline"]
        tags = _Tags()
        tags.feed(event["text"]["headline"] + event["text"]["text"])
        assert tags.found <= {"p", "b", "a"}


def test_graph_is_read_by_networkx(comparison: Comparison, tmp_path: Path) -> None:
    file = tmp_path / "origins.graphml"
    file.write_bytes(EXPORT_FILES["origins.graphml"].render(comparison))
    graph = networkx.read_graphml(file)
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert kinds.count("report") == len(comparison.articles)
    assert kinds.count("claim") == len(comparison.claims)
    for number, claim in enumerate(comparison.claims):
        origins = {(graph.nodes[node]["origin_kind"], node) for node in graph.successors(f"claim-{number}")}
        assert len(origins) == len({(origin.kind, origin.name) for origin in claim.origins})


@pytest.mark.parametrize("table", list(TABLES))
def test_tables_have_the_columns_of_the_archive_s(comparison: Comparison, table: str) -> None:
    names = [column.name for column in TABLES[table]]  # type: ignore[index]
    read = pandas.read_csv(io.BytesIO(EXPORT_FILES[f"{table}.csv"].render(comparison)))
    packed = parquet.read_table(io.BytesIO(EXPORT_FILES[f"{table}.parquet"].render(comparison)))
    assert list(read.columns) == names == packed.column_names
    assert len(read) == packed.num_rows
    if table == "articles":
        assert packed.num_rows == len(comparison.articles)


def test_every_file_is_made_of_an_empty_comparison_too() -> None:
    for file in EXPORT_FILES.values():
        assert file.render(Comparison(()))
