"""The API reference in Markdown, from its OpenAPI document: `python -m twosource.api.reference > docs/api.md`."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import twosource.model
from twosource.api.app import create_api
from twosource.api.openapi import PREFIX

_EXAMPLES = """\
```sh
twosource serve &                                                # the API is part of the web app
curl -s localhost:8000/api/v1/stories?standing=disputed | jq '.items[].title'
curl -s localhost:8000/api/v1/search?q=%22lock+gate%22
curl -sN localhost:8000/api/v1/events/stream                      # follow what happens
curl -si localhost:8000/api/v1/comparisons -H 'Content-Type: application/json' \\
     -d '{"urls": ["https://gazette.example/1", "https://courier.example/2"]}'   # Location: where the account will be
```"""


def reference() -> str:
    """The reference: every operation with its parameters and answers, then the shapes."""
    document: dict[str, Any] = create_api(None).state.document
    parts = ["# REST API", _note(document), document["info"]["description"], "## Examples", _EXAMPLES]
    for tag in document["tags"]:
        parts += [f"## {tag['name'].capitalize()}", tag["description"]]
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if operation["tags"][-1] == tag["name"]:
                    parts += _operation(method, path, operation)
    parts += ["## Shapes", "Values of the model are described in [the data model](data-model.md)."]
    for name, schema in document["components"]["schemas"].items():
        if name not in model_names():
            parts += _shape(name, schema)
    return "\n\n".join(parts) + "\n"


def _note(document: dict[str, Any]) -> str:
    info = document["info"]
    return (
        "Produced by `make docs` from the program itself; a test fails where it is out of date. This is version "
        f"{info['version']}, under `{PREFIX}`; the OpenAPI {document['openapi'][:3]} document is at "
        f"`{PREFIX}/openapi.json`."
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"### `{method.upper()} {path}`"
    yield _one_line(operation.get("description", operation["summary"]))
    parameters = [one for one in operation.get("parameters", []) if one["in"] != "header" or "default" in one["schema"]]
    if parameters:
        rows = [f"| `{one['name']}` | {one['in']} | {_kind(one)} | {_about(one)} |" for one in parameters]
        yield "\n".join(["| parameter | in | type | meaning |", "|---|---|---|---|", *rows])
    if "requestBody" in operation:
        yield f"Takes {_content(operation['requestBody'])}."
    answers = [
        f"{status}: {_content(answer) or answer['description'].rstrip('.')}"
        for status, answer in operation["responses"].items()
        if int(status) < 400
    ]
    errors = [status for status in operation["responses"] if int(status) >= 400]
    yield f"Answers {'; '.join(answers)}. Problems: {', '.join(errors)}."


def _kind(parameter: dict[str, Any]) -> str:
    return _type(parameter["schema"]).removesuffix(" or null")


def _about(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    default = f" Default: `{json.dumps(schema['default'])}`." if schema.get("default") is not None else ""
    required = " Required." if parameter.get("required") and parameter["in"] != "path" else ""
    return _one_line(parameter.get("description", "")).replace("|", "\\|") + default + required


def _content(part: dict[str, Any]) -> str:
    return ", ".join(
        f"`{kind}`" if _type(one.get("schema", {})) in ("anything", "text", "object") else _type(one["schema"])
        for kind, one in part.get("content", {}).items()
    )


def _shape(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}"
    if "description" in schema:
        yield _one_line(schema["description"])
    rows = [
        f"| `{field}` | {_type(one)} | {_one_line(one.get('description', '')).replace('|', chr(92) + '|')} |"
        for field, one in schema.get("properties", {}).items()
    ]
    if rows:
        yield "\n".join(["| field | type | meaning |", "|---|---|---|", *rows])


def _type(schema: dict[str, Any]) -> str:
    """The type in words, with a link to its shape."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](data-model.md)" if name in model_names() else f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    words = {"string": "text", "null": "null", "integer": "integer", "number": "number", "boolean": "boolean"}
    return words.get(schema.get("type", ""), str(schema.get("type", "anything")))


@lru_cache(maxsize=1)
def model_names() -> frozenset[str]:
    """The names of the model's values."""
    modules = [import_module(f"twosource.model.{found.name}") for found in iter_modules(twosource.model.__path__)]
    return frozenset(name for module in modules for name, value in vars(module).items() if is_dataclass(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    print(reference(), end="")
