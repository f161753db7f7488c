"""The service windows as the staff sees them: their figures, the list, the limits and the numbers that are never asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from common.spreadsheet import csv_download
from evaluations import services
from evaluations.choices import LIMIT_LABELS, LIMIT_MEANINGS, VisitAlarmState, VisitRefusal
from evaluations.forms.windows import StaffPhonesForm, WindowEndForm, WindowForm, WindowRuleForm
from evaluations.models import ServiceWindow, VisitAlarm, WindowRule
from evaluations.permissions import (
    can_decide_on_windows,
    can_keep_windows,
    can_record_visits,
    can_see_windows,
)
from evaluations.rules.periods import Period, last_settled, period_called, period_of, periods_to_choose
from evaluations.rules.samples import LIMITS
from evaluations.selectors.visits import WindowLine, window_lines
from evaluations.selectors.window_table import table_rows
from evaluations.selectors.windows import limit_lines, limits_on
from organizations.models import Unit


class WindowPage(StaffPage):
    """A page of the service windows, for commissions and for those who work in units."""

    def check_access(self, user) -> None:
        """Clerks, administrators and media have nothing to look for here."""
        super().check_access(user)
        if not can_see_windows(user):
            raise PermissionDenied


class KeeperPage(WindowPage):
    """A page for those who keep the list: the provincial commission."""

    def check_access(self, user) -> None:
        """Everybody else only reads the list."""
        super().check_access(user)
        if not can_keep_windows(user):
            raise PermissionDenied


class Windows(WindowPage):
    """How the windows were rated in a period.

    Commissions see months and quarters. A unit sees its own and those below it, by quarters that are over: from the totals of
    two days somebody at a window could tell who has just rated, and how.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """One line for each window."""
        alarms = VisitAlarm.objects.visible_to(request.user).filter(state=VisitAlarmState.OPEN)
        context = {
            "lines": self.lines,
            "period": self.period,
            "tabs": self.tabs(),
            "is_commission": self.is_commission,
            "kept_from": self.kept_from.count() if self.is_commission else 0,
            "may_keep": can_keep_windows(request.user),
            "may_record": can_record_visits(request.user),
            "open_alarms": alarms.count() if self.is_commission else 0,
            "minimum": limits_on(self.period.end)["minimum_sample"],
            "hours": limits_on(self.period.end)["hours"],
        }
        return render(request, "evaluations/windows.html", context)

    @cached_property
    def is_commission(self) -> bool:
        """Whether who asks sees months and alarms."""
        return can_decide_on_windows(self.request.user)

    @cached_property
    def period(self) -> Period:
        """The period that the address names, as far as who asks may see it; else the last one."""
        asked = period_called(self.request.GET.get("period", ""))
        if self.is_commission:
            return asked or period_of(self.today, is_quarter=False)
        is_open = asked and asked.is_quarter and asked.is_settled(self.today)
        return asked if is_open else last_settled(self.today)

    @cached_property
    def lines(self) -> list[WindowLine]:
        """The windows that who asks may see."""
        begin, end = self.period.begin, self.period.end
        windows = ServiceWindow.objects.within(begin, end)
        user = self.request.user
        windows = windows.watched_by(user) if self.is_commission else windows.visible_to(user)
        return window_lines(
            windows.select_related("unit__area"), begin=begin, end=end, shown_months=not self.is_commission
        )

    @property
    def kept_from(self) -> QuerySet[ServiceWindow]:
        """The windows of these days that a commission would show to anybody but its reader."""
        return ServiceWindow.objects.within(self.period.begin, self.period.end).kept_from(self.request.user)

    def tabs(self) -> list[dict]:
        """The periods that can be chosen."""
        periods = periods_to_choose(self.today)
        if not self.is_commission:
            periods = [one for one in periods if one.is_quarter and one.is_settled(self.today)]
        return [
            {"label": period_words(one), "url": f"?period={one.name}", "active": one == self.period}
            for one in periods
        ]


