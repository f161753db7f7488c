"""Files from citizens: sent in advance by the page's script, or added to a complaint on its way."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from cases.choices import Party
from cases.models import Case
from cases.services import FileTaken, MoveRefused, TooManyFiles, add_evidence
from common.brakes import client_of
from complaints.forms import AddEvidenceForm
from complaints.services import Door, ask_effort, count_use, file_door, is_effort_made
from complaints.views.track import ByReceipt, show_progress
from files.forms import sentence_of
from files.rules import BadFile
from files.services import keep_file


@method_decorator([login_not_required, never_cache], name="dispatch")
class KeepFile(View):
    """Takes one file in advance, so that its arrival can be watched and a broken line costs one file only.

    Whoever sent it gets a pass for it, which the form brings along. Without a form the file is swept away after a day.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """``pass`` and ``label`` for its box; or ``error``, as forms answer: which file can't be taken and why.

        Under pressure ``challenge`` and ``ticket``: what the script has to send along the next time.
        """
        client, door = client_of(request), file_door()
        count_use(door)
        if door.own.is_on(client):
            said = _("Very many files came from your connection. Please send the others in an hour.")
            return JsonResponse({"error": said}, status=429)
        if asked := self._effort_asked(client, door):
            return JsonResponse(asked, status=429)
        door.own.press(client)
        upload = request.FILES.get("file")
        if upload is None:
            return JsonResponse({"error": _("Please choose a file.")})
        try:
            kept = keep_file(upload=upload)
        except BadFile as problem:
            return JsonResponse({"error": sentence_of(upload.name, problem)})
        return JsonResponse({"pass": kept.file_pass, "label": f"{kept.name} ({filesizeformat(kept.size)})"})

    def _effort_asked(self, client: str | None, door: Door) -> dict | None:
        pressure, sent = door.pressure(client), self.request.POST
        made = {"proof": sent.get("proof", ""), "ticket": sent.get("ticket", "")}
        if not pressure or is_effort_made(door=door, pressure=pressure, client=client, **made):
            return None
        asked = ask_effort(door=door, pressure=pressure, ticket=made["ticket"], is_refused=True)
        return {
            "challenge": asked.challenge,
            "ticket": asked.ticket,
            "seconds": settings.TICKET_WAIT_SECONDS,
        }


class AddEvidence(ByReceipt):
    """Takes files for a complaint that is under way."""

    form_class = AddEvidenceForm
    template_name = "complaints/add_evidence.html"

    def accept(self, case: Case, form: AddEvidenceForm) -> HttpResponse:
        """Add the good ones; with a bad one among them nothing is added yet, and the form says which it is."""
        if not form.keep_files():
            return self.show_form(form)
        try:
            added = add_evidence(
                case_id=case.pk, files=form.kept_files, actor=Party.CITIZEN, at=timezone.now()
            )
        except TooManyFiles:
            form.add_error("files", _("This complaint has as many files as a complaint can have."))
            return self.show_form(form)
        except FileTaken:
            form.add_error(
                "files", _("One of the files was sent with another complaint. Please choose it again.")
            )
            return self.show_form(form)
        except MoveRefused:
            form.add_error(None, _("The matter is no longer open, so nobody would look at these files."))
            return self.show_form(form)
        return self._thank(case, len(added))

    def show_form(self, form: AddEvidenceForm) -> HttpResponse:
        """What has arrived stays, whatever else is missing."""
        form.keep_files()
        return super().show_form(form)

    def _thank(self, case: Case, count: int) -> HttpResponse:
        said = ngettext("%(count)s file was added.", "%(count)s files were added.", count) % {"count": count}
        return show_progress(self.request, case.pk, said=said)
