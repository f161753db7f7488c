"""Who plans sessions, who sits at the live desk, who speaks for the unit on the line, and who writes the guidance."""

from accounts.choices import Role
from hotline.choices import SessionParty
from hotline.models import Guidance, GuidanceReceipt, Session, SubstituteApproval
from hotline.querysets import GUESTS, OPERATORS, ORGANISERS, offices_of
from organizations.choices import Level, Line, UnitKind
from organizations.models import Unit


def offices_to_plan_for(user) -> list[Unit]:
    """The commissions of an area for which the user may plan sessions."""
    units = Unit.objects.filter(
        pk__in=offices_of(user, *ORGANISERS), kind=UnitKind.COMMISSION, line=Line.COMMISSION
    )
    return list(units.exclude(area=None).select_related("area"))


def can_plan_sessions(user) -> bool:
    """Inspectors and leaders of a commission: the programme office sits there (M68)."""
    return bool(offices_to_plan_for(user))


def can_see_programme(user) -> bool:
    """Commissions, and units that may come on the line."""
    return bool(offices_of(user, *OPERATORS, *GUESTS))


def can_organise(user, session: Session) -> bool:
    """The programme office of the commission that holds the line."""
    return session.organiser_id in offices_of(user, *ORGANISERS)


def can_run_desk(user, session: Session) -> bool:
    """The live desk: the clerks of that commission, and the programme office."""
    return session.organiser_id in offices_of(user, *OPERATORS)


def can_report_guest(user, session: Session) -> bool:
    """The unit on the line says who comes; the programme office may enter what it was told."""
    return session.unit_id in offices_of(user, *GUESTS) or can_organise(user, session)


def can_decide_on_substitute(user, approval: SubstituteApproval) -> bool:
    """A leader of the commission that holds the line, never whoever asked."""
    leads = approval.guest.session.organiser_id in offices_of(user, Role.COMMISSION_LEADER)
    return leads and approval.asked_by_id != user.pk


def can_publish_edition(user, session: Session) -> bool:
    """The programme office of the commission that holds the line."""
    return can_organise(user, session)


def parties_of(user, session: Session) -> set[str]:
    """What the user is to the session, for the table of its moves."""
    parties = {
        SessionParty.ORGANISER: can_organise(user, session),
        SessionParty.OPERATOR: can_run_desk(user, session),
        SessionParty.UNIT: session.unit_id in offices_of(user, *GUESTS),
    }
    return {party for party, is_his in parties.items() if is_his}


def can_write_guidance(user) -> bool:
    """The commission of the province writes it for all levels (M73)."""
    return any(office.area.level == Level.PROVINCE for office in offices_to_plan_for(user))


def can_send_guidance(user, guidance: Guidance) -> bool:
    """A leader of that commission who hasn't written it."""
    leads = Unit.objects.filter(
        pk__in=offices_of(user, Role.COMMISSION_LEADER),
        kind=UnitKind.COMMISSION,
        line=Line.COMMISSION,
        area__level=Level.PROVINCE,
    )
    return guidance.written_by_id != user.pk and leads.exists()


def can_see_guidance(user) -> bool:
    """Everybody whose commission works by it."""
    return can_write_guidance(user) or GuidanceReceipt.objects.of_user(user).exists()


def can_confirm_guidance(user, receipt: GuidanceReceipt) -> bool:
    """The programme office of the city."""
    return receipt.unit_id in offices_of(user, *ORGANISERS)
