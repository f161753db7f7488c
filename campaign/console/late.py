"""Late units on one page: by area and sector, in the order of any column, page by page, and as a file."""

from collections.abc import Iterator

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.selectors import standing_of
from campaign.console.lines import shown
from campaign.console.rows import closed_links, unit_rows
from cases.filters import sector_choices
from cases.selectors.register import area_choices
from common.spreadsheet import csv_download
from dashboard.selectors import days_until
from dashboard.selectors.late_units import ORDERS, UnitLine, Units, in_order, units_for, within

ROWS = 50
USUAL = "red"
HEADS = {
    "red": gettext_lazy("Overdue"),
    "open": gettext_lazy("Open"),
    "yellow": gettext_lazy("Due"),
    "share": gettext_lazy("Overdue share"),
    "worst": gettext_lazy("Worst, days late"),
    "extended": gettext_lazy("Given more time"),
    "orders": gettext_lazy("Open orders"),
    "closed": gettext_lazy("Closed, 30 days"),
    "rate": gettext_lazy("Closed in time"),
    "days": gettext_lazy("Average days"),
}


class UnitsForm(forms.Form):
    """What the units are narrowed by, and in which order they stand; anything else is the usual."""

    area = forms.ChoiceField(label=gettext_lazy("Area of the unit"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector of the cases"), required=False)
    sort = forms.ChoiceField(
        required=False,
        choices=[(f"{sign}{name}", name) for name in ORDERS for sign in ("", "-")],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.fields["area"].choices = [every, *area_choices(standing_of(user, on=timezone.localdate()))]
        self.fields["sector"].choices = [every, *sector_choices()]
        self.is_valid()

    def asked(self, name: str) -> str:
        """What was asked for; empty where it isn't offered."""
        return self.cleaned_data.get(name, "")

    @property
    def column(self) -> str:
        """The column that the lines are put in order by."""
        return self.asked("sort").removeprefix("-") or USUAL

    @property
    def is_turned(self) -> bool:
        """Whether the best stands first instead of the worst."""
        return self.asked("sort").startswith("-")


def late_units(request: HttpRequest) -> HttpResponse:
    """The page."""
    form, found, lines = _asked_for(request)
    page = Paginator(lines, ROWS).get_page(request.GET.get("p"))
    asked = {name: form.asked(name) for name in ("area", "sector") if form.asked(name)}
    context = {
        "title": _("Late units"),
        "form": form,
        "heads": [_head(name, form, asked) for name in HEADS],
        "rows": _rows(page.object_list, form, found),
        "page": page,
        "asked": urlencode(asked | ({"sort": form.asked("sort")} if form.asked("sort") else {})),
        "counted_at": found.counted_at,
        "file_url": f"{reverse('admin:late-units-file')}?{urlencode(asked | {'sort': form.asked('sort')})}",
    }
    return shown(request, "admin/console/late_units.html", context)


def late_units_file(request: HttpRequest) -> HttpResponse:
    """The same units, all pages of them, as CSV."""
    form, found, lines = _asked_for(request)
    rows = _file(_rows(lines, form, found))
    return csv_download(rows, name=f"late-units-{timezone.localdate().isoformat()}")


def _asked_for(request: HttpRequest) -> tuple[UnitsForm, Units, list[UnitLine]]:
    form = UnitsForm(request.GET, user=request.user)
    found = units_for(request.user, at=timezone.now(), sector=form.asked("sector"))
    lines = in_order(within(found.lines, form.asked("area")), form.column, turned=form.is_turned)
    return form, found, lines


def _rows(lines, form: UnitsForm, found: Units) -> list[dict]:
    sector = {"sector": form.asked("sector")} if form.asked("sector") else {}
    days = days_until(found.counted_at)
    return [row | closed_links(row["unit"], days, asked=sector) for row in unit_rows(lines, asked=sector)]


def _head(name: str, form: UnitsForm, asked: dict[str, str]) -> dict:
    """One column: its words, the address that puts the lines in its order, and how they stand in it now."""
    is_here = form.column == name
    turned = is_here and not form.is_turned
    is_down = ORDERS[name][1] is not form.is_turned
    return {
        "label": HEADS[name],
        "url": f"?{urlencode(asked | {'sort': f'-{name}' if turned else name})}",
        "sort": ("descending" if is_down else "ascending") if is_here else "",
    }


def _file(rows: list[dict]) -> Iterator[list[str]]:
    yield [_("Unit"), _("Area"), *(str(head) for head in HEADS.values())]
    for row in rows:
        line, unit = row["line"], row["unit"]
        rate = "" if line.rate is None else f"{line.rate}%"
        numbers = {"share": f"{line.share}%", "rate": rate, "days": f"{line.days}" if line.closed else ""}
        yield [
            unit.label,
            unit.area.label if unit.area else "",
            *(numbers.get(name, str(getattr(line, name))) for name in HEADS),
        ]
