"""The page of a session: guest, checklist, moves, trail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.selectors import ActRefused
from accounts.views import tried
from hotline import services
from hotline.choices import AHEAD, Rank, Step
from hotline.forms import DecideForm, GuestForm, MoveForm
from hotline.lifecycle import SESSION_MOVE_BY_NAME, session_moves_from
from hotline.models import Session
from hotline.permissions import (
    can_decide_on_substitute,
    can_organise,
    can_report_guest,
    can_run_desk,
    parties_of,
)
from hotline.selectors.sessions import (
    checklist_of,
    counts_of,
    newest_approval,
    newest_guest,
    steps_to_tick,
    trail_of,
)
from hotline.views.common import ProgrammePage
from organizations.selectors import first_holder


class SessionPage(ProgrammePage):
    """One session as its commission and its unit see it."""

    def get(self, request: HttpRequest, session: int) -> HttpResponse:
        """Everything but the questions, which only the live desk sees."""
        return self.show(self.session_or_404(session), DecideForm())

    def post(self, request: HttpRequest, session: int) -> HttpResponse:
        """Tick a step of the checklist, or decide on the substitute."""
        found = self.session_or_404(session)
        if request.POST.get("step") in Step:
            return self._tick(found, request.POST["step"])
        form = DecideForm(request.POST)
        approval = newest_approval(newest_guest(found))
        if approval is None:
            raise Http404

        def act():
            return services.decide_on_substitute(
                approval_id=approval.pk, actor=request.user, at=self.now, **form.cleaned_data
            )

        if not form.is_valid() or tried(form, act) is None:
            return self.show(found, form)
        messages.success(request, _("It is decided."))
        return redirect("hotline:session", session=found.pk)

    def _tick(self, session: Session, name: str) -> HttpResponse:
        try:
            services.tick_step(
                session_id=session.pk,
                name=name,
                note=self.request.POST.get("note", "")[:200],
                actor=self.request.user,
                at=self.now,
            )
        except ActRefused as refusal:
            messages.error(self.request, " ".join(refusal.sentences))
        return redirect("hotline:session", session=session.pk)

    def show(self, session: Session, form: DecideForm) -> HttpResponse:
        """The page, with the form for whoever decides on the substitute."""
        user, guest = self.request.user, newest_guest(session)
        approval, lines = newest_approval(guest), checklist_of(session, at=self.now)
        may_decide = approval is not None and approval.waits and can_decide_on_substitute(user, approval)
        parties = parties_of(user, session)
        may_tick = {"unit": can_report_guest(user, session), "operator": can_run_desk(user, session)}
        context = {
            "session": session,
            "guest": guest,
            "approval": approval,
            "decide_form": form if may_decide else None,
            "lines": lines,
            "to_tick": {
                line.step.pk
                for line in steps_to_tick(lines)
                if session.stage in AHEAD and may_tick["unit" if line.by_unit else "operator"]
            },
            "moves": [row for row in session_moves_from(session.stage) if parties.intersection(row.by)],
            "may_report": can_report_guest(user, session) and session.stage in AHEAD,
            "runs_desk": may_tick["operator"],
            "organises": can_organise(user, session),
            "counts": counts_of(session) if may_tick["operator"] else None,
            "has_edition": hasattr(session, "edition"),
            "entries": trail_of(session),
            "crumbs": self.crumbs(session),
        }
        return render(self.request, "hotline/session.html", context)


class SessionMovePage(ProgrammePage):
    """One move of the lifecycle table on one session."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Know the row of the table."""
        super().setup(request, *args, **kwargs)
        self.row = SESSION_MOVE_BY_NAME.get(kwargs["move"])

    def get(self, request: HttpRequest, session: int, move: str) -> HttpResponse:
        """What the move asks for, or back to the session when it isn't possible."""
        found = self._session(session)
        if self.row not in session_moves_from(found.stage):
            messages.error(request, _("The session has moved on: this is no longer possible."))
            return redirect("hotline:session", session=found.pk)
        return self._show(found, MoveForm(row=self.row))

    def post(self, request: HttpRequest, session: int, move: str) -> HttpResponse:
        """Make the move, or say everything that speaks against it."""
        found = self._session(session)
        form = MoveForm(request.POST, row=self.row)

        def act():
            return services.move_session(
                session_id=found.pk, move=move, actor=request.user, at=self.now, **form.given
            )

        if not form.is_valid() or tried(form, act) is None:
            return self._show(found, form)
        messages.success(request, f"{self.row.label} · {found.number}")
        return redirect("hotline:desk" if move in ("begin", "end") else "hotline:session", session=found.pk)

    def _session(self, pk: int) -> Session:
        found = self.session_or_404(pk)
        if self.row is None or not parties_of(self.request.user, found).intersection(self.row.by):
            raise Http404
        return found

    def _show(self, session: Session, form: MoveForm) -> HttpResponse:
        crumbs = self.crumbs(session, (str(self.row.label), ""))
        context = {"session": session, "row": self.row, "form": form, "crumbs": crumbs}
        return render(self.request, "hotline/session_move.html", context)


class GuestPage(ProgrammePage):
    """Reporting who comes."""

    def get(self, request: HttpRequest, session: int) -> HttpResponse:
        """What was reported last, to be changed."""
        found = self._session(session)
        guest = newest_guest(found)
        initial = {"topic": found.topic}
        if guest is not None:
            initial |= {"name": guest.name, "post": guest.post, "rank": guest.rank}
        elif (first := first_holder(found.unit, self.today)) is not None:
            initial |= {"name": first.person.name, "post": first.post.name, "rank": Rank.FIRST}
        return self._show(found, GuestForm(initial=initial))

    def post(self, request: HttpRequest, session: int) -> HttpResponse:
        """Report it; whoever isn't the first leader waits for the approval of the commission."""
        found = self._session(session)
        form = GuestForm(request.POST)

        def act():
            return services.report_guest(
                session_id=found.pk, draft=form.draft, actor=request.user, at=self.now
            )

        guest = tried(form, act) if form.is_valid() else None
        if guest is None:
            return self._show(found, form)
        said = (
            _("The guest is reported.")
            if guest.is_first
            else _("Reported; the commission has to approve it.")
        )
        messages.success(request, said)
        return redirect("hotline:session", session=found.pk)

    def _session(self, pk: int) -> Session:
        found = self.session_or_404(pk)
        if not can_report_guest(self.request.user, found):
            raise Http404
        return found

    def _show(self, session: Session, form: GuestForm) -> HttpResponse:
        crumbs = self.crumbs(session, (_("Report the guest"), ""))
        return render(
            self.request, "hotline/guest.html", {"session": session, "form": form, "crumbs": crumbs}
        )
