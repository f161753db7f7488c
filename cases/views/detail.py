"""One case on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import rules
from cases.choices import ClockName, Stage
from cases.forms import MOVE_FORMS, ClassifyForm, MessageForm, PlaceForm
from cases.lifecycle import Move
from cases.models import Accused, Case, CaseClock, Conclusion
from cases.permissions import (
    available_moves,
    can_ask_for_identity,
    can_decide_on_recusal,
    can_mark_forum,
    can_name_accused,
    can_open_original,
    can_read_conclusion,
    can_read_of_revenge,
    can_relocate_case,
    can_write_release,
    can_write_to_citizen,
    hidden_events,
    is_clerk,
)
from cases.selectors.advice import Advice, advice_for
from cases.selectors.beside import accused_of, answers_of, clocks_of
from cases.selectors.clock_rows import clock_rows
from cases.selectors.conclusion import conclusion_of
from cases.selectors.dialogue import thread_for_staff
from cases.selectors.evidence import evidence_for_staff
from cases.selectors.facts import facts_of, is_assigned
from cases.selectors.letters import letter_of
from cases.selectors.lights import days_left, light_of
from cases.selectors.queue import TO_ROUTE, line_of
from cases.selectors.related import mates_of
from cases.selectors.review import reviews_of
from cases.selectors.trail import trail_of
from cases.selectors.trail_words import MOVE_ICONS
from cases.services import MoveRefused, write_to_citizen
from cases.signals import case_opened
from cases.views.common import draft_name
from cases.views.inserting import asks_for_templates, refilled
from cases.views.parts import part_page
from cases.views.routing import GOES_ON
from cases.views.tabs import TabbedPage, tabs_of
from organizations.choices import Level
from organizations.models import Unit

# The moves whose texts the browser keeps while they are written.
DRAFTED = ["write", *(name for name, form in MOVE_FORMS.items() if form.keeps_draft)]
# What is asked of co-handlers has its buttons on a tab of its own.
ON_TAB = ("ask_part", "return_part")
BUTTONS = {"danger": "btn-outline-danger"}
KEYS = {"assign": "t", "decline": "d"}
MAIN_TONES = ("primary", "success")


class CaseDetail(TabbedPage):
    """Everything that is known of a case, and the moves that this user may make."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page of the case."""
        case, reads_all = self.find_known_case()
        return self.show(case, MessageForm()) if reads_all else part_page(self, case)

    def show(self, case: Case, message_form: MessageForm) -> HttpResponse:
        """The page with a message that may have been begun."""
        request, at = self.request, self.now
        accused = accused_of(case)
        helped = is_assigned(case) and case.has_helpers
        helpers = [row.unit for row in case.co_handler_rows.select_related("unit")] if helped else []
        clocks = clocks_of(case)
        mates = mates_of(case, user=request.user)
        line = line_of(request.user, case) if is_clerk(request.user) else None
        conclusion = conclusion_of(case) if can_read_conclusion(request.user, case) else None
        context = {
            "case": case,
            "light": light_of(case, at=at),
            "days": days_left(case.due_on, at=at),
            "facts": facts_of(case, helpers),
            "accused": accused,
            "answers": answers_of(case) if case.answer_id else [],
            "reviews": reviews_of(case),
            "thread": thread_for_staff(case, with_revenge=can_read_of_revenge(request.user, case))
            if case.has_messages
            else [],
            "evidence": evidence_for_staff(case, opens_originals=can_open_original(request.user, case))
            if case.has_files
            else None,
            "message_form": message_form if can_write_to_citizen(request.user, case) else None,
            "message_draft": draft_name("write", case, request.user),
            **self._trail(case, accused, helpers),
            "clocks": clock_rows(case, clocks, at=at),
            "line": line,
            "conclusion": conclusion,
            **self._moves(case, clocks, conclusion, in_line=line is not None),
            "mates": mates,
            "people_together": case.people + sum(mate.people for mate in mates),
            **self._rights(case, accused),
            "done": draft_name(request.GET["done"], case, request.user)
            if request.GET.get("done") in DRAFTED
            else "",
        }
        return render(request, "cases/case_detail.html", context)

    def _moves(
        self, case: Case, clocks: list[CaseClock], conclusion: Conclusion | None, *, in_line: bool
    ) -> dict:
        """The buttons of the moves, and what apps above add to the page."""
        moves = sensible_moves(self.request.user, case, clocks)
        answers = case_opened.send(sender=Case, case=case, user=self.request.user, conclusion=conclusion)
        panels = [panel for _receiver, panel in answers if panel]
        added = [button for panel in panels for button in panel["buttons"]]
        return {"panels": panels, "buttons": [*buttons_of(case, moves, in_line=in_line), *added]}

    def _trail(self, case: Case, accused: list[Accused], helpers: list[Unit]) -> dict:
        """What has happened, as far as this official may know, and the number by which the page notices that more has."""
        hidden = hidden_events(self.request.user, case)
        entries = trail_of(case, accused=accused, helpers=helpers, hidden=hidden)
        version = entries[0]["event"].pk if entries else 0
        return {"entries": entries, "version": version, "live_seconds": self.live_seconds}

    def _rights(self, case: Case, accused: list[Accused]) -> dict:
        """Where this official may go, and what he may do beside the moves: put right what the citizen left open, release,
        ask for a name."""
        user = self.request.user
        puts_right = can_name_accused(user, case)
        return {
            "tabs": tabs_of(user, case, "case"),
            "crumbs": self.crumbs(case),
            "puts_right": puts_right,
            "advice": advice_on(user, case, accused, at=self.now) if puts_right else None,
            "place_form": PlaceForm(case=case) if puts_right and case.area.level != Level.COUNTY else None,
            "sector_form": _sector_form(case) if puts_right else None,
            "may_relocate": can_relocate_case(user, case),
            "may_release": case.closed_at is not None and can_write_release(user, case),
            "may_ask_identity": can_ask_for_identity(user, case),
            "may_mark_forum": can_mark_forum(user, case),
            "may_recuse": case.has_demand
            and any(can_decide_on_recusal(user, case, one) for one in case.recusals.filter(decision="")),
            "has_letter": case.stage == Stage.DECLINED and letter_of(case) is not None,
        }


