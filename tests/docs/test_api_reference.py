"""The API reference is what the program says of itself."""

from pathlib import Path

from twosource.api.app import create_api
from twosource.api.reference import model_names, reference

REFERENCE = Path(__file__).parents[2] / "docs" / "api.md"


def test_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_reference_has_every_operation_and_shape() -> None:
    document, text = create_api(None).state.document, reference()
    operations = [(method, path) for path, methods in document["paths"].items() for method in methods]
    assert len(operations) > 20
    assert all(f"### `{method.upper()} {path}`" in text for method, path in operations)
    own = [name for name in document["components"]["schemas"] if name not in model_names()]
    assert "StoryPage" in own
    assert all(f"### {name}\n" in text for name in own)
