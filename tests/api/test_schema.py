"""The API answers as its own OpenAPI document says, whatever it is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api.archive import served
from twosource.api.app import create_api
from twosource.api.openapi import PREFIX
from twosource.api.problems import add_problem_handlers

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    unsupported_method,
    allow_header_conformance,
]
EXAMPLES = 10
"""Of each operation and mode."""


LABELS = [
    f"{method.upper()} {path}"
    for path, operations in create_api(None).state.document["paths"].items()
    for method in operations
]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Every operation of the API over a small archive, under its method and path."""
    with served(tmp_path_factory.mktemp("schema")) as (made, _):
        app = FastAPI(openapi_url=None)
        app.mount(PREFIX, made)
        add_problem_handlers(app)
        app.state.leaves = []
        schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app)
        yield {found.ok().label: found.ok() for found in schema.get_all_operations()}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_answers_are_as_documented(operations: dict[str, Any], label: str, mode: GenerationMode) -> None:
    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    @given(operations[label].as_strategy(generation_mode=mode))
    def answers(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    try:
        answers()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "an operation without parameters has no wrong ones"
