"""Tags with absurd attributes lose them; everything else of a page stays as it is, in linear time."""

import pytest

from twosource.ingest.feeds import find_root
from twosource.ingest.page_tags import without_absurd_attributes

MANY = 400


def test_an_ordinary_page_stays_as_it_is() -> None:
    page = "<!doctype html><p class='a b' id=\"c\" hidden>One < two, 3 > 2.</p><!-- <b> --><script>if (a<b) {}</script>"
    assert without_absurd_attributes(page) == page


@pytest.mark.parametrize("attribute", [" a{}=1", ' a{} = "<b>"', " a{}", "/a{}='x y'"])
def test_many_attributes_of_one_tag_are_left_out(attribute: str) -> None:
    attributes = "".join(attribute.format(number) for number in range(MANY))
    page = f"<p>One</p><div{attributes}>Two</div><p>Three</p>"
    assert without_absurd_attributes(page) == "<p>One</p><div>Two</div><p>Three</p>"


@pytest.mark.parametrize("times", [2_000, 100_000])
def test_more_attributes_than_are_matched_at_once(times: int) -> None:
    assert without_absurd_attributes(f"<p>One<p{' a=1' * times}>Two") == "<p>One<p>Two"


def test_a_long_value_is_left_out_a_short_list_is_not() -> None:
    picture = "x" * 70_000
    assert without_absurd_attributes(f"<img src='{picture}'>caption") == "<img>caption"
    listed = f"<p{' a=1' * 250}>Two"
    assert without_absurd_attributes(listed) == listed


@pytest.mark.parametrize("around", [("<!--", "-->"), ("<script>", "</script>"), ("<TITLE>", "</title>")])
def test_comments_and_raw_text_are_not_read_as_tags(around: tuple[str, str]) -> None:
    page = f"{around[0]}<div{' a=1' * MANY}>{around[1]}<p>One</p>"
    assert without_absurd_attributes(page) == page


@pytest.mark.parametrize(
    "open_end", ["<!--", "<script ", "<script>", "<p a='", "<p =", "<", "<a", "</title ", "<p a = "]
)
def test_whatever_is_left_open_is_read_once(open_end: str) -> None:
    """Twice as long as pages may be: in more than linear time this would take hours."""
    assert without_absurd_attributes("<p>One</p>" + open_end * 1_000_000).startswith("<p>One</p>")


@pytest.mark.parametrize(
    "before",
    [
        "\ufeff \n",
        "<?xml version='1.0'?>\n<?style a?><!-- <html> -->",
        "<!DOCTYPE rss [<!ENTITY a 'b>'>] >",
        "<!doctype rss>\n<!-- one --> <!-- two -->",
    ],
)
def test_the_root_is_found_behind_what_stands_before_it(before: str) -> None:
    assert find_root(f"{before}<rss version='2.0'>") == ("rss", len(before))


@pytest.mark.parametrize("before", ["<!--", "<?", " ", "<!DOCTYPE", "<!DOCTYPE [", "<!DOCTYPE x>", "[]"])
def test_what_stands_before_the_root_is_read_once(before: str) -> None:
    assert find_root("<!DOCTYPE " + before * 500_000)[1] == 0
