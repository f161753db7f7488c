"""Making one step of an accountability file: the stage, its clock, and the line of the trail."""

from accounts.models import User
from accounts.selectors import ActRefused
from cases.models import Case
from cases.selectors.firewall import firewall_of
from cases.selectors.register import office_calendar
from cases.services.addressees import fallback, users_of
from common.numbering import CHINA
from supervision.choices import AccountRefusal
from supervision.deadlines import account_plan
from supervision.lifecycle import STEP_BY_NAME
from supervision.models import Accountability, AccountEvent
from supervision.permissions import can_keep_ledger

CHANGED = (
    "stage",
    "measure",
    "basis",
    "served_on",
    "cleared_how",
    "clock",
    "due_on",
    "remind_at",
    "due_at",
    "next_signal_at",
)


class LedgerRefused(ActRefused):
    """A step of the ledger can't be made; ``reasons`` are words of ``AccountRefusal``, all of them."""

    words = AccountRefusal


def find_account(file_id: int, actor: User) -> Accountability:
    """The file, locked after its case; it doesn't exist for whoever may not see it."""
    file = Accountability.objects.visible_to(actor).get(pk=file_id)
    Case.objects.locked().get(pk=file.case_id)
    return Accountability.objects.select_for_update(of=("self",)).select_related("case").get(pk=file_id)


def against_step(name: str, file: Accountability, actor: User, *, note: str = "x") -> list[str]:
    """Why somebody can't make this step, whatever it is."""
    reasons = [] if can_keep_ledger(actor) else ["not_your_move"]
    reasons += [] if file.stage in STEP_BY_NAME[name].sources else ["wrong_stage"]
    return reasons + ([] if note.strip() else ["note_missing"])


def make_step(
    name: str,
    file: Accountability,
    *,
    actor: User | None,
    at,
    target: str = "",
    note: str = "",
    starts_at=None,
    **details,
) -> AccountEvent:
    """Write the file as the table says and one line of its trail; the caller has asked every condition.

    ``target`` chooses where a step ends that may end in several stages; ``starts_at`` is when its clock begins to count.
    """
    step = STEP_BY_NAME[name]
    file.stage = target or step.targets[0]
    file.clock, file.due_on, file.remind_at, file.due_at, file.next_signal_at = (
        step.starts,
        None,
        None,
        None,
        None,
    )
    if step.starts:
        plan = account_plan(step.starts, starts_at or at, office_calendar())
        file.due_on, file.remind_at, file.due_at = plan.due_on, plan.remind_at, plan.due_at
        file.next_signal_at = plan.remind_at if step.starts == "answer" else plan.due_at
    file.save(update_fields=CHANGED)
    return write_line(file, step.event, actor=actor, at=at, note=note, **details)


def write_line(
    file: Accountability, name: str, *, actor: User | None, at, note: str = "", **details
) -> AccountEvent:
    """One line of the trail."""
    return AccountEvent.objects.create(
        file=file, at=at, name=name, actor=actor, note=note.strip(), details=details
    )


def keepers_of(file: Accountability, *, at, roles) -> list[User]:
    """Those of the commission in charge who may see the file; where there is nobody, those of the one above."""
    firewall = firewall_of(file.case, on=at.astimezone(CHINA).date())
    for unit_id in file.case.desk.lineage:
        users = [user for user in users_of([unit_id], roles, firewall) if _sees(user, file)]
        if users:
            return users
    return [user for user in fallback(file.case, firewall) if _sees(user, file)]


def _sees(user: User, file: Accountability) -> bool:
    return Accountability.objects.visible_to(user).filter(pk=file.pk).exists()
