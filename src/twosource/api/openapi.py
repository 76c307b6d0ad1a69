"""The OpenAPI 3.1 document of the API."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from twosource.api.problems import MEDIA_TYPE, Problem

PREFIX = "/api/v1"
TAGS = (
    ("articles", "The reports of the archive with their layers, revisions and annotations."),
    ("stories", "Events that articles report, each with the account of all its reports."),
    ("attributions", "Who is given which words in which article."),
    ("speakers", "Everyone who is quoted."),
    ("outlets", "Who published the articles."),
    ("search", "Words, phrases and filters over everything stored."),
    ("events", "What happened to stories: a second origin, a dispute, a correction."),
    ("feeds", "The feeds that `twosource watch` follows."),
    ("comparisons", "Reports handed in, compared at once; nothing is stored."),
)
_ALWAYS = {
    400: "The request or its query cannot be understood.",
    401: "The token is missing, where one is needed.",
    422: "A value is of the wrong form or too large.",
}
_MEANINGS = {
    403: "The request comes from a page of another site.",
    404: "There is no such thing.",
    413: "The request is too large.",
    415: "The body is no JSON.",
    409: "There are too many already.",
    429: "Too many comparisons are waiting; `Retry-After` says when to ask again.",
    503: "The archive is busy; `Retry-After` says when to ask again.",
}
_TEXT = {"type": "string"}
_ETAG = {"description": "Strong validator, for If-None-Match.", "schema": _TEXT, "required": True}
_LINK = {"description": "Pages `first`, `prev`, `next` (RFC 8288).", "schema": _TEXT, "required": True}
_LOCATION = {"description": "Address of the resource.", "schema": _TEXT, "required": True}


def document(api: FastAPI) -> dict[str, Any]:
    """The document: what the routes say, with the errors, validators and links that all of them share."""
    made = get_openapi(
        title=api.title,
        version=api.version,
        summary=api.summary,
        description=api.description,
        routes=api.routes,
        tags=[{"name": name, "description": meaning} for name, meaning in TAGS],
        servers=[{"url": PREFIX}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for name, schema in Problem.model_json_schema(ref_template="#/components/schemas/{model}")["$defs"].items():
        schemas[name] = schema
    schemas["Problem"] = {k: v for k, v in _problem_schema().items() if k != "$defs"}
    made["components"]["schemas"] = dict(sorted(schemas.items()))
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation, schemas)
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Needed where the app listens beyond its machine."}
    }
    made["security"] = [{}, {"token": []}]
    return made


def _problem_schema() -> dict[str, Any]:
    return Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")


def _complete(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Adds to an operation what all of its kind answer."""
    responses = operation["responses"]
    responses.pop("422", None)
    for status, meaning in _errors(path, method).items():
        responses[str(status)] = {
            "description": meaning,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    good = responses.get("200")
    if method == "get" and good and not path.endswith("/stream"):
        good["headers"] = {"ETag": _ETAG}
        if _is_paged(good, schemas):
            good["headers"]["Link"] = _LINK
        responses["304"] = {"description": "The client has it already (If-None-Match)."}
        operation.setdefault("parameters", []).append(_IF_NONE_MATCH)
    for made in ("201", "202"):
        if made in responses:
            responses[made]["headers"] = {"Location": _LOCATION}
    operation["responses"] = dict(sorted(responses.items()))


_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the answer the client has: 304 where it is still the same.",
    "schema": {"type": "string", "maxLength": 500},
}


def _is_paged(response: dict[str, Any], schemas: dict[str, Any]) -> bool:
    reference = str(response.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", ""))
    return "next" in schemas.get(reference.rpartition("/")[2], {}).get("properties", {})


def _errors(path: str, method: str) -> dict[int, str]:
    found = dict(_ALWAYS)
    wanted = [503]
    if "{" in path:
        wanted.append(404)
    if method != "get":
        wanted.append(403)
    if method == "post":
        wanted += [413, 415, 429] if path == "/comparisons" else [409, 413, 415]
    return found | {status: _MEANINGS[status] for status in wanted}
