"""Who is told of a step: notices written into the outbox in the transaction of the step itself."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import timezone, translation

from accounts.choices import Role
from accounts.models import User
from cases.choices import EventName, Party, Signal
from cases.lifecycle import CLOCK_OWNER, Tell
from cases.models import Case, CaseClock, CaseEvent, ClockSignal, IdentityRequest, PublicAnswer
from cases.permissions import PARTY_ROLES
from cases.selectors.firewall import Firewall, firewall_of
from common.numbering import CHINA
from notices.selectors import ready_to_be_told
from notices.services import notify_citizen, notify_users, withdraw_notices
from organizations.models import Unit

# These wordings name the unit that helped or that lost the case; all others name the one that has it.
NAMING_ANOTHER = (
    "case_handed_up",
    "case_handed_back",
    "case_objected",
    "objection_granted",
    "case_recalled",
    "case_contributed",
)

# Which parties hear each signal beside the one that has to act.
SIGNAL_TELLS = {
    Signal.REMIND: (),
    Signal.YELLOW: (),
    Signal.RED: (Party.COMMISSION,),
    Signal.ESCALATE: (Party.COMMISSION,),
}


def tell_of_move(
    *,
    case: Case,
    event: CaseEvent,
    tells: tuple[Tell, ...],
    due_on: date | None,
    firewall: Firewall,
    left: tuple[int, ...] = (),
) -> None:
    """Write the notices that a move causes; ``due_on`` is the day of the clock that the move has started.

    ``left`` are the units that have lost the case by it: where it has no unit any more, these are told.
    """
    for tell in tells:
        about = f"event:{event.pk}:{tell.party}"
        if tell.party == Party.CITIZEN:
            notify_citizen(identity=case.identity, wording=tell.wording, about=about, at=event.at)
            continue
        _write(
            case,
            receivers_of(case, tell.party, firewall, left=left),
            wording=tell.wording,
            about=about,
            at=event.at,
            unit=event.unit if tell.wording in NAMING_ANOTHER else case.responsible,
            due_on=due_on,
            # Whoever has lost the case would find no page there.
            is_linked=tell.party != Party.UNIT or case.responsible_id is not None,
        )


def take_back_notices(case: Case) -> None:
    """Whoever has lost sight of a case keeps no notice of it either, nor gets one that still waits (R2, R12)."""
    units = set(case.events.exclude(unit=None).values_list("unit_id", flat=True))
    told = User.objects.filter(duties__unit_id__in=units).distinct()
    lost = [user for user in told if not Case.objects.visible_to(user).filter(pk=case.pk).exists()]
    withdraw_notices(users=lost, path=_path(case))


def tell_of_danger(*, case: Case, event: CaseEvent, firewall: Firewall) -> None:
    """Alert the desk and the commission of the desk, or the first one above that has somebody: never nobody (M15)."""
    parties = (Party.DESK, Party.COMMISSION)
    _write(
        case,
        _behind(case, parties, firewall).values() or _fallback(case, firewall),
        wording="case_urgent",
        about=f"event:{event.pk}:danger",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_message(*, case: Case, event: CaseEvent, firewall: Firewall) -> None:
    """Tell whoever has the case that its citizen wrote; of revenge the desk and the commission hear, and nobody else."""
    is_revenge = event.name == EventName.REVENGE_REPORTED
    parties = (Party.DESK, Party.COMMISSION) if is_revenge else (_holder(case),)
    _write(
        case,
        _behind(case, parties, firewall).values() or _fallback(case, firewall),
        wording="revenge_reported" if is_revenge else "citizen_wrote",
        about=f"event:{event.pk}:message",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_identity(*, case: Case, event: CaseEvent, request: IdentityRequest, firewall: Firewall) -> None:
    """Tell those who may decide of a request, and whoever asked of the decision."""
    wording = "identity_decided" if request.decision else "identity_asked"
    _tell_two(
        case,
        event,
        request.asked_by_id,
        is_decided=bool(request.decision),
        wording=wording,
        firewall=firewall,
    )


def tell_of_release(*, case: Case, event: CaseEvent, answer: PublicAnswer, firewall: Firewall) -> None:
    """Tell those who may decide of a text for the public, and whoever wrote it of the decision."""
    wording = "release_decided" if answer.decision else "release_asked"
    _tell_two(
        case,
        event,
        answer.written_by_id,
        is_decided=bool(answer.decision),
        wording=wording,
        firewall=firewall,
    )


def _tell_two(
    case: Case, event: CaseEvent, first_id: int, *, is_decided: bool, wording: str, firewall: Firewall
) -> None:
    """Of what takes two people: the leaders who may decide, never the first of the two; afterwards that one."""
    if is_decided:
        receivers = firewall.may_tell(User.objects.filter(pk=first_id), on=timezone.localdate())
    else:
        leaders = _users([case.desk_id], (Role.COMMISSION_LEADER,), firewall)
        receivers = [user for user in leaders if user.pk != first_id] or _fallback(case, firewall)
    _write(
        case,
        receivers,
        wording=wording,
        about=f"event:{event.pk}:{wording.partition('_')[0]}",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_place(*, case: Case, event: CaseEvent, firewall: Firewall) -> None:
    """Tell the desk to which a case has come because its place was put right."""
    _write(
        case,
        receivers_of(case, Party.DESK, firewall) or _fallback(case, firewall),
        wording="case_relocated",
        about=f"event:{event.pk}:place",
        at=event.at,
        unit=case.desk,
        due_on=case.due_on,
    )


def tell_of_evidence(*, case: Case, event: CaseEvent, firewall: Firewall) -> None:
    """Tell whoever has the case that its citizen added files."""
    receivers = receivers_of(case, _holder(case), firewall)
    _write(
        case,
        receivers or _fallback(case, firewall),
        wording="evidence_added",
        about=f"event:{event.pk}:evidence",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_signal(*, case: Case, clock: CaseClock, signal: ClockSignal, at) -> None:
    """Write the notices of a clock's signal: whoever has to act, then those above; never nobody."""
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    also = SIGNAL_TELLS[signal.kind]
    owner = CLOCK_OWNER[clock.name]
    if owner == Party.CITIZEN:
        notify_citizen(identity=case.identity, wording="citizen_asked", about=f"signal:{signal.pk}", at=at)
        return
    if owner == Party.UNIT and not case.responsible_id:
        owner = Party.DESK
    receivers = _behind(case, (owner, *also), firewall)
    if signal.kind == Signal.ESCALATE and case.escalated_to_id:
        receivers |= {user.pk: user for user in _users([case.escalated_to_id], tuple(Role), firewall)}
    _write(
        case,
        receivers.values() or _fallback(case, firewall),
        wording=f"clock_{signal.kind}",
        about=f"signal:{signal.pk}",
        at=at,
        unit=case.escalated_to if signal.kind == Signal.ESCALATE else case.responsible,
        due_on=clock.due_on,
    )


