"""Making campaigns and plans for tests, always through the services that make real ones."""

from datetime import date, timedelta

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from organizations.models import Sector
from sectors.models import Campaign, PlanVersion
from sectors.rules import Span, phases_of
from sectors.services import (
    CampaignDraft,
    ItemDraft,
    add_item,
    ask_for_approval,
    begin_plan,
    decide_on_plan,
    publish_plan,
)
from sectors.services.campaigns import write_campaign

DAYS = {
    "starts_on": date(2026, 6, 1),
    "rectify_from": date(2026, 8, 1),
    "inspect_from": date(2027, 4, 1),
    "ends_on": date(2027, 6, 30),
}


def window() -> Span:
    """The days of the campaign of the tests."""
    return Span(DAYS["starts_on"], DAYS["ends_on"])


def phases() -> dict[str, Span]:
    """Its phases."""
    return phases_of(**DAYS)


def draft_of(code: str = "2026", **more) -> CampaignDraft:
    """A campaign that runs at the time of the tests."""
    return CampaignDraft(**{"code": code, "name": "专项行动", "name_en": "Special action", **DAYS} | more)


def make_campaign(*, at, code: str = "2026", **more) -> Campaign:
    """As it is loaded from the files."""
    return write_campaign(draft_of(code, **more), actor=None, at=at)


def sector(code: str = "land_housing") -> Sector:
    """One of the eight."""
    return Sector.objects.get(code=code)


def item_draft(**more) -> ItemDraft:
    """An item with everything that an approval asks for."""
    usual = {
        "title": "拖欠征地补偿款",
        "standard": "按协议约定足额付到户。",
        "owner": unit("440000-land"),
        "due_on": date(2026, 12, 31),
        "indicator": "欠付户数清零",
    }
    return ItemDraft(**usual | more)


def make_draft(campaign: Campaign, writer: User, *, at, code: str = "land_housing", **item) -> PlanVersion:
    """The first draft of a sector's plan, with one item."""
    version = begin_plan(campaign=campaign, sector=sector(code), actor=writer, at=at)
    add_item(version_id=version.pk, draft=item_draft(**item), actor=writer)
    return version


def approve(version: PlanVersion, leader: User, decider: User, *, at) -> PlanVersion:
    """Put forward by the department's leader and granted by the commission's."""
    approval = ask_for_approval(version_id=version.pk, reason="", actor=leader, at=at)
    decide_on_plan(approval_id=approval.pk, decision="granted", note="同意", actor=decider, at=at)
    return PlanVersion.objects.get(pk=version.pk)


def make_published(campaign: Campaign, leader: User, decider: User, *, at) -> PlanVersion:
    """A plan that everybody can read."""
    version = approve(make_draft(campaign, leader, at=at), leader, decider, at=at)
    return publish_plan(version_id=version.pk, actor=leader, at=at + timedelta(minutes=1))


def province_leader(name: str = "province_leader") -> User:
    """Leads the commission of the province."""
    return make_user(name, Role.COMMISSION_LEADER, "440000-commission")
