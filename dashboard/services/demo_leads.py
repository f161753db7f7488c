"""Patterns for the detectors in the demonstration, and what an inspector has done with some of the leads."""

from datetime import datetime, timedelta

from accounts.models import User
from cases.services import watch_clocks
from dashboard.services.demo_people import Staff
from dashboard.services.demo_texts import Texts
from organizations.models import Area, Unit
from supervision.choices import Detector, LeadState
from supervision.management.patterns import PATTERNS, Seeder
from supervision.models import Lead
from supervision.services import dismiss_lead, find_leads, take_up_lead

# A demonstration of fewer cases is for tests: it stays as large as was asked for.
LARGE = 200
SHOWN = (
    Detector.PASSED_ON,
    Detector.NO_CONTACT,
    Detector.SAME_REPLY,
    Detector.ORDER_IGNORED,
    Detector.REPEATED,
)
INSPECTOR = "demo-inspector"


class DemoSeeder(Seeder):
    """Makes the patterns with the people and in the words of the demonstration."""

    def __init__(self, *, at: datetime, staff: Staff, texts: Texts):
        super().__init__(at=at)
        self.staff, self.texts = staff, texts

    def who(self, unit: Unit, role: str) -> User:
        """The colleague who is there already."""
        return self.staff.who(unit.pk, role) or super().who(unit, role)

    def words(self, area: Area, sector: str) -> dict[str, str]:
        """A subject and a story like all others."""
        subject, story = self.texts.story(sector or "land_housing", self.texts.slots_for(area))
        return {"subject": subject, "story": story}


def seed_leads(*, staff: Staff, texts: Texts, until: datetime) -> None:
    """Make a few patterns that every detector of the trial can show, all in Guangzhou."""
    seeder = DemoSeeder(at=until - timedelta(hours=14), staff=staff, texts=texts)
    for detector in SHOWN:
        PATTERNS[detector](seeder)
    while watch_clocks(at=until):
        pass


def look_at_leads(*, texts: Texts, until: datetime) -> None:
    """Let the detectors look as they do every night; the inspector has taken up one lead and dismissed another."""
    find_leads(at=until)
    inspector = User.objects.get(username=INSPECTOR)
    seen = list(Lead.objects.visible_to(inspector).filter(state=LeadState.OPEN).order_by("pk")[:2])
    for lead, decide in zip(seen, (take_up_lead, _dismiss(texts)), strict=False):
        decide(lead_id=lead.pk, actor=inspector, at=until)


def _dismiss(texts: Texts):
    reason = texts.phrases["lead_dismissed"][0]["text"]
    return lambda **who: dismiss_lead(reason=reason, **who)