def receivers_of(case: Case, party: str, firewall: Firewall, *, left: Iterable[int] = ()) -> list[User]:
    """The users behind a party to the case, less those whom the firewall keeps away."""
    match party:
        case Party.UNIT | Party.UNIT_HEAD:
            unit_ids = [case.responsible_id] if case.responsible_id else list(left)
        case Party.REVIEWER:
            unit_ids = [case.reviewer_id] if case.reviewer_id else []
        case Party.CO_HANDLER:
            unit_ids = list(case.co_handler_rows.values_list("unit_id", flat=True))
        case _:
            unit_ids = [case.desk_id]
    return _users(unit_ids, PARTY_ROLES[party], firewall)


def _behind(case: Case, parties: Iterable[str], firewall: Firewall) -> dict[int, User]:
    """The users behind several parties by their id, each once."""
    return {user.pk: user for party in parties for user in receivers_of(case, party, firewall)}


def _holder(case: Case) -> str:
    """The party that has the case: who reviews it, else its unit, or the desk as long as it has none."""
    if case.reviewer_id:
        return Party.REVIEWER
    return Party.UNIT if case.responsible_id else Party.DESK


def _fallback(case: Case, firewall: Firewall) -> list[User]:
    """The commission of the desk, or the first one above it that has somebody who may hear of the case."""
    for unit_id in case.desk.lineage:
        if users := _users([unit_id], PARTY_ROLES[Party.COMMISSION], firewall):
            return users
    return []


def _users(unit_ids: list[int], roles: tuple[str, ...], firewall: Firewall) -> list[User]:
    if not unit_ids:
        return []
    today = timezone.localdate()
    reading = [role for role in roles if role not in (Role.SYSTEM_ADMIN, Role.MUNICIPAL_SYSTEM)]
    users = User.objects.acting_for(unit_ids=unit_ids, roles=reading, on=today)
    return list(ready_to_be_told(firewall.may_tell(users, on=today), on=today).order_by("pk"))


def _path(case: Case) -> str:
    return f"/staff/cases/{case.pk}/"


def _names_of(unit: Unit) -> dict[str, str]:
    """The unit's name in each language: nobody knows yet in which one the notice will be read."""
    names = {}
    for language, _called in settings.LANGUAGES:
        with translation.override(language):
            names[language] = unit.label
    return names


def _write(
    case: Case,
    receivers,
    *,
    wording: str,
    about: str,
    at,
    unit: Unit | None,
    due_on: date | None,
    is_linked: bool = True,
) -> None:
    notify_users(
        users=receivers,
        wording=wording,
        context={
            "number": case.number,
            "unit": _names_of(unit or case.desk),
            "date": f"{due_on}" if due_on else "",
        },
        path=_path(case) if is_linked else "",
        about=about,
        at=at,
    )
