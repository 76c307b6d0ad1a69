"""The public surface is one sorted list, and importing it loads no model."""

import subprocess
import sys

import pytest

import twosource


def test_public_names_are_sorted_and_resolve() -> None:
    assert twosource.__all__ == sorted(twosource.__all__)
    for name in twosource.__all__:
        assert getattr(twosource, name).__doc__


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        twosource.nothing  # noqa: B018


def test_import_loads_neither_parser_nor_network() -> None:
    heavy = "('spacy', 'httpx', 'trafilatura', 'onnxruntime')"
    program = f"import sys, twosource; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
