"""The life of a plan: begun, put forward by a leader of the department, approved by the commission, published (M05)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.selectors import ActRefused, users_acting_for
from accounts.services import ask_for_act, decide_on_act
from common.numbering import CHINA
from notices.services import tell_of_act
from organizations.choices import Line, UnitKind
from organizations.models import Sector
from sectors.choices import PlanRefusal, VersionState
from sectors.models import Campaign, PlanApproval, PlanItem, PlanVersion, SectorPlan
from sectors.permissions import can_answer_for_plan, can_decide_on_plan, can_write_plan
from sectors.selectors import gaps_in, province_units

COPIED = (
    *("task_id", "kind", "heading", "title", "text", "standard", "owner_id"),
    *("leader_id", "leader_post", "due_on", "indicator", "source"),
)


class PlanRefused(ActRefused):
    """A step of a plan can't be made: words of ``PlanRefusal``, and for each item what it lacks."""

    words = PlanRefusal

    def __init__(self, reasons: Iterable[str], gaps: Iterable[tuple[PlanItem, list[str]]] = ()):
        super().__init__(reasons)
        self.gaps = tuple(gaps)

    @property
    def sentences(self) -> list[str]:
        """The reasons in words, one sentence for each item that isn't whole."""
        return [*super().sentences, *(self._sentence(item, gaps) for item, gaps in self.gaps)]

    @staticmethod
    def _sentence(item: PlanItem, gaps: list[str]) -> str:
        lacks = _(", ").join(str(PlanRefusal(gap).label) for gap in gaps)
        return _("Item %(number)d, %(title)s: %(lacks)s.") % {
            "number": item.task.number,
            "title": item.title,
            "lacks": lacks,
        }


@transaction.atomic
def begin_plan(*, campaign: Campaign, sector: Sector, actor: User, at) -> PlanVersion:
    """Begin the plan of a sector with an empty first draft. Raises PlanRefused."""
    if not can_write_plan(actor, sector):
        raise PlanRefused(["not_your_move"])
    plan, _is_new = SectorPlan.objects.get_or_create(campaign=campaign, sector=sector)
    plan = lock_plan(plan.pk)
    if plan.versions.exists():
        raise PlanRefused(["begun_already"])
    return PlanVersion.objects.create(plan=plan, number=1, begun_by=actor, begun_at=at)


@transaction.atomic
def begin_draft(*, plan_id: int, actor: User, at) -> PlanVersion:
    """Begin a new draft with the words of the approved version, which stays in force meanwhile. Raises PlanRefused."""
    plan = lock_plan(plan_id)
    if not can_write_plan(actor, plan.sector):
        raise PlanRefused(["not_your_move"])
    last = plan.versions.first()
    if last is None or last.state != VersionState.APPROVED:
        raise PlanRefused(["begun_already"])
    draft = PlanVersion.objects.create(
        plan=plan, number=last.number + 1, aim=last.aim, begun_by=actor, begun_at=at
    )
    PlanItem.objects.bulk_create(
        PlanItem(version=draft, **{name: getattr(item, name) for name in COPIED}) for item in last.items.all()
    )
    return draft


@transaction.atomic
def set_aim(*, version_id: int, aim: str, actor: User) -> PlanVersion:
    """Write what the plan is to achieve. Raises PlanRefused."""
    version = locked_draft(version_id, actor)
    version.aim = aim.strip()
    version.save(update_fields=["aim"])
    return version


@transaction.atomic
def ask_for_approval(*, version_id: int, reason: str, actor: User, at) -> PlanApproval:
    """Put a draft before the commission of the province; from now on nobody changes a word of it.

    Raises PlanRefused with everything that speaks against it, item by item (M06).
    """
    version = _locked_version(version_id)
    reasons = [] if can_answer_for_plan(actor, version.plan.sector) else ["not_your_move"]
    asked = version.state == VersionState.ASKED
    reasons += ["asked_already"] if asked else []
    reasons += ["wrong_stage"] if version.state == VersionState.APPROVED else []
    reasons += [] if version.items.exists() else ["no_items"]
    gaps = gaps_in(version)
    if reasons or gaps:
        raise PlanRefused(reasons, gaps)
    _set_state(version, VersionState.ASKED)
    return ask_for_act(PlanApproval(version=version, reason=reason), actor=actor, at=at)


@transaction.atomic
def decide_on_plan(*, approval_id: int, decision: str, note: str, actor: User, at) -> PlanApproval:
    """Approve a version, or send it back to its department as a draft. Raises PlanRefused."""
    approval = PlanApproval.objects.select_related("version__plan").get(pk=approval_id)
    return decide_on_act(approval, decision=decision, note=note, actor=actor, at=at)


@transaction.atomic
def publish_plan(*, version_id: int, actor: User, at) -> PlanVersion:
    """Let everybody read an approved version. Raises PlanRefused."""
    version = _locked_version(version_id)
    reasons = [] if can_answer_for_plan(actor, version.plan.sector) else ["not_your_move"]
    is_open = version.state == VersionState.APPROVED and version.published_at is None
    reasons += [] if is_open else ["wrong_stage"]
    if reasons:
        raise PlanRefused(reasons)
    version.published_by, version.published_at = actor, at
    version.save(update_fields=["published_by", "published_at"])
    return version


def after_plan_approval(approval: PlanApproval, *, actor: User | None, at) -> None:
    """What a decision makes of the version, and who is told: the commission while it waits, then whoever asked."""
    version = approval.version
    if approval.decision == Decision.GRANTED:
        _set_state(version, VersionState.APPROVED, approved_at=at)
    elif approval.decision:
        _set_state(version, VersionState.DRAFT)
    deciders = [
        user
        for user in users_acting_for(
            unit_ids=_commission_ids(),
            roles=[Role.COMMISSION_LEADER],
            on=at.astimezone(CHINA).date(),
        )
        if can_decide_on_plan(user, approval)
    ]
    asker = [approval.asked_by]
    told = {"": deciders, Decision.LAPSED: [*asker, *deciders]}.get(approval.decision, asker)
    tell_of_act(approval, receivers=told, at=at)


def lock_plan(plan_id: int) -> SectorPlan:
    """The plan, locked: whatever changes one of its versions waits here."""
    plans = SectorPlan.objects.select_for_update(of=("self",))
    return plans.select_related("campaign", "sector").get(pk=plan_id)


def locked_draft(version_id: int, actor: User) -> PlanVersion:
    """A draft that the user may write in, its plan locked. Raises PlanRefused."""
    version = _locked_version(version_id)
    reasons = [] if can_write_plan(actor, version.plan.sector) else ["not_your_move"]
    reasons += [] if version.state == VersionState.DRAFT else ["wrong_stage"]
    if reasons:
        raise PlanRefused(reasons)
    return version


def _locked_version(version_id: int) -> PlanVersion:
    plan_id = PlanVersion.objects.values_list("plan_id", flat=True).get(pk=version_id)
    plan = lock_plan(plan_id)
    version = PlanVersion.objects.get(pk=version_id)
    version.plan = plan
    return version


def _set_state(version: PlanVersion, state: str, *, approved_at=None) -> None:
    version.state, version.approved_at = state, approved_at
    version.save(update_fields=["state", "approved_at"])


def _commission_ids() -> list[int]:
    units = province_units().filter(line=Line.COMMISSION, kind=UnitKind.COMMISSION)
    return list(units.order_by().values_list("pk", flat=True))
