"""Who prepares an appraisal, who publishes it, who decides on an appeal, and who speaks for a unit."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, users_acting_for
from evaluations.choices.appraisal import RoundParty, RoundStage
from evaluations.models import Appraised, Round, RoundPublication, ScoreAppeal
from evaluations.querysets.rounds import APPRAISED_ROLES, leads_office, offices_of, shut_to
from organizations.choices import Level, Line, UnitKind
from organizations.models import Unit


def offices_to_appraise_for(user) -> list[Unit]:
    """The commissions of an area for which the user may prepare a round."""
    units = Unit.objects.filter(
        pk__in=offices_of(user, *COMMISSIONERS), kind=UnitKind.COMMISSION, line=Line.COMMISSION
    )
    return list(units.exclude(area=None).select_related("area"))


def can_prepare_rounds(user) -> bool:
    """Inspectors and leaders of a commission."""
    return bool(offices_to_appraise_for(user))


def can_see_appraisal(user) -> bool:
    """Commissions, and units that may be appraised."""
    return bool(offices_of(user, *COMMISSIONERS, *APPRAISED_ROLES))


def keeps_away(user, found: Round) -> bool:
    """Whether a unit of the round is on the user's own side, or one that he has a tie to.

    He neither prepares nor publishes nor corrects the round, whichever unit it is about, since one rank hangs on another; and
    before everybody does he reads no figure of it.
    """
    shut = shut_to(user)
    return bool(shut) and found.appraised.filter(unit_id__in=shut).exists()


def can_organise(user, found: Round) -> bool:
    """Whoever acts for the commission that appraises, and needn't keep away."""
    return found.organiser_id in offices_of(user, *COMMISSIONERS) and not keeps_away(user, found)


def can_lead(user, found: Round) -> bool:
    """A leader of that commission, who needn't keep away."""
    return found.organiser_id in leads_office(user) and not keeps_away(user, found)


def can_read_whole(user, found: Round) -> bool:
    """Commissions that see the round read all of it; an appraised unit reads of itself alone."""
    return bool(offices_of(user, *COMMISSIONERS) & set(found.organiser.lineage))


def can_read_figures(user, found: Round) -> bool:
    """Whoever reads the whole round; before it is published not whoever has to keep away from it."""
    return found.stage == RoundStage.PUBLISHED or not keeps_away(user, found)


def parties_of(user, found: Round) -> set[str]:
    """What the user is to the round, for the table of its moves."""
    parties = {RoundParty.ORGANISER: can_organise(user, found), RoundParty.LEADER: can_lead(user, found)}
    return {party for party, is_his in parties.items() if is_his}


def can_set_terms(user) -> bool:
    """A leader of the commission of the province: one order of weights for all levels."""
    return Unit.objects.filter(
        pk__in=leads_office(user),
        kind=UnitKind.COMMISSION,
        line=Line.COMMISSION,
        area__level=Level.PROVINCE,
    ).exists()


def can_publish(user, act: RoundPublication) -> bool:
    """A leader of the commission that appraises, or who stands in for all of them; never whoever asked."""
    return act.asked_by_id != user.pk and (can_lead(user, act.round) or stands_in(user, act.round))


def stands_in(user, found: Round) -> bool:
    """A leader of a commission above, where every leader of the one that appraises has to keep away."""
    above = set(found.organiser.lineage) - {found.organiser_id}
    if not above & set(leads_office(user)) or keeps_away(user, found):
        return False
    on, roles = timezone.localdate(), [Role.COMMISSION_LEADER]
    leaders = users_acting_for(unit_ids=[found.organiser_id], roles=roles, on=on)
    return not any(can_lead(leader, found) for leader in leaders)


def can_appeal(user, appraised: Appraised) -> bool:
    """The leader of the unit, once the result is out."""
    is_out = appraised.round.stage == RoundStage.PUBLISHED
    return is_out and appraised.unit_id in offices_of(user, Role.UNIT_LEADER)


def can_decide_on_appeal(user, appeal: ScoreAppeal) -> bool:
    """Somebody of the commission other than whoever computed the score and asked for its publication."""
    found = appeal.appraised.round
    computed = set(found.publications.filter(decision="granted").values_list("asked_by", flat=True))
    return can_organise(user, found) and user.pk not in computed and appeal.asked_by_id != user.pk
