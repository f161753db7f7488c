"""Making leads for tests."""

from supervision.choices import Detector
from supervision.management.patterns import PATTERNS, Seeder
from supervision.models import Lead
from supervision.rules import defaults_of, row_of
from supervision.services import find_leads


def lead_of(detector: str, *, at) -> Lead:
    """The lead that the detector makes of its own pattern, seeded and found at that moment."""
    PATTERNS[detector](Seeder(at=at))
    find_leads(at=at, detectors=[detector])
    return Lead.objects.get()


def make_lead(unit, *, at, commission, detector: str = Detector.IDLE, **fields) -> Lead:
    """A lead about a unit without evidence, for pages that only need one to be there."""
    values = {
        "trigger": row_of(detector).trigger,
        "area": unit.area,
        "figures": {"cases": 1},
        "limits": defaults_of(detector),
        "shut_units": [unit.pk],
        "first_found_at": at,
        "last_found_at": at,
    }
    return Lead.objects.create(detector=detector, unit=unit, commission=commission, **(values | fields))
