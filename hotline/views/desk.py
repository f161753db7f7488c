"""The live desk: the queue, what a caller asks, and what becomes of it; three hours of it by keyboard."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.selectors import ActRefused
from accounts.views import tried
from audit.choices import ReadKind
from audit.services import note_reading
from cases.models import Case
from hotline import services
from hotline.choices import Outlet
from hotline.forms import AirForm, ImportForm, QuestionForm, SettleForm, UpdateForm
from hotline.lifecycle import question_moves_from, session_moves_from
from hotline.models import Question, Session
from hotline.permissions import parties_of
from hotline.selectors.desk import alike, cases_to_take, promise_days, queue_of
from hotline.views.common import ProgrammePage

# So often a page that stands open during a broadcast looks for what is new, in seconds.
LIVE_EVERY = 4
REFUSED = 409


class DeskPage(ProgrammePage):
    """The desk of one session, with one question opened or none."""

    def show(
        self, session: Session, *, question: Question | None = None, status: int = 200, **forms
    ) -> HttpResponse:
        """The whole desk; ``forms`` are those that were sent and refused."""
        user = self.request.user
        queue = queue_of(session, user, on=self.today)
        lines = [line for line in (queue.asked, *queue.waiting, *queue.settled) if line]
        opened = next((line for line in lines if question and line.question.pk == question.pk), None)
        parties = parties_of(user, session)
        context = {
            "session": session,
            "queue": queue,
            "opened": opened,
            "every": LIVE_EVERY,
            "now": self.now,
            "ask_form": QuestionForm(session=session),
            "import_form": ImportForm(session=session),
            "update_form": UpdateForm(),
            "to_take": cases_to_take(session, user) if session.takes_questions else (),
            "moves": [row for row in session_moves_from(session.stage) if parties.intersection(row.by)],
            "crumbs": self.crumbs(session, (_("Live desk"), "")),
            **(self._panel(opened, queue) if opened else {}),
            **forms,
        }
        return render(self.request, "hotline/desk.html", context, status=status)

    def _panel(self, opened, queue) -> dict:
        question = opened.question
        return {
            "alike": alike(opened, queue) if question.stage == "waiting" else (),
            "question_moves": {row.name: row for row in question_moves_from(question.stage)},
            "air_form": AirForm(initial={"air_text": question.air_text}),
            "settle_form": SettleForm(initial={"text": question.reply}, days=promise_days(today=self.today)),
            "sees_case": Case.objects.visible_to(self.request.user).filter(pk=question.case_id).exists(),
        }


class Desk(DeskPage):
    """Taking questions in."""

    def get(self, request: HttpRequest, session: int) -> HttpResponse:
        """The queue, with an empty form for the next caller."""
        return self.show(self.desk_session(session))

    def post(self, request: HttpRequest, session: int) -> HttpResponse:
        """Take a question down, take a case over, keep what was collected, write an update, or pass on what is left."""
        found = self.desk_session(session)
        acts = {
            "add": self._add,
            "import": self._import,
            "take": self._take,
            "update": self._update,
            "pass_on_the_rest": self._pass_on_the_rest,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        return act(found) or redirect("hotline:desk", session=found.pk)

    @property
    def who(self) -> dict:
        """Who does it, and when."""
        return {"actor": self.request.user, "at": self.now}

    def _add(self, session: Session) -> HttpResponse:
        form = QuestionForm(self.request.POST, session=session)
        taken = form.is_valid() and tried(
            form,
            lambda: services.take_call(session_id=session.pk, draft=form.draft, key=form.sending, **self.who),
        )
        if not taken:
            return self.show(session, ask_form=form, status=REFUSED)
        number = taken.question.case.number
        context = {
            "session": session,
            "question": taken.question,
            "code": taken.receipt_code,
            "is_seen": _seen(self.request.user, taken.question),
            "crumbs": self.crumbs(
                session, (_("Live desk"), reverse("hotline:desk", args=[session.pk])), (number, "")
            ),
        }
        answer = render(self.request, "hotline/question_taken.html", context)
        add_never_cache_headers(answer)
        return answer

    def _import(self, session: Session) -> HttpResponse | None:
        form = ImportForm(self.request.POST, session=session)
        if not form.is_valid():
            return self.show(session, import_form=form, status=REFUSED)
        data, number = form.cleaned_data, 0
        lines = data["lines"].splitlines()
        try:
            number = services.import_questions(
                session_id=session.pk, lines=lines, outlet=data["outlet"], **self.who
            )
        except ActRefused as refusal:
            form.add_refusal(refusal)
            return self.show(session, import_form=form, status=REFUSED)
        said = ngettext("%(number)d new question", "%(number)d new questions", number)
        messages.success(self.request, said % {"number": number})
        return None

    def _take(self, session: Session) -> HttpResponse | None:
        number, outlet = self.request.POST.get("case", ""), self.request.POST.get("outlet", "")
        if not number.isdecimal() or outlet not in Outlet:
            raise Http404
        try:
            services.take_case(session_id=session.pk, case_id=int(number), outlet=outlet, **self.who)
        except ActRefused as refusal:
            messages.error(self.request, " ".join(refusal.sentences))
        except Case.DoesNotExist as gone:
            raise Http404 from gone
        return None

    def _update(self, session: Session) -> HttpResponse | None:
        form = UpdateForm(self.request.POST)
        done = form.is_valid() and tried(
            form,
            lambda: services.add_update(session_id=session.pk, text=form.cleaned_data["text"], **self.who),
        )
        return None if done else self.show(session, update_form=form, status=REFUSED)

    def _pass_on_the_rest(self, session: Session) -> HttpResponse | None:
        number = services.pass_on_the_rest(session_id=session.pk, **self.who)
        said = ngettext("%(number)d question was passed on", "%(number)d questions were passed on", number)
        messages.success(self.request, said % {"number": number})
        return None


class QuestionPage(DeskPage):
    """One question of the queue, opened at the desk."""

    def get(self, request: HttpRequest, question: int) -> HttpResponse:
        """The desk with this question; the words of a case were read, which is noted."""
        found = self._found(question)
        answer = self.show(found.session, question=found)
        if found.case_id:
            note_reading(reader=request.user, kind=ReadKind.CASE, case_id=found.case_id, item="hotline")
        return answer

    def post(self, request: HttpRequest, question: int) -> HttpResponse:
        """One step with the question; what speaks against it is told beside it."""
        found = self._found(question)
        act = request.POST.get("act", "")
        if act == "clear":
            return self._clear(found)
        if act == "first":
            return self._step(found, lambda: services.put_first(question_id=found.pk, actor=request.user))
        row = next((row for row in question_moves_from(found.stage) if row.name == act), None)
        if row is None:
            messages.error(request, _("The question has moved on: this is no longer possible."))
            return redirect("hotline:question", question=found.pk)
        return (
            self._settle(found, act) if row.asks == ("text",) or act == "promise" else self._move(found, act)
        )

    def _clear(self, question: Question) -> HttpResponse:
        form = AirForm(self.request.POST)
        done = form.is_valid() and tried(
            form,
            lambda: services.clear_question(
                question_id=question.pk, air_text=form.cleaned_data["air_text"], actor=self.request.user
            ),
        )
        if not done:
            return self.show(question.session, question=question, air_form=form, status=REFUSED)
        return redirect("hotline:question", question=question.pk)

    def _settle(self, question: Question, act: str) -> HttpResponse:
        form = SettleForm(self.request.POST, days=promise_days(today=self.today))
        done = form.is_valid() and tried(
            form,
            lambda: services.move_question(
                question_id=question.pk,
                move=act,
                actor=self.request.user,
                at=self.now,
                text=form.cleaned_data["text"],
                due_on=form.due_on if act == "promise" else None,
            ),
        )
        if not done:
            return self.show(question.session, question=question, settle_form=form, status=REFUSED)
        return redirect("hotline:desk", session=question.session_id)

    def _move(self, question: Question, act: str) -> HttpResponse:
        other = self.request.POST.get("other", "")
        return self._step(
            question,
            lambda: services.move_question(
                question_id=question.pk,
                move=act,
                actor=self.request.user,
                at=self.now,
                other_id=int(other) if other.isdecimal() else None,
            ),
            stays=act in ("put", "put_back"),
        )

    def _step(self, question: Question, act, *, stays: bool = True) -> HttpResponse:
        try:
            act()
        except ActRefused as refusal:
            messages.error(self.request, " ".join(refusal.sentences))
            stays = True
        if stays:
            return redirect("hotline:question", question=question.pk)
        return redirect("hotline:desk", session=question.session_id)

    def _found(self, pk: int) -> Question:
        rows = Question.objects.visible_to(self.request.user).select_related(
            "case__identity", "session__organiser__area", "session__unit", "session__sector"
        )
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


def _seen(user, question: Question) -> bool:
    """Whether the question is still the user's to open: what complains of his own commission isn't."""
    return Question.objects.visible_to(user).filter(pk=question.pk).exists()
