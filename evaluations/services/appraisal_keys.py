"""What of the appraisal takes two people, as the register of such acts knows it (ADR 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import COMMISSIONERS, TwoKeyKind
from evaluations.models import Round, RoundPublication, ScoreAppeal
from evaluations.permissions.rounds import can_decide_on_appeal, can_publish
from evaluations.querysets.rounds import leads_office, offices_of
from evaluations.services.appeals import after_appeal, after_publication
from evaluations.services.rounds import RoundRefused


def _lock(round_id: int) -> Round:
    return Round.objects.select_for_update(of=("self",)).get(pk=round_id)


PUBLICATION = TwoKeyKind(
    name="round_publication",
    label=_("Publication of an appraisal"),
    model=RoundPublication,
    setting="ROUND_PUBLICATION_DAYS",
    why=_("Votes of a period are old news after a month: who asks later looks at them once more."),
    open_to=lambda user: RoundPublication.objects.filter(
        round__organiser__lineage__overlap=list(leads_office(user))
    ).select_related("round__organiser", "asked_by"),
    may_decide=can_publish,
    after=after_publication,
    page=lambda act: reverse("evaluations:round", args=[act.round_id]),
    about=lambda act: act.round.title,
    refused=RoundRefused,
    lock=lambda act: _lock(act.round_id),
)
APPEAL = TwoKeyKind(
    name="score_appeal",
    label=_("Appeal of a score"),
    model=ScoreAppeal,
    setting="SCORE_APPEAL_DAYS",
    why=_("As long as an appeal of a decision on accountability may take."),
    open_to=lambda user: ScoreAppeal.objects.filter(
        appraised__round__organiser_id__in=offices_of(user, *COMMISSIONERS)
    ).select_related("appraised__round__organiser", "appraised__unit", "asked_by"),
    may_decide=can_decide_on_appeal,
    after=after_appeal,
    page=lambda act: reverse("evaluations:appraised", args=[act.appraised_id]),
    about=lambda act: act.appraised.unit.name,
    refused=RoundRefused,
    lock=lambda act: _lock(act.appraised.round_id),
)
KINDS = (PUBLICATION, APPEAL)
