"""What a citizen does on the pages, for the tests of this app and of those above."""

import re
import uuid
from html import unescape

from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override

from organizations.models import Unit

STORY = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"
_CODE = re.compile(r'data-copy="(\d{16})"')
_HIDDEN = r'<input[^>]*name="{name}"[^>]*value="([^"]*)"'


def filled_in(**changes: str) -> dict[str, str]:
    """The complaint form as an anonymous citizen of Tianhe fills it in, with changes; its own key each time."""
    form = {
        "key": str(uuid.uuid4()),
        "story": STORY,
        "city": "440100",
        "county": "440106",
        "identity": "anonymous",
    }
    return form | changes


def named(**changes: str) -> dict[str, str]:
    """The form of somebody who leaves a name."""
    return filled_in(identity="named", name="李秀英", phone="138 0013 8000", **changes)


def text_of(response) -> str:
    """The page as its reader sees the words."""
    return unescape(response.content.decode())


def code_on(response) -> str:
    """The receipt code that a page shows."""
    return _CODE.search(text_of(response))[1]


def hidden_on(response, name: str) -> str:
    """The value of a hidden field."""
    return re.search(_HIDDEN.format(name=name), text_of(response))[1]


def complain(citizen: Client, **changes: str) -> str:
    """Send a complaint and return its receipt code."""
    return code_on(citizen.post("/complain/", filled_in(**changes)))


def follow(citizen: Client, code: str):
    """Open a complaint with its code."""
    return citizen.post("/track/", {"code": code})


def in_words(day) -> str:
    """A day as an English page writes it."""
    with override("en"):
        return date_format(day, "DATE_FORMAT")


def in_english(code: str) -> str:
    """The English name of a unit, e.g. of ``440106-land``."""
    return Unit.objects.get(code=code).name_en