class CaseWrite(CaseDetail):
    """Writing to the citizen of a case."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A reloaded address without a form: back to the case."""
        return redirect("cases:case-detail", pk=pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the message; what is wrong is told beside it and nothing typed is lost."""
        case = self.find_case()
        if asks_for_templates(request) and can_write_to_citizen(request.user, case):
            return self.show(case, refilled(self, case, MessageForm))
        form = MessageForm(request.POST)
        if not form.is_valid():
            return self.show(case, form)
        try:
            write_to_citizen(case_id=pk, text=form.cleaned_data["text"], actor=request.user, at=self.now)
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self.show(case, form)
        messages.success(request, _("The message stands on the citizen's page."))
        return redirect(f"{reverse('cases:case-detail', args=[pk])}?done=write")


def advice_on(user, case: Case, accused: list[Accused], *, at) -> Advice | None:
    """What the clerk is advised, as long as the case has to be routed."""
    if case.stage not in TO_ROUTE:
        return None
    return advice_for(case, user=user, accused=accused, at=at)


def sensible_moves(user, case: Case, clocks: list[CaseClock]) -> list[Move]:
    """The user's moves, less those that the case is refused at once: what belongs elsewhere, a second order or request,
    a decision where nothing was asked."""
    running = {clock.name for clock in clocks if not clock.stopped_at}
    moves = [
        move for move in available_moves(user, case) if move.name in MOVE_FORMS and move.name not in ON_TAB
    ]
    moves = [move for move in moves if not (case.forum and rules.belongs_here in move.checks)]
    has_objected = any(clock.name == ClockName.OBJECTION for clock in clocks)
    moves = [move for move in moves if has_objected or rules.objection_was_made not in move.checks]
    is_extended = any(clock.extended_days for clock in clocks)
    moves = [move for move in moves if not (is_extended and rules.more_time_is_left in move.checks)]
    return [
        move for move in moves if move.unless not in running and (not move.during or move.during in running)
    ]


def buttons_of(case: Case, moves: list[Move], *, in_line: bool = False) -> list[dict]:
    """The moves as buttons: the one that takes the case on its way stands out and comes first.

    To a clerk who goes through the line they lead on to the next case, and the desk's have keys.
    """
    on = f"?{GOES_ON}=1" if in_line else ""
    main = next((move for move in moves if move.tone in MAIN_TONES), None)
    in_order = sorted(moves, key=lambda move: move is not main)
    return [
        {
            "label": move.label,
            "url": reverse("cases:case-move", args=[case.pk, move.name]) + on,
            "key": KEYS.get(move.name, "") if in_line else "",
            "css": "btn-primary" if move is main else BUTTONS.get(move.tone, ""),
            "icon": MOVE_ICONS[move.name],
        }
        for move in in_order
    ]


def _sector_form(case: Case) -> ClassifyForm:
    return ClassifyForm(initial={"sector": case.sector_id, "window": case.window})
