"""Every question is a case: opened in the transaction that keeps the question, joined with its like, and bound by what was promised."""

from accounts.models import User
from cases.choices import Channel, Party, Stage
from cases.models import Case
from cases.selectors.register import areas
from cases.services import (
    AccusedEntry,
    Complaint,
    MoveRefused,
    foresee_move,
    join_matter,
    move_case,
    receive_case,
)
from hotline.models import Question, Session
from organizations.models import Area

# Where the case can still be given to the unit that has promised something.
TO_ASSIGN = (Stage.RECEIVED, Stage.ACCEPTED)


def open_case(
    *,
    session: Session,
    text: str,
    actor: User,
    at,
    area: Area | None = None,
    accused: tuple[AccusedEntry, ...] = (),
    name: str = "",
    phone: str = "",
) -> Case:
    """Open the case of a question; name and phone are sealed there, and stand nowhere else (R9)."""
    complaint = Complaint(
        channel=Channel.HOTLINE,
        story=text,
        area=areas()[(area or session.organiser.area).pk],
        accused=accused,
        name=name,
        phone=phone,
    )
    return receive_case(complaint=complaint, actor=actor, at=at)


def with_case(question: Question, *, actor: User, at) -> Question:
    """The question with its case: what was collected by an outlet gets one as soon as something becomes of it."""
    if question.case_id is None:
        question.case = open_case(session=question.session, text=question.text, actor=actor, at=at)
        question.save(update_fields=["case"])
    return question


def join_cases(case: Case, leading: Case, *, actor: User, at) -> None:
    """Make two cases of the same question one matter, where the rules of a matter and the actor's duty allow it.

    Where they don't, each goes its own way; on the air the questions are one all the same.
    """
    seen = Case.objects.visible_to(actor).filter(pk__in=(case.pk, leading.pk)).order_by()
    if case.pk == leading.pk or seen.count() < 2:
        return
    case, leading = (Case.objects.with_units().get(pk=one.pk) for one in (case, leading))
    if not foresee_move(case=case, move="join", actor=actor, at=at, details={"leading": leading}):
        join_matter(case_id=case.pk, leading_id=leading.pk, actor=actor, at=at)


def carry_promise(question: Question, *, days: int, actor: User, at) -> bool:
    """Bind the case by what was promised, and give it to the unit that has promised where the actor's desk has it.

    False when the case can't carry a promise any more, or when it accuses the unit.
    """
    unit, case = question.session.unit, _leading(question.case)
    given = {"days": days, "unit": unit}
    try:
        move_case(
            case_id=case.pk, move="promise", actor=Party.SYSTEM, at=at, note=question.reply, details=given
        )
    except MoveRefused:
        return False
    case = Case.objects.visible_to(actor).with_units().filter(pk=case.pk, stage__in=TO_ASSIGN).first()
    if case is not None and not foresee_move(
        case=case, move="assign", actor=actor, at=at, details={"unit": unit}
    ):
        move_case(case_id=case.pk, move="assign", actor=actor, at=at, details={"unit": unit})
    return True


def _leading(case: Case) -> Case:
    """The case that is answered for this one."""
    return case.matter.leading if case.stage == Stage.JOINED else case