class WindowsFile(Windows):
    """The same as a file."""

    file_by = ("GET",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """CSV, one line for each window."""
        return csv_download(table_rows(self.lines), name=f"windows-{self.period.name}")


class WindowList(WindowPage):
    """The list of the service windows, and keeping it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list with those that have left it."""
        initial = {"from_on": self.today}
        return self.show(WindowForm(initial=initial), WindowEndForm(initial={"to_on": self.today}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put a unit on the list, or take one off it."""
        if not can_keep_windows(request.user):
            raise PermissionDenied
        is_end = "end-window" in request.POST
        add, end = (
            WindowForm(None if is_end else request.POST),
            WindowEndForm(request.POST if is_end else None),
        )
        form = end if is_end else add
        if form.is_valid() and self.keep(form, is_end=is_end):
            return redirect(request.path)
        return self.show(add, end)

    def keep(self, form, *, is_end: bool) -> bool:
        """Do it, or say beside the form why not."""
        data = form.cleaned_data
        try:
            if is_end:
                services.end_window(window_id=data["window"].pk, to_on=data["to_on"], actor=self.request.user)
            else:
                services.add_window(**data, actor=self.request.user, at=self.now)
        except services.WindowRefused as refusal:
            form.add_refusal(refusal)
            return False
        messages.success(self.request, _("The list is changed."))
        return True

    def show(self, add: WindowForm, end: WindowEndForm) -> HttpResponse:
        """The page; whoever doesn't keep the list reads it."""
        context = {
            "windows": ServiceWindow.objects.select_related("unit__area", "added_by"),
            "may_keep": can_keep_windows(self.request.user),
            "add": add,
            "end": end,
            "today": self.today,
            "crumbs": crumbs(_("List of the service windows")),
        }
        return render(self.request, "evaluations/window_list.html", context)


class WindowRules(KeeperPage):
    """The limits by which visitors are drawn and looked after, with their history."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The limits in force and the form for others."""
        return self.show(self.form(None, initial={"effective_on": self.today}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write a new version."""
        form = self.form(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                services.set_window_rule(
                    values=form.values,
                    unit=data["unit"],
                    effective_on=data["effective_on"],
                    reason=data["reason"],
                    actor=request.user,
                    at=self.now,
                )
            except services.WindowRefused as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, _("The new limits are written down."))
                return redirect(request.path)
        return self.show(form)

    def form(self, data, **options) -> WindowRuleForm:
        """The form, filled with what holds today."""
        return WindowRuleForm(data, values=limits_on(self.today), **options)

    def show(self, form: WindowRuleForm) -> HttpResponse:
        """The page with the form."""
        versions = [
            (rule, [(LIMIT_LABELS[name], rule.values[name]) for name in LIMITS if name in rule.values])
            for rule in WindowRule.objects.select_related("unit", "set_by")[:50]
        ]
        context = {
            "form": form,
            "grid": [
                (line, LIMIT_MEANINGS[line.name], LIMITS[line.name], form[line.name])
                for line in limit_lines(self.today)
            ],
            "versions": versions,
            "crumbs": crumbs(_("Limits of the service windows")),
        }
        return render(self.request, "evaluations/window_rules.html", context)


class StaffPhones(KeeperPage):
    """Entering numbers of staff; they can't be read again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, and of how many numbers of each window it is known."""
        return self.show(StaffPhonesForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep their marks."""
        form = StaffPhonesForm(request.POST)
        if form.is_valid():
            try:
                number = services.add_staff_phones(**form.cleaned_data, actor=request.user, at=self.now)
            except services.WindowRefused as refusal:
                if VisitRefusal.NOT_A_MOBILE in refusal.reasons:
                    form.add_error("numbers", _("One of these is no phone number; nothing was kept."))
                else:
                    form.add_error("unit", refusal.sentences)
            else:
                messages.success(request, _("%(number)s new numbers were marked.") % {"number": number})
                return redirect(request.path)
        return self.show(form)

    def show(self, form: StaffPhonesForm) -> HttpResponse:
        """The page with the form."""
        marked = Unit.objects.annotate(marked=Count("staff_phones")).filter(marked__gt=0)
        context = {"form": form, "marked": marked, "crumbs": crumbs(_("Staff numbers"))}
        return render(self.request, "evaluations/staff_phones.html", context)


def period_words(period: Period) -> str:
    """A month or quarter as it is called."""
    if period.is_quarter:
        return _("%(year)s, quarter %(number)s") % {"year": period.begin.year, "number": period.number}
    return period.name


def crumbs(label: str) -> list[dict]:
    """The way from the figures to a page."""
    return [
        {"label": _("Service windows"), "url": reverse("evaluations:windows")},
        {"label": label, "url": ""},
    ]
