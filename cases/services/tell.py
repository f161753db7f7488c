"""Who is told of a step: notices written into the outbox in the transaction of the step itself."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from accounts.choices import Role
from accounts.models import TwoKeyAct, User
from cases.choices import ClockName, Decision, EventName, Party, Signal
from cases.lifecycle import CLOCK_OWNER, Tell
from cases.models import Case, CaseClock, CaseEvent, ClockSignal, IdentityRequest, PublicAnswer
from cases.selectors.firewall import Firewall
from cases.services.addressees import behind, fallback, receivers_of, somebody_of, users_of
from cases.services.notify import case_path, write_notices
from notices.services import notify_citizen, tell_of_act, withdraw_notices

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
    told: set[tuple[str, int]] = set()
    for tell in tells:
        about = f"event:{event.pk}:{tell.party}"
        if tell.party == Party.CITIZEN:
            if tell.wording == "citizen_accepted":
                # Said once for each acceptance, by the step that comes first.
                about = f"accepted:{case.pk}:{case.accepted_at.timestamp()}"
            notify_citizen(identity=case.identity, wording=tell.wording, about=about, at=event.at)
            continue
        # Whoever is two parties to the case hears the same once.
        users = receivers_of(case, tell.party, firewall, left=left)
        receivers = [user for user in users if (tell.wording, user.pk) not in told]
        told |= {(tell.wording, user.pk) for user in receivers}
        write_notices(
            case,
            receivers,
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
    lost = [user for user in told if not Case.objects.known_to(user).filter(pk=case.pk).exists()]
    withdraw_notices(users=lost, path=case_path(case))


def tell_of_danger(*, case: Case, event: CaseEvent, firewall: Firewall) -> None:
    """Alert the desk and the commission of the desk, or the first one above that has somebody: never nobody (M15)."""
    parties = (Party.DESK, Party.COMMISSION)
    write_notices(
        case,
        behind(case, parties, firewall).values() or fallback(case, firewall),
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
    write_notices(
        case,
        behind(case, parties, firewall).values() or fallback(case, firewall),
        wording="revenge_reported" if is_revenge else "citizen_wrote",
        about=f"event:{event.pk}:message",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_identity(*, case: Case, event: CaseEvent, request: IdentityRequest, firewall: Firewall) -> None:
    """Tell those who may decide of a request, and whoever asked of the decision."""
    wording = "identity_decided" if request.decision else "identity_asked"
    _tell_two(case, event, request, wording=wording, firewall=firewall)


def tell_of_release(*, case: Case, event: CaseEvent, answer: PublicAnswer, firewall: Firewall) -> None:
    """Tell those who may decide of a text for the public, and whoever wrote it of the decision."""
    wording = "release_decided" if answer.decision else "release_asked"
    _tell_two(case, event, answer, wording=wording, firewall=firewall)


def _tell_two(case: Case, event: CaseEvent, act: TwoKeyAct, *, wording: str, firewall: Firewall) -> None:
    """Of what takes two people: the leaders who may decide, never the first of the two; afterwards that one.

    Of what nobody has decided both hear in the words that all such acts have.
    """
    asked_by = firewall.may_tell(User.objects.filter(pk=act.asked_by_id), on=timezone.localdate())
    leaders = users_of([case.desk_id], (Role.COMMISSION_LEADER,), firewall)
    others = [user for user in leaders if user.pk != act.asked_by_id] or fallback(case, firewall)
    if act.decision == Decision.LAPSED:
        tell_of_act(act, receivers=[*asked_by, *others], at=event.at)
        return
    receivers = asked_by if act.decision else others
    write_notices(
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
    write_notices(
        case,
        receivers_of(case, Party.DESK, firewall) or fallback(case, firewall),
        wording="case_relocated",
        about=f"event:{event.pk}:place",
        at=event.at,
        unit=case.desk,
        due_on=case.due_on,
    )


def tell_of_answer(*, case: Case, event: CaseEvent, users: Iterable[User]) -> None:
    """Tell a commission that an answer waits for it because everybody of the one below keeps away."""
    write_notices(
        case,
        users,
        wording="case_answered",
        about=f"event:{event.pk}:answer",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_evidence(*, case: Case, event: CaseEvent, firewall: Firewall) -> None:
    """Tell whoever has the case that its citizen added files."""
    receivers = receivers_of(case, _holder(case), firewall)
    write_notices(
        case,
        receivers or fallback(case, firewall),
        wording="evidence_added",
        about=f"event:{event.pk}:evidence",
        at=event.at,
        unit=case.responsible,
        due_on=case.due_on,
    )


def tell_of_signal(*, case: Case, clock: CaseClock, signal: ClockSignal, firewall: Firewall, at) -> None:
    """Write the notices of a clock's signal: whoever has to act, then those above; for each of them somebody."""
    also = SIGNAL_TELLS[signal.kind]
    owner = owner_of(case, clock)
    if owner == Party.CITIZEN:
        notify_citizen(identity=case.identity, wording="citizen_asked", about=f"signal:{signal.pk}", at=at)
        return
    receivers = {user.pk: user for party in (owner, *also) for user in somebody_of(case, party, firewall)}
    if signal.kind == Signal.ESCALATE and case.escalated_to_id:
        receivers |= {user.pk: user for user in users_of([case.escalated_to_id], tuple(Role), firewall)}
    write_notices(
        case,
        receivers.values(),
        wording=f"clock_{signal.kind}",
        about=f"signal:{signal.pk}",
        at=at,
        unit=case.escalated_to if signal.kind == Signal.ESCALATE else case.responsible,
        due_on=clock.due_on,
    )


def tell_of_new_date(*, case: Case, clock: CaseClock, event: CaseEvent, firewall: Firewall) -> None:
    """Tell whoever has to act that a last day was worked out anew, and the citizen where he was told of it."""
    owner = owner_of(case, clock)
    if owner == Party.CITIZEN or clock.name == ClockName.CONCLUDE:
        about = f"event:{event.pk}:{Party.CITIZEN}"
        notify_citizen(identity=case.identity, wording="citizen_date_moved", about=about, at=event.at)
    if owner == Party.CITIZEN:
        return
    write_notices(
        case,
        somebody_of(case, owner, firewall),
        wording="clock_moved",
        about=f"event:{event.pk}:date",
        at=event.at,
        unit=case.responsible,
        due_on=clock.due_on,
    )


def owner_of(case: Case, clock: CaseClock) -> str:
    """The party that has to act while a clock runs: without a responsible unit the desk."""
    owner = CLOCK_OWNER[clock.name]
    return Party.DESK if owner == Party.UNIT and not case.responsible_id else owner


def _holder(case: Case) -> str:
    """The party that has the case: who reviews it, else its unit, or the desk as long as it has none."""
    if case.reviewer_id:
        return Party.REVIEWER
    return Party.UNIT if case.responsible_id else Party.DESK
