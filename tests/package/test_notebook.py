"""Values show themselves in a notebook and become data frames."""

import base64
import re

import pandas
import pytest

import twosource
from tests.report.invented import lock_gate
from twosource.model.story import Placement
from twosource.notebook import to_frame


def test_comparison_shows_itself_as_a_page_in_a_frame() -> None:
    shown = lock_gate()._repr_html_()  # type: ignore[attr-defined]
    page = base64.b64decode(re.search(r'base64,([^"]+)"', shown)[1]).decode()  # type: ignore[index]
    assert page.startswith("<!doctype html>")
    assert "<iframe" in shown
    assert "sandbox" in shown


def test_annotated_article_and_story_show_themselves() -> None:
    annotated = lock_gate().articles[0]
    assert "base64," in annotated._repr_html_()  # type: ignore[attr-defined]
    placement = Placement("<b>id</b>", "shares <script>", 0.5)
    story = twosource.Story("s", ("<b>id</b>",), (placement,), "<i>title</i>", "2031-03-18", "2031-03-19")
    shown = story._repr_html_()  # type: ignore[attr-defined]
    assert "<script>" not in shown
    assert "&lt;i&gt;title" in shown
    assert "0.50" in shown


@pytest.mark.parametrize("table", ["articles", "attributions", "claims", "origins"])
def test_tables_are_data_frames(table: str) -> None:
    frame = to_frame(lock_gate(), table)  # type: ignore[arg-type]
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) > 0


def test_missing_library_is_said() -> None:
    with pytest.raises(ImportError, match="no_such_library"):
        to_frame(lock_gate(), library="no_such_library")
