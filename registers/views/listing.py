"""The registers that somebody has to do with, the list of one, and its file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import standing_of
from cases.selectors.register import sectors
from common.paging import count_up_to, page_by_key, page_links
from common.spreadsheet import table_download
from registers.choices.limits import LIMITS
from registers.forms import RegisterFilterForm
from registers.models import Record
from registers.permissions import can_record_in, registers_for
from registers.selectors.alarms import AlarmCount, alarm_counts
from registers.selectors.listing import figures_of, file_rows, lines_of, records_for, with_open_alarms
from registers.selectors.marks import kept_where_required, required_cities
from registers.views.common import RegisterPage, marks_for

PAGE_SIZE = 50
COUNTED_AT_MOST = 10_000
ALARMS = "alarms"


class Overview(RegisterPage):
    """Each register with how many records and open alarms there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The registers by their sectors."""
        mine = registers_for(request.user)
        counts = {count.register.name: count for count in alarm_counts(request.user)}
        by_sector = [
            (sector, [self.line(counts[one.name]) for one in mine if one.sector == sector.code])
            for sector in sectors().values()
        ]
        context = {"sectors": [(sector, rows) for sector, rows in by_sector if rows]}
        return render(request, "registers/overview.html", context)

    def line(self, count: AlarmCount) -> dict:
        """A register with its numbers, and whether it has to be kept in this user's area though not in all."""
        is_required = bool(required_cities(count.register, self.request.user))
        return {"count": count, "register": count.register, "is_required": is_required}


class RecordList(RegisterPage):
    """The records of a register: all, or those with an open alarm."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """One page."""
        form, records = self.asked_for()
        page = page_by_key(
            with_open_alarms(records, request.user),
            order=("-id",),
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            "register": self.register,
            "form": form,
            "is_filtered": bool(form.asked),
            "reset_url": f"?show={self.show}",
            "tabs": self.tabs(form),
            "rows": lines_of(page.rows, marks_for(request.user, page.rows)),
            "kept": kept_where_required(self.register, request.user),
            "figures": figures_of(self.register, records),
            "may_record": can_record_in(request.user, self.register),
            "query": request.GET.urlencode(),
            "limits": [(LIMITS[name], settings.REGISTER_LIMITS[name]) for name in self.register.limits],
            "crumbs": self.crumbs(self.register),
            **page_links(page, request.GET),
        }
        return render(request, "registers/record_list.html", context)

    @property
    def show(self) -> str:
        """Which of the two lists."""
        return ALARMS if self.request.GET.get("show") == ALARMS else ""

    def asked_for(self):
        """The filter, and the records that it leaves."""
        standing = standing_of(self.request.user, on=timezone.localdate())
        data = {**self.request.GET.dict(), "show": self.show}
        form = RegisterFilterForm(data, register=self.register, standing=standing)
        records = records_for(self.request.user, self.register, alarms=self.show == ALARMS, **form.asked)
        return form, records

    def tabs(self, form: RegisterFilterForm) -> list[dict]:
        """All records, and those with an alarm, each with its number."""
        user, query = self.request.user, self.request.GET.copy()
        tabs = []
        for show, label in (("", _("All")), (ALARMS, _("With an alarm"))):
            query["show"] = show
            for name in ("after", "before"):
                query.pop(name, None)
            found = records_for(user, self.register, alarms=bool(show), **form.asked)
            count = count_up_to(found, COUNTED_AT_MOST + 1)
            words = f"{COUNTED_AT_MOST}+" if count > COUNTED_AT_MOST else str(count)
            tabs.append(
                {
                    "label": label,
                    "url": f"?{query.urlencode()}",
                    "active": show == self.show,
                    "count": words,
                }
            )
        return tabs


class RecordFile(RecordList):
    """The same records as a file; it can be put right and imported again."""

    file_by = ("GET",)

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """CSV as a stream, or a workbook."""
        _form, records = self.asked_for()
        return file_of(self.register, records, request.GET.get("format", ""))


class RecordTemplate(RegisterPage):
    """An empty file with the headings."""

    file_by = ("GET",)

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """CSV or a workbook with the head alone."""
        return file_of(self.register, Record.objects.none(), request.GET.get("format", ""))


def file_of(register, records, kind: str) -> HttpResponse:
    """The file with a name that says what is in it."""
    name = f"{register.name}-{timezone.localdate():%Y%m%d}"
    return table_download(file_rows(register, records), name=name, sheet=register.name, kind=kind)
