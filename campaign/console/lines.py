"""What the console's own pages are made of: cards with lines, each a number and the way to the list behind it."""

from dataclasses import dataclass, field

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboard.selectors.area_today import COUNTED_AT_MOST


@dataclass(frozen=True)
class Line:
    """One number with its words and the address of the list that has just as many rows; ``note`` stands below the words.

    Without a number it is one thing to do, or a way to somewhere.
    """

    label: str
    url: str
    count: int | None = None
    tone: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """The number as it is read: beyond what is counted with a plus."""
        if self.count is None:
            return ""
        return f"{COUNTED_AT_MOST}+" if self.count > COUNTED_AT_MOST else str(self.count)


@dataclass(frozen=True)
class Card:
    """Lines under a title; ``empty`` is what it says when there are none, ``more`` the address of the whole."""

    title: str
    lines: list[Line] = field(default_factory=list)
    empty: str = ""
    more: str = ""


def shown(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page inside the frame of the console."""
    return render(request, template, admin.site.each_context(request) | context)
