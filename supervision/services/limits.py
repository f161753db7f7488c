"""Setting the limits of a detector, and trying first what others would give."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from accounts.models import User
from accounts.selectors import standing_of
from common.numbering import CHINA
from supervision.choices import Detector, LimitName
from supervision.models import Threshold
from supervision.rules import check_limits
from supervision.selectors.concerned import Register, accusations_in
from supervision.selectors.detectors import Finding, scan
from supervision.services.marks import mark_answers


def set_limits(
    *, detector: str, values: Mapping[str, int], effective_on: date, reason: str, actor: User, at: datetime
) -> Threshold:
    """Write a new version of the limits, from today on at the earliest: what was found before keeps its limits.

    Raises ValueError for limits that the detector doesn't have, beyond their bounds, from a past day or without a reason.
    """
    check_limits(detector, values)
    if effective_on < at.astimezone(CHINA).date():
        raise ValueError("the past can't be changed")
    if not reason.strip():
        raise ValueError("a change of the limits needs a reason")
    return Threshold.objects.create(
        detector=detector,
        values=dict(values),
        effective_on=effective_on,
        set_by=actor,
        set_at=at,
        reason=reason.strip(),
    )


def try_limits(*, detector: str, values: Mapping[str, int], actor: User, at: datetime) -> int:
    """How many leads these limits would give today; nothing is kept, and nothing that concerns the asker is counted."""
    check_limits(detector, values)
    if detector == Detector.SAME_REPLY:
        mark_answers(since=at - timedelta(days=values[LimitName.WINDOW]))
    findings = scan(detector, limits=values, at=at)
    on = at.astimezone(CHINA).date()
    register, standing = Register(on=on), standing_of(actor, on=on)
    accused = accusations_in(piece.case_id for finding in findings for piece in finding.pieces)
    return sum(_is_open_to(finding, register, accused, standing) for finding in findings)


def _is_open_to(finding: Finding, register: Register, accused: Mapping[int, set], standing) -> bool:
    named = {who for piece in finding.pieces for who in accused.get(piece.case_id, ())}
    firewall = register.concerned(unit_id=finding.unit_id, accused=named).firewall
    return firewall.roots.isdisjoint(standing.shut_units) and firewall.persons.isdisjoint(
        standing.shut_persons
    )
