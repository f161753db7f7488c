"""The internal notes of a case: reading, writing, putting right, striking out, and finding the colleague to tell."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import NoteCircle
from cases.forms import ChangeNoteForm, NoteForm, StrikeNoteForm
from cases.models import Case, CaseNote
from cases.permissions import acting_unit_id, can_change_note, can_strike_note, note_party, notes_of
from cases.selectors.colleagues import Colleague, colleagues_of, offered
from cases.selectors.notes import NoteShown, notes_shown
from cases.services import MoveRefused, change_note, strike_note, write_note
from cases.views.moves import QUERY_LENGTH, REFUSED
from cases.views.tabs import TabbedPage, tabs_of
from organizations.models import Unit


class NotesPage(TabbedPage):
    """What the pages of internal notes share."""

    def known_case(self) -> Case:
        """The case; a co-handler has notes of its own on a case that it doesn't read."""
        case, self.reads_all = self.find_known_case()
        return case

    def offer_colleagues(self, form: NoteForm, case: Case) -> None:
        """Give the form its list of colleagues for what was typed in the search."""
        form.query = self.request.POST.get("find", "")[:QUERY_LENGTH]
        form.url = reverse("cases:colleague-rows", args=[case.pk])
        readers = self._readers(case, form["circle"].value())
        form.colleagues = offered(readers, query=form.query, picked=form.picked)

    def _readers(self, case: Case, circle: str) -> list[Colleague]:
        user = self.request.user
        party = note_party(user, case)
        if party is None:
            return []
        unit = Unit.objects.get(pk=acting_unit_id(user, case, party))
        circle = circle if circle in NoteCircle else NoteCircle.UNIT
        return colleagues_of(case, unit=unit, circle=circle, author=user, on=timezone.localdate())


class CaseNotes(NotesPage):
    """The internal notes of a case that somebody reads, the newest first, and writing one."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The notes and an empty form."""
        return self._show(self.known_case(), NoteForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write one; a search without JavaScript, and what is wrong, lose nothing that was typed."""
        case = self.known_case()
        if "find_now" in request.POST:
            return self._show(case, NoteForm(initial=_typed(request.POST)))
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self._show(case, form)
        try:
            write_note(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self._show(case, form, status=REFUSED)
        messages.success(request, _("The note is kept; whoever you picked gets a notice."))
        return redirect("cases:case-notes", pk=pk)

    def _show(self, case: Case, form: NoteForm, status: int = 200) -> HttpResponse:
        user, at = self.request.user, self.now
        if note_party(user, case) is None:
            form = None
        else:
            self.offer_colleagues(form, case)
        notes = notes_shown(notes_of(user, case))
        rows = [
            {
                "shown": shown,
                "may_change": not shown.struck and can_change_note(user, shown.note, at=at),
                "may_strike": not shown.struck and can_strike_note(user, shown.note),
            }
            for shown in notes
        ]
        context = {
            "case": case,
            "notes": rows,
            "form": form,
            "tabs": tabs_of(user, case, "notes", reads_all=self.reads_all),
            "crumbs": self.crumbs(case, _("Internal notes")),
        }
        return render(self.request, "cases/case_notes.html", context, status=status)


class ColleagueRows(NotesPage):
    """The rows of the list of colleagues, anew for what is typed; asked for by htmx and while somebody types an @."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only those who read the note; nobody else's name is given away."""
        case = self.known_case()
        if note_party(request.user, case) is None:
            raise Http404
        form = NoteForm(initial=_typed(request.POST))
        self.offer_colleagues(form, case)
        return render(request, "components/forms/colleague_rows.html", {"form": form})


class NoteFollowUp(NotesPage):
    """A page about one note."""

    title = ""
    form_class = StrikeNoteForm

    def get(self, request: HttpRequest, pk: int, note: int) -> HttpResponse:
        """The note and the form."""
        case, shown = self._own_note()
        return self._show(case, shown, self.form_class(initial={"text": shown.text}))

    def post(self, request: HttpRequest, pk: int, note: int) -> HttpResponse:
        """Do it; every refusal is told in words."""
        case, shown = self._own_note()
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._show(case, shown, form)
        try:
            self.carry_out(note_id=note, actor=request.user, at=self.now, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self._show(case, shown, form, status=REFUSED)
        return redirect("cases:case-notes", pk=pk)

    def is_allowed(self, note: CaseNote) -> bool:
        """Whether this user may do it to the note."""
        raise NotImplementedError

    def carry_out(self, **fields) -> None:
        """The service that does it."""
        raise NotImplementedError

    def _own_note(self) -> tuple[Case, NoteShown]:
        case = self.known_case()
        notes = notes_shown(notes_of(self.request.user, case))
        shown = next((one for one in notes if one.note.pk == self.kwargs["note"]), None)
        if shown is None or shown.struck or not self.is_allowed(shown.note):
            raise Http404
        return case, shown

    def _show(self, case: Case, shown: NoteShown, form, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "shown": shown,
            "form": form,
            "title": self.title,
            "back_url": reverse("cases:case-notes", args=[case.pk]),
            "crumbs": self.crumbs(case, self.title),
        }
        return render(self.request, "cases/note_follow_up.html", context, status=status)


class NoteChange(NoteFollowUp):
    """Putting the words of an own note right."""

    form_class = ChangeNoteForm

    @property
    def title(self) -> str:
        """The title of the page."""
        return _("Change the note")

    def is_allowed(self, note: CaseNote) -> bool:
        """The author, for half an hour."""
        return can_change_note(self.request.user, note, at=self.now)

    def carry_out(self, **fields) -> None:
        """Keep the new words."""
        change_note(**fields)
        messages.success(self.request, _("The note was changed."))


class NoteStrike(NoteFollowUp):
    """Striking a note out."""

    @property
    def title(self) -> str:
        """The title of the page."""
        return _("Strike the note out")

    def is_allowed(self, note: CaseNote) -> bool:
        """The author, or a leader of the unit."""
        return can_strike_note(self.request.user, note)

    def carry_out(self, **fields) -> None:
        """Keep the reason."""
        strike_note(**fields)
        messages.success(self.request, _("The note is struck out; it stays readable behind the reason."))


def _typed(data) -> dict:
    """What was typed so far, as the start of a form that isn't checked yet."""
    circle = data.get("circle", "") or NoteCircle.UNIT
    return {"text": data.get("text", ""), "circle": circle, "mentions": data.getlist("mentions")}
