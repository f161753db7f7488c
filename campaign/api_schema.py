"""What every operation of the API has in common, added to its OpenAPI description: the problems it may answer with."""

from campaign.problems import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "examples": ["about:blank"]},
        "title": {"type": "string", "description": "The phrase of the status."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, in the language that was asked for."},
        "errors": {
            "type": "array",
            "description": "One entry for each wrong value, with status 400.",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "Where in the body: a JSON pointer (RFC 6901).",
                    },
                    "parameter": {"type": "string", "description": "Which query parameter."},
                    "header": {"type": "string", "description": "Which header."},
                    "code": {"type": "string", "description": "What is wrong, as a word for programs."},
                    "detail": {"type": "string", "description": "What is wrong, in words."},
                },
                "required": ["code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}
WORDS = {
    "400": "Something that was sent is not valid; `errors` says what.",
    "401": "No token, or a wrong one.",
    "403": "The user of this token is no municipal system.",
    "404": "There is no such case for this system, or no such register.",
    "406": "Only `application/json` can be had.",
    "411": "The body came in chunks, without `Content-Length`.",
    "413": "The body is too large.",
    "415": "Only `application/json` is read.",
    "429": "Too many requests; `Retry-After` says how many seconds to wait.",
}
HEADERS = {
    "401": {"WWW-Authenticate": {"schema": {"type": "string"}}},
    "429": {"Retry-After": {"schema": {"type": "integer"}}},
}


def describe_problems(result: dict, **_) -> dict:
    """The finished description with a problem for each status from 400 on (a drf-spectacular hook)."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for operation in operations.values():
            for status in _statuses(operation):
                operation["responses"].setdefault(status, {"description": WORDS[status]})
            for status, response in operation["responses"].items():
                if status >= "400":
                    response["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                    response |= {"headers": HEADERS[status]} if status in HEADERS else {}
            operation["responses"] = dict(sorted(operation["responses"].items()))
    return result


def _statuses(operation: dict) -> set[str]:
    """The problems that an operation may answer with, by what it takes."""
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    statuses = {"401", "403", "406", "429"}
    if places & {"query", "header"}:
        statuses.add("400")
    if "path" in places:
        statuses.add("404")
    if "requestBody" in operation:
        statuses |= {"400", "411", "413", "415"}
    return statuses
