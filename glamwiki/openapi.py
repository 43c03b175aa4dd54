# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes into the description of the API what is the same for all its doors: how each says no, what it may leave out."""

from collections.abc import Iterator

WORDS = {"$ref": "#/components/schemas/Refusal"}
SCHEMA = {
    "description": "Why not: `detail` in words, or for each field that was wrong a list of them.",
    "oneOf": [
        {"type": "object", "additionalProperties": {}},
        {"type": "array", "items": {"type": "string"}},
    ],
}
SAID = {
    400: "A parameter or a field is not of its kind; said for each.",
    401: "Nobody, or nobody any more, comes with this token or session.",
    403: "Seen, but not yours to do; or a session without its CSRF token.",
    404: "Not there, or not for you to see.",
    409: "Well asked, and refused for a reason in words.",
    415: "The body is not JSON.",
    429: "Asked too often; `Retry-After` says how many seconds to wait.",
    503: "A part that is needed is away; try again in a minute.",
}
# Of an answer only this is always there: fields that the reader may not know are left out.
ALWAYS_THERE = {"id", "next", "previous", "results"}
UNSAFE = {"post", "put", "patch", "delete"}


def name_refusals(result: dict, generator, request, public) -> dict:
    """drf-spectacular's hook: the answers of `SAID` that each operation can give, with their shape."""
    result.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = SCHEMA
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _refusals(path, method, operation):
                operation["responses"].setdefault(
                    str(status),
                    {"description": SAID[status], "content": {"application/json": {"schema": WORDS}}},
                )
    return result


def name_what_may_lack(result: dict, generator, request, public) -> dict:
    """drf-spectacular's hook: no field of an answer is promised to everybody."""
    for name, schema in result.get("components", {}).get("schemas", {}).items():
        if "required" in schema and not name.endswith("Request"):
            promised = [each for each in schema.pop("required") if each in ALWAYS_THERE]
            if promised:
                schema["required"] = promised
    return result


def _refusals(path: str, method: str, operation: dict) -> Iterator[int]:
    # A token or a session that is over is told so at open doors too.
    yield from (401, 429, 503)
    if "{" in path or _names(operation) & {"cursor", "page"}:
        yield 404
    if method in UNSAFE:
        yield from (400, 403, 409, 415)
    elif operation.get("parameters"):
        yield 400


def _names(operation: dict) -> set[str]:
    return {each.get("name", "") for each in operation.get("parameters", [])}
