"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_details(error: Exception, context: dict) -> Response | None:
    """The framework's answer, reshaped: type, title, status, detail, and one entry for each wrong field."""
    response = exception_handler(error, context)
    if response is None:
        return None
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
    }
    if isinstance(error, ValidationError):
        problem["errors"] = response.data
    else:
        problem["detail"] = response.data.get("detail", "")
    response.data = problem
    response.content_type = "application/problem+json"
    return response
