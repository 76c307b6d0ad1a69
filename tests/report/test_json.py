"""The contract's JSON as text."""

import json

from twosource.model.comparison import Comparison
from twosource.report.json import render_article_json, render_json


def test_comparison_comes_back_as_it_was(small: Comparison) -> None:
    assert json.loads(render_json(small)) == json.loads(json.dumps(small.to_dict()))


def test_excerpts_are_without_text(small: Comparison) -> None:
    assert all("text" not in article for article in json.loads(render_json(small, excerpts=True))["articles"])


def test_hostile_text_stays_inside_its_strings(hostile: Comparison) -> None:
    text = render_json(hostile)
    assert text.isascii()
    assert "\x1b" not in text
    data = json.loads(text)
    assert data["articles"][1]["byline"] == hostile.articles[1].article.byline
    assert data["articles"][0]["quantities"][0]["value"] is None


def test_article_is_one_line(hostile: Comparison) -> None:
    for annotated in hostile.articles:
        line = render_article_json(annotated)
        assert len(line.splitlines()) == 1
        assert json.loads(line)["article"]["text"] == annotated.article.text
