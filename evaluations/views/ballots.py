"""The appraisal group: whom it consists of and its papers (staff), and the box (whoever holds a paper).

Nobody signs in at the box and nothing of the visit is kept: the code travels in the body of each request alone, never in an
address, and the answers aren't stored by browsers or proxies.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.selectors import ActRefused
from accounts.views import tried
from common.brakes import Brake, client_of
from common.numbering import group_digits
from evaluations.choices.appraisal import RoundStage
from evaluations.forms.ballots import CodeForm, SheetForm
from evaluations.forms.rounds import MemberForm
from evaluations.models import Appraised, Member, Round
from evaluations.selectors.rounds import progress_of, sheet_of
from evaluations.services import ballots as services
from evaluations.services.ballots import Booth
from evaluations.views.appraisal_page import AppraisalPage

GUESSED_WITHIN = 600


class Group(AppraisalPage):
    """Who is in the group of a round, and the papers with the codes, which are shown once."""

    def get(self, request: HttpRequest, round: int) -> HttpResponse:
        """The members, and the form for a further one until the codes are out."""
        return self._show(self.own_round(round), MemberForm())

    @method_decorator(never_cache)
    def post(self, request: HttpRequest, round: int) -> HttpResponse:
        """Appoint or dismiss somebody, or give out the codes."""
        found, act = self.own_round(round, RoundStage.DRAFT, RoundStage.OPEN), request.POST.get("act", "")
        if act == "codes":
            return self._codes(found)
        if act == "dismiss":
            return self._dismiss(found)
        form = MemberForm(request.POST)

        def appoint():
            return services.appoint_member(
                round_id=found.pk, actor=request.user, at=self.now, **form.cleaned_data
            )

        if not form.is_valid() or tried(form, appoint) is None:
            return self._show(found, form)
        messages.success(request, _("%(name)s is in the group.") % {"name": form.cleaned_data["name"]})
        return redirect("evaluations:round-group", round=found.pk)

    def _dismiss(self, found: Round) -> HttpResponse:
        member = Member.objects.filter(round=found, pk=self.request.POST.get("member") or None).first()
        if member is None:
            raise Http404
        try:
            services.dismiss_member(member_id=member.pk, actor=self.request.user)
        except ActRefused as refusal:
            messages.error(self.request, " ".join(refusal.sentences))
        return redirect("evaluations:round-group", round=found.pk)

    def _codes(self, found: Round) -> HttpResponse:
        try:
            sheets = services.give_codes(round_id=found.pk, actor=self.request.user, at=self.now)
        except ActRefused as refusal:
            messages.error(self.request, " ".join(refusal.sentences))
            return redirect("evaluations:round-group", round=found.pk)
        papers = [{"code": group_digits(sheet.code), "not_for": sheet.not_for} for sheet in sheets]
        context = {"round": found, "papers": papers, "crumbs": self.way(found, _("Papers with the codes"))}
        return render(self.request, "evaluations/papers.html", context)

    def _show(self, found: Round, form: MemberForm) -> HttpResponse:
        is_early = found.stage in (RoundStage.DRAFT, RoundStage.OPEN)
        context = {
            "round": found,
            "members": found.members.select_related("employer").prefetch_related("ties"),
            "form": form if is_early and not found.codes_given else None,
            "may_give": found.stage == RoundStage.OPEN and not progress_of(found).sheets,
            "crumbs": self.way(found, _("Appraisal group")),
        }
        return render(self.request, "evaluations/group.html", context)


@method_decorator([login_not_required, never_cache], name="dispatch")
class Vote(View):
    """The box: the code first, then the units, then the sheet of one of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The field for the code."""
        return self._ask(CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the code opens; with a unit its sheet, with a filled sheet the thanks."""
        form, now = CodeForm(request.POST), timezone.now()
        brake = Brake("ballot", settings.RECEIPT_GUESSES_PER_CLIENT, GUESSED_WITHIN)
        client = client_of(request)
        if not form.is_valid():
            return self._ask(form)
        if brake.is_on(client):
            form.add_error("code", _("Too many wrong codes came from here. Please wait ten minutes."))
            return self._ask(form, status=429)
        code = form.cleaned_data["code"]
        booth = services.open_booth(typed=code, at=now)
        if booth is None:
            brake.press(client)
            form.add_error("code", _("This code opens no appraisal that is open."))
            return self._ask(form)
        row = self._chosen(booth)
        if row is None:
            return self._list(booth, code)
        return self._sheet(booth, code, row, now)

    def _chosen(self, booth: Booth) -> Appraised | None:
        typed = self.request.POST.get("unit", "")
        is_open = typed.isdecimal() and booth.states.get(int(typed)) == "open"
        rows = Appraised.objects.select_related("unit", "round__campaign")
        return rows.get(pk=int(typed)) if is_open else None

    def _sheet(self, booth: Booth, code: str, row: Appraised, now) -> HttpResponse:
        lines = sheet_of(row, today=timezone.localdate(now))
        if "cast" not in self.request.POST:
            return self._fill(code, row, SheetForm(appraised=row, lines=lines))
        form = SheetForm(self.request.POST, appraised=row, lines=lines)
        if not form.is_valid():
            return self._fill(code, row, form)
        try:
            services.cast_ballot(typed=code, appraised_id=row.pk, at=now, **form.marks)
        except ActRefused as refusal:
            form.add_refusal(refusal)
            return self._fill(code, row, form)
        return self._list(services.open_booth(typed=code, at=now), code, done=row)

    def _ask(self, form: CodeForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "evaluations/vote.html", {"form": form}, status=status)

    def _list(self, booth: Booth, code: str, done: Appraised | None = None) -> HttpResponse:
        rows = booth.round.appraised.select_related("unit")
        states = [(row, booth.states[row.pk]) for row in rows]
        context = {
            "round": booth.round,
            "code": code,
            "rows": states,
            "left": sum(state == "open" for _row, state in states),
            "done": done,
        }
        return render(self.request, "evaluations/vote_units.html", context)

    def _fill(self, code: str, row: Appraised, form: SheetForm) -> HttpResponse:
        context = {"row": row, "code": code, "form": form}
        return render(self.request, "evaluations/vote_sheet.html", context)
