"""What call-backs say of the units, as a page and as a file; and how many of a hundred are called."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.choices import ReadKind
from audit.services import note_reading
from cases.choices import Channel
from common.spreadsheet import csv_download
from evaluations.forms.call_backs import PeriodForm, ShareForm
from evaluations.models import CallBack
from evaluations.permissions.call_backs import can_oversee_calls, can_set_shares
from evaluations.rules.call_backs import EVERYBODY, FEW
from evaluations.selectors.call_backs import UnitCalls, calls_by_unit, left_out_in
from evaluations.selectors.call_shares import share_versions, shares_in_force
from evaluations.services import CallRefused, set_call_share
from evaluations.views.callers import CallersPage

REFUSED = 409


class OverseersPage(CallersPage):
    """A page for the inspectors and leaders of a commission."""

    def check_access(self, user) -> None:
        """The callers themselves have the work list."""
        super().check_access(user)
        if not can_oversee_calls(user):
            raise PermissionDenied


class CallFigures(OverseersPage):
    """Drawn, reached, and the three rates with their n, unit by unit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The units of these days by name: nobody is ranked, least of all law enforcement by satisfaction."""
        form = PeriodForm(request.GET)
        begin, end = form.days
        units = calls_by_unit(request.user, begin=begin, end=end)
        context = {
            "form": form,
            "begin": begin,
            "end": end,
            "units": units,
            "left_out": left_out_in(request.user, begin=begin, end=end),
            "late": CallBack.objects.visible_to(request.user).overdue(at=self.now).count(),
            "totals": {
                "drawn": sum(one.drawn for one in units),
                "valid": sum(one.rates.valid for one in units),
                "silent": sum(one.silent for one in units),
                "waiting": sum(one.waiting for one in units),
            },
            "few": FEW,
            "is_filtered": bool(request.GET),
            "reset_url": request.path,
            "query": request.GET.urlencode(),
            "crumbs": self.crumbs((_("Figures of the call-backs"), "")),
        }
        return render(request, "evaluations/call_figures.html", context)


class CallFiguresFile(OverseersPage):
    """The same as a file: units and numbers, no case and no citizen."""

    file_by = ("GET",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """CSV."""
        begin, end = PeriodForm(request.GET).days
        note_reading(reader=request.user, kind=ReadKind.LIST, item=f"call-backs:{begin}:{end}")
        rows = [_heading(), *map(_cells, calls_by_unit(request.user, begin=begin, end=end))]
        return csv_download(rows, name=f"call-backs-{begin:%Y%m%d}-{end:%Y%m%d}")


class CallShares(OverseersPage):
    """Which share is drawn: the rules in force, every version, and for the commission of the province a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The rules, with an empty form for whoever may set one."""
        return self._show(ShareForm(initial={"effective_on": self.today, "share": EVERYBODY}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """A new version, with its reason."""
        if not can_set_shares(request.user):
            raise PermissionDenied
        form = ShareForm(request.POST)
        if form.is_valid():
            try:
                set_call_share(actor=request.user, at=self.now, **form.cleaned_data)
            except CallRefused as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, _("The rule is set; what was drawn stays drawn."))
                return redirect("evaluations:call-shares")
        return self._show(form, status=REFUSED)

    def _show(self, form: ShareForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form if can_set_shares(self.request.user) else None,
            "in_force": [(share, _about(share)) for share in shares_in_force(self.today)],
            "versions": [(share, _about(share)) for share in share_versions()],
            "everybody": EVERYBODY,
            "crumbs": self.crumbs((_("Who is called"), "")),
        }
        return render(self.request, "evaluations/call_shares.html", context, status=status)


def _about(share) -> str:
    parts = [str(share.sector) if share.sector else "", Channel(share.channel).label if share.channel else ""]
    return " · ".join(str(part) for part in parts if part) or _("Everything")


def _heading() -> list[str]:
    return [
        _("Unit"),
        _("Drawn to be called"),
        _("Still to be called"),
        _("Not reached or refused"),
        _("Valid call-backs"),
        _("Satisfied or mostly"),
        pgettext("call-back", "Settled"),
        _("The department got in touch"),
        _("Law enforcement among them"),
    ]


def _cells(one: UnitCalls) -> list:
    rates = one.rates
    return [
        one.unit,
        one.drawn,
        one.waiting,
        one.silent,
        rates.valid,
        rates.pleased,
        rates.solved,
        rates.contacted,
        _("Yes") if one.is_law else _("No"),
    ]
