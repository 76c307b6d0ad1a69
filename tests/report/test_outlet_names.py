"""A lone file's name as the name of an outlet."""

import pytest

from twosource.report.outlet_names import outlet_title, with_outlet_titles


@pytest.mark.parametrize(
    ("outlet", "shown"),
    [
        ("varnholm-courier", "Varnholm Courier"),
        ("isle_of_skerry_post", "Isle of Skerry Post"),
        ("courrier-d-orrin", "Courrier d’Orrin"),
        ("the-of", "The of"),
        ("bbc-2", "BBC 2"),
        ("wire", "Wire"),
        ("Harbour Post", "Harbour Post"),
        ("tideway.example", "tideway.example"),
        ("<b>", "<b>"),
        ("", ""),
    ],
)
def test_a_file_name_reads_as_a_name(outlet: str, shown: str) -> None:
    assert outlet_title(outlet, None) == shown


def test_an_outlet_that_came_with_an_address_keeps_its_own_spelling() -> None:
    assert outlet_title("varnholm-courier", "https://courier.example/1") == "varnholm-courier"


def test_reasons_name_outlets_as_they_are_shown() -> None:
    titles = {"varnholm-courier": "Varnholm Courier", "port": "Port"}
    reason = "2 origins: own account of varnholm-courier; the port authority (port, varnholm-courier-extra)"
    assert with_outlet_titles(reason, titles) == (
        "2 origins: own account of Varnholm Courier; the port authority (Port, varnholm-courier-extra)"
    )
