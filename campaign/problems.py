"""Errors of the API as problem details (RFC 9457)."""

import json
import logging
from collections.abc import Iterator
from http import HTTPStatus
from traceback import format_tb
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
# The code of an error that lies in a request header, which then has the name of the header as its key.
IN_HEADER = "header"

logger = logging.getLogger(__name__)


class TooLarge(APIException):
    """The body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


def problem_details(error: Exception, context: dict) -> HttpResponse:
    """The answer to any error of an API view: type, title, status, detail, and one entry for each wrong field."""
    answer = exception_handler(_as_api_error(error), context)
    if answer is None:
        return _unexpected(error, context["request"])
    if isinstance(error, ValidationError):
        in_query = context["request"].method in SAFE_METHODS
        errors = [_entry(place, detail, in_query) for place, detail in _flat(error.detail)]
        response = problem(answer.status_code, _("Some of what was sent is not valid."), errors=errors)
    else:
        response = problem(answer.status_code, answer.data["detail"])
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in answer.headers:
            response[name] = answer.headers[name]
    return response


def problem(status: int, detail: str, **members: Any) -> HttpResponse:
    """A problem document; whatever lone surrogate a caller has sent comes back as the escape that JSON has for it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    text = json.dumps(body | members, ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(text.encode("utf-8", "backslashreplace"), status=status, content_type=MEDIA_TYPE)


def _as_api_error(error: Exception) -> Exception:
    """Django's own refusals, such as a body or a query that is too large, in the framework's terms."""
    if isinstance(error, RequestDataTooBig):
        return TooLarge(_("The body is larger than this server accepts."))
    if isinstance(error, SuspiciousOperation):
        return ParseError(_("The request can't be read."))
    return error


def _unexpected(error: Exception, request) -> HttpResponse:
    """A fault of ours: told to whoever watches, and to the caller without particulars.

    The log gets the place but not the message of the error, because the database quotes the row that it refuses.
    """
    got_request_exception.send(sender=None, request=request)
    place = "".join(format_tb(error.__traceback__))
    logger.error("A request to the API failed with %s:\n%s", type(error).__name__, place)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, _("The server has failed. Send the same again later."))


def _flat(detail: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each single error with the path to the value that caused it."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            yield from _flat(inner, place if key == api_settings.NON_FIELD_ERRORS_KEY else (*place, str(key)))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _flat(inner, (*place, str(index)) if isinstance(inner, dict) else place)
    else:
        yield place, detail


def _entry(place: tuple[str, ...], detail: Any, in_query: bool) -> dict[str, str]:
    """One error: where it is (a JSON pointer, a query parameter or a header), a word for programs, and a sentence."""
    if detail.code == IN_HEADER:
        where = {"header": place[0]}
    elif in_query:
        where = {"parameter": place[0]} if place else {}
    else:
        where = {"pointer": "#" + "".join(f"/{_token(name)}" for name in place)}
    return where | {"code": detail.code, "detail": str(detail)}


def _token(name: str) -> str:
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~", errors="replace")
