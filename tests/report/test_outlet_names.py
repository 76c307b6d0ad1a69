"""A lone file's name as the name of an outlet."""

import pytest

from twosource.model.article import Article
from twosource.report.outlet_names import outlet_title, outlet_titles, with_outlet_titles

TITLES = {"varnholm-courier": "Varnholm Courier", "port": "Port", "one": "One", "two": "Two"}


@pytest.mark.parametrize(
    ("outlet", "shown"),
    [
        ("varnholm-courier", "Varnholm Courier"),
        ("isle_of_skerry_post", "Isle of Skerry Post"),
        ("courrier-d-orrin", "Courrier d’Orrin"),
        ("the-of", "The of"),
        ("bbc-2", "BBC 2"),
        ("wire", "Wire"),
        ("n-tv", "n-tv"),
        ("Harbour Post", "Harbour Post"),
        ("tideway.example", "tideway.example"),
        ("<b>", "<b>"),
        ("", ""),
    ],
)
def test_a_file_name_reads_as_a_name(outlet: str, shown: str) -> None:
    assert outlet_title(outlet) == shown


def test_only_names_that_are_shown_otherwise_are_listed() -> None:
    articles = [Article.from_text("a", outlet=outlet) for outlet in ("one", "Harbour Post", None, "one")]
    assert outlet_titles(articles) == {"one": "One"}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "2 origins: own account of varnholm-courier; the port authority (port, varnholm-courier-extra)",
            "2 origins: own account of Varnholm Courier; the port authority (Port, varnholm-courier-extra)",
        ),
        ("one and two differ on the number: one or two", "One and Two differ on the number: one or two"),
        ("one, Harbour Post and two differ on the date", "One, Harbour Post and Two differ on the date"),
        ("one differs with itself", "One differs with itself"),
        ("2 origins: own account of one and two; he (port)", "2 origins: own account of One and Two; he (Port)"),
        ("only two has this, in its own voice", "only Two has this, in its own voice"),
        ("only one has this, on the word of the port", "only One has this, on the word of the port"),
        ("2 outlets, both resting on port; nothing shows more", "2 outlets, both resting on Port; nothing shows more"),
        ("“Fire”, reported by one and port: 2 statements", "“Fire”, reported by One and Port: 2 statements"),
        ("Varnholm-courier joined the story: “Port shut”", "Varnholm Courier joined the story: “Port shut”"),
        ("Two corrected its report: one, not two", "Two corrected its report: one, not two"),
        ("2 reports joined the story: one and port", "2 reports joined the story: One and Port"),
        ("the report of one is of another event", "the report of One is of another event"),
        (
            "one and two differ on how certain it is: one expects it, two states it",
            "One and Two differ on how certain it is: One expects it, Two states it",
        ),
        ("one of two and port says it is so, the other not", "one of Two and Port says it is so, the other not"),
        (
            "whether one’s own account rests on two’s own account",
            "whether One’s own account rests on Two’s own account",
        ),
        ("own reporting: port, one", "own reporting: Port, One"),
        ("own reporting: port", "own reporting: Port"),
        ("the port of two ships", "the port of two ships"),
    ],
)
def test_lines_of_the_program_name_outlets_as_they_are_shown(line: str, shown: str) -> None:
    assert with_outlet_titles(line, TITLES) == shown


def test_a_long_line_takes_no_long_time() -> None:
    line = "one, " * 40_000
    assert len(with_outlet_titles(line, TITLES)) == len(line)
    assert len(with_outlet_titles("(" * 20_000 + "one" + " and" * 20_000, TITLES)) == 20_000 + 3 + 80_000
