"""Looking at pages as somebody, and reading what they say."""

import html
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BACKEND = "django.contrib.auth.backends.ModelBackend"


def browse_as(user=None, *, language: str = "en") -> Client:
    """A browser in that language, signed in as the user if there is one."""
    client = Client()
    client.cookies["django_language"] = language
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def words_of(response) -> str:
    """What a page says, without its tags, in one line."""
    body = re.sub(r"(?s)<(script|style|template)\b.*?</\1>", " ", response.content.decode())
    return " ".join(html.unescape(re.sub(r"(?s)<!--.*?-->|<[^>]+>", " ", body)).split())


def main_of(response) -> str:
    """What stands in the middle of a page, without menu and top bar."""
    body = response.content.decode()
    start = body.index('<main id="main"')
    response_part = re.sub(r"(?s)<[^>]+>", " ", body[start : body.index("</main>", start)])
    return " ".join(html.unescape(response_part).split())


def statements(client: Client, method: str, address: str, data=None) -> list[str]:
    """The SQL statements of one request; savepoints are left out, which only a test's own transaction causes."""
    with CaptureQueriesContext(connection) as captured:
        getattr(client, method)(address, data)
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
