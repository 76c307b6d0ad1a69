"""Marks that nest and cross become well-formed HTML around unchanged text."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from twosource.report.text_marks import Reference, TextMark, render_marked

TEXT = "The gate broke, the mayor said on Tuesday."


class Reader(HTMLParser):
    """Notes the text, the ids, how often each element opens, and whether they nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.covered: dict[str, str] = {}
        self.nests = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.open.append((tag, values.get("class", "")))
        if "id" in values:
            self.ids.append(values["id"])

    def handle_endtag(self, tag: str) -> None:
        self.nests = self.nests and bool(self.open) and self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag == "a" for tag, _ in self.open):
            return
        self.text += data
        for name in {name for tag, name in self.open if tag == "mark"}:
            self.covered[name] = self.covered.get(name, "") + data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


SPANS = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8)


@given(SPANS)
def test_every_mark_covers_its_words_and_all_nests(spans: list[tuple[int, int]]) -> None:
    marks = [TextMark(*sorted(span), f"m{n}", f"a{n}") for n, span in enumerate(spans)]
    reader = read(render_marked(TEXT, marks, 0, len(TEXT)))
    assert reader.nests
    assert reader.open == []
    assert reader.text == TEXT
    assert sorted(reader.ids) == sorted(mark.anchor for mark in marks if mark.anchor)
    for mark in marks:
        assert reader.covered.get(mark.classes, "") == TEXT[mark.start : mark.end]


@given(SPANS, st.integers(0, len(TEXT)))
def test_a_text_cut_in_two_keeps_each_id_once(spans: list[tuple[int, int]], cut: int) -> None:
    marks = [TextMark(min(span), max(span), f"m{n}", f"a{n}") for n, span in enumerate(spans) if span[0] != span[1]]
    reader = read(render_marked(TEXT, marks, 0, cut) + render_marked(TEXT, marks, cut, len(TEXT)))
    assert reader.nests
    assert reader.text == TEXT
    assert sorted(reader.ids) == sorted(mark.anchor for mark in marks if mark.anchor)
    for mark in marks:
        assert reader.covered[mark.classes] == TEXT[mark.start : mark.end]


def test_markup_in_the_text_is_escaped_and_links_lead_back() -> None:
    text = "<b>&\x1b</b>"
    mark = TextMark(0, len(text), "m", "a1", (Reference("#claim-1", "1", "back"),), ("k",))
    html = render_marked(text, [mark], 0, len(text))
    assert "<b>" not in html
    assert html.count('<a class="back" href="#claim-1" aria-label="back">1</a>') == 1
    assert read(html).text == "<b>&\\x1b</b>"
