"""Following a complaint with its receipt code, and writing to whoever has it. No session, no sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cases.choices import MessageKind, Stage
from cases.models import Case
from cases.selectors.dialogue import thread_for_citizen
from cases.selectors.evidence import evidence_for_citizen
from cases.selectors.letters import letter_of, sheet_of
from cases.services import MoveRefused, TooManyMessages, note_that_citizen_read, write_as_citizen
from common.brakes import client_of
from complaints.forms import AddEvidenceForm, ReviewForm, TrackForm, WriteForm
from complaints.permissions import case_id_of_pass, grant_pass
from complaints.selectors import progress_of
from complaints.services import Opened, TooManyGuesses, code_door, open_by_receipt
from complaints.signals import tracking_opened
from complaints.views.create import receipt_qr
from complaints.views.effort import RETRY_AFTER, may_pass, offer_effort, status_of


@method_decorator([login_not_required, never_cache], name="dispatch")
class ReceiptPage(View):
    """Base of the pages on which a receipt code is typed."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Whoever guesses waits."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except TooManyGuesses:
            return too_many_guesses(request)

    def open_by_code(self, form, *, is_visit: bool) -> Opened | None:
        """What the code in a valid form opens; None when it opens nothing, which then stands beside the field."""
        client, door, code = client_of(self.request), code_door(), form.cleaned_data["code"]
        if not door.own.is_on(client) and not may_pass(self.request, form, door):
            return None
        opened = open_by_receipt(typed=code, client=client, at=timezone.now(), is_visit=is_visit)
        if opened is None:
            form.add_error(
                "code", _("There is no complaint with this code. Please compare it with your receipt.")
            )
        return opened

    def show(self, template: str, form, **context) -> HttpResponse:
        """The form on its page, with the effort that it may have to make."""
        if "code" in form.fields:
            offer_effort(self.request, form, code_door())
        status = status_of(form)
        response = render(
            self.request, template, {"form": form, "nav_current": "track", **context}, status=status
        )
        if status == 429:
            response.headers["Retry-After"] = RETRY_AFTER
        return response


