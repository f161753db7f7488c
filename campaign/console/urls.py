"""The addresses of the console's own pages, and who gets them."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from accounts.permissions import can_oversee
from campaign.console.finding import find_anything
from campaign.console.late import late_units, late_units_file
from campaign.console.unit import unit_page


def own_pages(guard: Callable) -> list:
    """Each page behind the guard of the console; all but the search are for those who watch over units."""
    return [
        path("find/", guard(require_safe(find_anything)), name="find"),
        path("late-units/", guard(_overseers(late_units)), name="late-units"),
        path("late-units/export/", guard(_overseers(late_units_file)), name="late-units-file"),
        path("units/<int:unit>/", guard(_overseers(unit_page)), name="unit-page"),
    ]


def _overseers(view: Callable) -> Callable:
    """For inspectors and commission leaders only."""

    @require_safe
    @wraps(view)
    def inner(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not can_oversee(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner
