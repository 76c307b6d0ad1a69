"""The command line reference is what the program says of itself."""

from pathlib import Path

from twosource.cli.exits import MEANINGS
from twosource.cli.reference import reference

REFERENCE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_reference_names_every_exit_code() -> None:
    assert all(f"| {code} |" in reference() for code in MEANINGS)