class Track(ReceiptPage):
    """Following a complaint: the code goes in by POST and never stands in an address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The field for the code."""
        form = TrackForm()
        return self._form(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The progress, for a receipt code or for the pass of a page opened just before."""
        if tracking_pass := request.POST.get("tracking_pass"):
            case_id = case_id_of_pass(tracking_pass)
            if case_id is not None:
                return show_progress(request, case_id)
            form = TrackForm()
            return self._form(form, expired=True)
        form = TrackForm(request.POST)
        if not form.is_valid():
            return self._form(form)
        opened = self.open_by_code(form, is_visit=True)
        if opened is None:
            return self._form(form)
        return show_progress(request, opened.case.pk, new_code=opened.new_code)

    def _form(self, form: TrackForm, *, expired: bool = False) -> HttpResponse:
        return self.show("complaints/track.html", form, expired=expired)


class Letter(ReceiptPage):
    """The notice letter of a complaint that wasn't accepted, to be read and printed; the pass goes in by POST."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A reloaded address without a form: back to the code."""
        return redirect("complaints:track")

    def post(self, request: HttpRequest) -> HttpResponse:
        """The letter, for the pass of a tracking page opened just before; back to the code for anything else."""
        tracking_pass = request.POST.get("tracking_pass", "")
        case = Case.objects.filter(pk=case_id_of_pass(tracking_pass), stage=Stage.DECLINED).first()
        letter = letter_of(case) if case else None
        if letter is None:
            return redirect("complaints:track")
        context = {
            "sheet": sheet_of(letter, case),
            "tracking_pass": tracking_pass,
            "nav_current": "track",
        }
        return render(request, "complaints/letter.html", context)


class ByReceipt(ReceiptPage):
    """Base of what a citizen sends from the tracking page.

    The page itself is the proof for half an hour; a page opened longer ago asks for the code again, and keeps what was
    typed. A subclass names its ``form_class`` (with a field ``tracking_pass``, and a field ``code`` when it is made with
    ``asks_for_code``) and its ``template_name``, and writes ``accept``.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """A reloaded address without a form: back to the code."""
        return redirect("complaints:track")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take what was sent, or say what is missing."""
        case = Case.objects.filter(pk=case_id_of_pass(request.POST.get("tracking_pass", ""))).first()
        form = self.form_class(
            request.POST, request.FILES, asks_for_code=case is None, **self.form_options(case)
        )
        if not form.is_valid():
            return self.show_form(form)
        if case is None:
            opened = self.open_by_code(form, is_visit=False)
            if opened is None:
                return self.show_form(form)
            case = opened.case
        return self.accept(case, form)

    def form_options(self, case: Case | None) -> dict:
        """What the form has to know of the case."""
        return {}

    def accept(self, case: Case, form) -> HttpResponse:
        """Do what was asked for; ``form`` is valid."""
        raise NotImplementedError

    def show_form(self, form) -> HttpResponse:
        """The form on a page of its own."""
        return self.show(self.template_name, form)


class Write(ByReceipt):
    """Takes a message of the citizen."""

    form_class = WriteForm
    template_name = "complaints/write.html"

    def accept(self, case: Case, form: WriteForm) -> HttpResponse:
        """Send it; the tracking page says what becomes of it."""
        data = form.cleaned_data
        try:
            write_as_citizen(case_id=case.pk, text=data["text"], kind=data["kind"], at=timezone.now())
        except TooManyMessages:
            form.add_error("text", _("Several of your messages wait for a reply. Please wait for it first."))
            return self.show_form(form)
        except MoveRefused:
            form.add_error(None, _("The matter is no longer open, so nobody would read this message."))
            return self.show_form(form)
        said = {
            MessageKind.TALK: _("Your message has been sent. The reply will stand on this page."),
            MessageKind.REVENGE: _(
                "The discipline commission has been alerted. The department that handles your complaint can't read this."
            ),
        }
        return show_progress(self.request, case.pk, said=said[data["kind"]])


def show_progress(request: HttpRequest, case_id: int, *, said: str = "", new_code: str = "") -> HttpResponse:
    """The page of a complaint, for whoever has just proved to hold its receipt; ``said`` stands on top.

    ``new_code`` is shown this once: it has taken the place of a temporary one.
    """
    progress = progress_of(case_id, at=timezone.now())
    thread = thread_for_citizen(progress.case) if progress.case.has_messages else []
    if any(line.is_unread for line in thread):
        note_that_citizen_read(case_id=case_id, at=timezone.now())
    tracking_pass = grant_pass(progress.case)
    answers = tracking_opened.send(sender=Case, case=progress.case, tracking_pass=tracking_pass)
    panels = [panel for _receiver, panel in answers if panel]
    context = {
        "progress": progress,
        "tracking_pass": tracking_pass,
        "panels": panels,
        "thread": thread,
        "evidence": evidence_for_citizen(progress.case) if progress.case.has_files else [],
        "add_files": AddEvidenceForm(initial={"tracking_pass": tracking_pass}, auto_id="add_%s"),
        "talk": WriteForm(
            initial={"tracking_pass": tracking_pass, "kind": MessageKind.TALK}, auto_id="talk_%s"
        ),
        "revenge": WriteForm(
            initial={"tracking_pass": tracking_pass, "kind": MessageKind.REVENGE}, auto_id="revenge_%s"
        ),
        "review": ReviewForm(initial={"tracking_pass": tracking_pass}, auto_id="review_%s"),
        "said": said,
        "code": new_code,
        "qr": receipt_qr(request, new_code) if new_code else "",
        "nav_current": "track",
    }
    return render(request, "complaints/progress.html", context)


def too_many_guesses(request: HttpRequest) -> HttpResponse:
    """Too many wrong codes came from this client, which waits; right ones get the same answer."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = RETRY_AFTER
    return response
