"""How far a complaint has come, as its citizen may see it: no names of officials, no hour, no unreleased answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.choices import ClockName, Decision, DeclineReason, EventName, RequestKind, Stage
from cases.lifecycle import BESIDE_CLOCKS, MOVE_BY_NAME
from cases.models import Answer, Case, CaseClock, CaseEvent, CaseRequest, Recusal, Review
from cases.rules import take_back_until
from cases.selectors.letters import letter_of, way_out_of
from cases.selectors.lights import days_left
from cases.selectors.review import ReviewRight, review_right, reviews_of
from complaints.selectors.steps import day_of, steps_of
from organizations.choices import Level

OWN_ICONS = {EventName.RATED: "star", EventName.CALLED_BACK: "phone"}
ICONS = {
    "decline": "ban",
    "reconsider": "refresh",
    "answer": "message-2",
    "return": "arrow-back-up",
    "close": "circle-check",
    "promise": "phone",
    "supervise": "eye",
    "reopen": "refresh",
    "withdraw": "ban",
    "take_back": "refresh",
    "ask_review": "gavel",
    "decide_review": "gavel",
    "annul": "arrow-back-up",
    "ask_citizen": "message-2",
    "grant_time": "clock",
}


@dataclass(frozen=True)
class Outlook:
    """What comes next: the sentence with the day, the day of the answer if that is another, and what being late means."""

    next_step: str
    answer_on: date | None
    late: str


@dataclass(frozen=True)
class Declined:
    """Why a complaint was not accepted, and where the citizen can turn instead."""

    reason: str
    forum: str
    way_out: str
    has_letter: bool


@dataclass(frozen=True)
class Withdrawn:
    """When a complaint was withdrawn, and until which day that can be taken back (None: no longer)."""

    on: date
    until: date | None


@dataclass(frozen=True)
class Progress:
    """Everything that the tracking page shows of a case; ``answers`` are the released ones, the newest first.

    ``right`` is the review that can be asked for, or why none can; ``right_days`` are the days that are left for it.
    ``extension`` is the time that was granted more, with its reason; ``is_asked`` says that a reply is waited for.
    """

    case: Case
    received_on: date
    place: str
    steps: list[dict]
    entries: list[dict]
    outlook: Outlook | None
    declined: Declined | None
    answers: list[Answer]
    withdrawn: Withdrawn | None = None
    reviews: Sequence[Review] = ()
    right: ReviewRight | None = None
    right_days: str = ""
    extension: CaseRequest | None = None
    is_asked: bool = False
    recusals: Sequence[Recusal] = ()

    @property
    def may_withdraw(self) -> bool:
        """Whether the complaint can be withdrawn now."""
        return self.case.stage in MOVE_BY_NAME["withdraw"].sources

    @property
    def may_ask_recusal(self) -> bool:
        """Whether it can be demanded that somebody keeps away: while it is under way and no demand waits."""
        return self.case.is_under_way and not any(one.waits for one in self.recusals)

    @property
    def is_reviewed(self) -> bool:
        """Whether the answer lies before the body that reviews it."""
        return self.case.stage == Stage.REVIEWING


def progress_of(case_id: int, *, at: datetime) -> Progress:
    """The progress of a case at that moment, for whoever has proved to hold its receipt."""
    case = Case.objects.select_related("responsible__parent", "reviewer", "area__parent").defer(
        "search_text", "search_index", "text_marks", "story"
    )
    case = case.knowing_of_extras().get(pk=case_id)
    events = list(case.events.defer("note").order_by("pk"))
    if case.stage == Stage.JOINED:
        return _joined_progress(case, events, at=at)
    right = review_right(case, at=at)
    running = list(case.clocks.filter(stopped_at=None)) if case.is_open else []
    answers = list(case.answers.exclude(released_at=None).select_related("unit__parent").order_by("-round"))
    return Progress(
        case=case,
        received_on=day_of(case.received_at),
        place=_place(case),
        steps=steps_of(case, events),
        entries=_entries(events),
        outlook=_outlook(case, running, at=at) if case.is_open else None,
        declined=_declined(case, events) if case.stage == Stage.DECLINED else None,
        answers=answers,
        withdrawn=_withdrawn(case, at=at) if case.stage == Stage.WITHDRAWN else None,
        reviews=reviews_of(case),
        right=right,
        right_days=days_left(right.until, at=at) if right and right.is_open else "",
        extension=_extension(case, events),
        recusals=_recusals(case, events),
        is_asked=any(clock.name == ClockName.CITIZEN_REPLY for clock in running),
    )


def _joined_progress(case: Case, events: Sequence[CaseEvent], *, at: datetime) -> Progress:
    """The progress of a complaint that is one matter with others: that of the leading case, from its own receipt on.

    Nothing shows that there are others: no day before its own, no answer before it is released to this citizen too.
    """
    leading = Case.objects.select_related("responsible", "area__parent").get(leads=case.matter_id)
    since = [event for event in leading.events.defer("note").order_by("pk") if event.name == EventName.MOVED]
    own = [event for event in events if event.name != EventName.MOVED or event.move in ("accept", "join")]
    seen = sorted([*own, *(event for event in since if event.at > own[-1].at)], key=lambda event: event.at)
    steps = steps_of(leading, since)
    for step in steps:
        step["on"] = step["on"] and max(step["on"], day_of(case.received_at))
    steps[0]["on"] = day_of(case.received_at)
    return Progress(
        case=case,
        received_on=day_of(case.received_at),
        place=_place(case),
        steps=steps,
        entries=_entries(seen),
        outlook=_outlook(leading, list(leading.clocks.filter(stopped_at=None)), at=at)
        if leading.is_open
        else None,
        declined=None,
        answers=[],
    )


def _entries(events: Sequence[CaseEvent]) -> list[dict]:
    """What has happened, the newest first."""
    entries = []
    for event in events:
        if line := _line_of(event):
            icon = ICONS.get(event.move, OWN_ICONS.get(event.name, "circle"))
            entries.append({"on": day_of(event.at), "title": line, "icon": icon})
    return entries[::-1]


def _line_of(event: CaseEvent) -> str:
    match event.name:
        case EventName.RECEIVED:
            return _("Your complaint has been received.")
        case EventName.MOVED:
            # A move that is no longer in the table is passed over.
            return str(getattr(MOVE_BY_NAME.get(event.move), "citizen_line", None) or "")
        case EventName.RATED:
            return _("You rated the answer.")
        case EventName.CALLED_BACK:
            return _("You were asked by telephone whether the matter is settled.")
        case EventName.IDENTITY_OPENED:
            return _("The discipline commission has read your name and phone number; the reason is recorded.")
    return ""


def _outlook(case: Case, running: Sequence[CaseClock], *, at: datetime) -> Outlook:
    """What comes next; what officials decide among themselves, and what stands still, is no date for the citizen."""
    beside = (ClockName.MORE_TIME, *BESIDE_CLOCKS)
    going = [clock for clock in running if clock.paused_at is None and clock.name not in beside]
    clock = min(going, key=lambda clock: clock.due_at)
    conclude = next((clock for clock in going if clock.name == ClockName.CONCLUDE), None)
    return Outlook(
        next_step=_next_step(clock.name) % {"date": _words(clock.due_on)},
        answer_on=conclude.due_on if conclude and conclude.due_on != clock.due_on else None,
        late=_late(case, clock, at=at),
    )


def _next_step(clock: str) -> str:
    return {
        ClockName.TRIAGE: _("By %(date)s the discipline commission decides who handles your complaint."),
        ClockName.URGENT_TRIAGE: _(
            "By %(date)s at the latest the discipline commission decides who handles your complaint; it was alerted at once."
        ),
        ClockName.HAND_UP: _("By %(date)s the discipline commission decides who handles your complaint."),
        ClockName.SIGN_FOR: _("By %(date)s the department has to take the matter up."),
        ClockName.CONCLUDE: _("By %(date)s the department has to finish and answer in writing."),
        ClockName.REVIEW_ANSWER: _(
            "By %(date)s the discipline commission has to finish checking the answer."
        ),
        ClockName.REDO: _("By %(date)s the department has to answer again."),
        ClockName.REVIEW: _(
            "By %(date)s the next higher authority has to decide on your request for a review."
        ),
        ClockName.TAKE_OVER: _("By %(date)s the discipline commission decides who handles your complaint."),
        ClockName.TELL_ACCEPTANCE: _("By %(date)s you are told whether your complaint is accepted."),
        ClockName.HEARING: _(
            "There is a hearing on your request for a review; it is over by %(date)s at the latest. Until then the time for the review stands still."
        ),
        ClockName.OBJECTION: _("By %(date)s the discipline commission decides who handles your complaint."),
        ClockName.CITIZEN_REPLY: _(
            "You were asked something: please reply below by %(date)s. Until then the department's time stands still; without a reply it goes on with what it has."
        ),
    }[clock]


def _extension(case: Case, events: Sequence[CaseEvent]) -> CaseRequest | None:
    """The time that was granted more; the database is asked only where the trail says that there is some."""
    if not any(event.move == "grant_time" for event in events):
        return None
    return case.requests.filter(kind=RequestKind.MORE_TIME, decision=Decision.GRANTED).first()


def _recusals(case: Case, events: Sequence[CaseEvent]) -> list[Recusal]:
    """The demands that somebody keeps away; the database is asked only where the trail says that there are some."""
    if not any(event.name == EventName.RECUSAL_ASKED for event in events):
        return []
    return list(case.recusals.order_by("pk"))


def _late(case: Case, clock: CaseClock, *, at: datetime) -> str:
    """What a missed date sets in motion; the commission hears of it with the red card."""
    if at < clock.due_at:
        return ""
    if at < clock.red_at:
        return _(
            "This date has passed. Those responsible were warned; on %(date)s the discipline commission is told."
        ) % {"date": _words(day_of(clock.red_at))}
    if case.escalated_to_id:
        return _(
            "This date has passed. The discipline commission has been told and is following it up. The next level up has the matter before it."
        )
    return _("This date has passed. The discipline commission has been told and is following it up.")


def _declined(case: Case, events: Sequence[CaseEvent]) -> Declined:
    details = next(event.details for event in reversed(events) if event.move == "decline")
    letter = letter_of(case)
    return Declined(
        reason=str(DeclineReason(details["reason"]).label),
        forum=case.get_forum_display(),
        way_out=way_out_of(letter) if letter else details["way_out"],
        has_letter=letter is not None,
    )


def _withdrawn(case: Case, *, at: datetime) -> Withdrawn:
    until = take_back_until(case.closed_at)
    return Withdrawn(on=day_of(case.closed_at), until=until if day_of(at) <= until else None)


def _place(case: Case) -> str:
    """The area with its city, such as 广州市 · 天河区."""
    area = case.area
    return f"{area.parent.label} · {area.label}" if area.level == Level.COUNTY else area.label


def _words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
