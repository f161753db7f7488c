"""The eleven scans: each finds the patterns of one detector at all units at once."""

from collections.abc import Callable, Mapping
from datetime import datetime

from supervision.choices import Detector
from supervision.selectors.detectors.base import Finding, Piece
from supervision.selectors.detectors.closings import find_month_end
from supervision.selectors.detectors.contact import find_no_contact
from supervision.selectors.detectors.extensions import find_eve
from supervision.selectors.detectors.handovers import find_passed_on
from supervision.selectors.detectors.idle import find_idle
from supervision.selectors.detectors.orders import find_order_ignored
from supervision.selectors.detectors.overdue import find_overdue
from supervision.selectors.detectors.refusals import find_no_ground
from supervision.selectors.detectors.replies import find_same_reply, marks_of_answer
from supervision.selectors.detectors.troubles import find_repeated
from supervision.selectors.detectors.unsettled import find_unsettled

__all__ = ["SCANS", "Finding", "Piece", "marks_of_answer", "scan"]

SCANS: Mapping[str, Callable[..., list[Finding]]] = {
    Detector.IDLE: find_idle,
    Detector.PASSED_ON: find_passed_on,
    Detector.EVE: find_eve,
    Detector.NO_CONTACT: find_no_contact,
    Detector.SAME_REPLY: find_same_reply,
    Detector.MONTH_END: find_month_end,
    Detector.ORDER_IGNORED: find_order_ignored,
    Detector.REPEATED: find_repeated,
    Detector.OVERDUE: find_overdue,
    Detector.NO_GROUND: find_no_ground,
    Detector.UNSETTLED: find_unsettled,
}


def scan(detector: str, *, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """The patterns of one detector under these limits, as the tables stand at that moment."""
    return SCANS[detector](limits=limits, at=at)
