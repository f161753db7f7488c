"""Keeping the list of the service windows, the limits by which visitors are asked, and the numbers of staff."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.selectors import ActRefused, standing_of
from accounts.services import mark_of
from complaints.rules import clean_phone
from evaluations.choices import VisitRefusal
from evaluations.models import ServiceWindow, StaffPhone, WindowRule
from evaluations.permissions import can_keep_windows
from evaluations.rules.samples import check_limits
from evaluations.services.versions import set_version
from organizations.models import Unit

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
STAND_IN = "替代名单：二十四个窗口单位的正式名单未见公布"


class WindowRefused(ActRefused):
    """It can't be done; ``reasons`` are words of ``VisitRefusal``, all of them."""

    words = VisitRefusal


@transaction.atomic
def load_windows(*, folder: Path = DATA_FOLDER, from_on: date, at: datetime) -> int:
    """Put the units of ``windows.csv`` on a list that is still empty; returns how many. From then on it is people's work."""
    if ServiceWindow.objects.exists():
        return 0
    with (folder / "windows.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["unit_code"] for row in csv.DictReader(file)]
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    rows = [
        ServiceWindow(unit=units[code], position=place, from_on=from_on, reason=STAND_IN, added_at=at)
        for place, code in enumerate(codes, 1)
        if code in units
    ]
    return len(ServiceWindow.objects.bulk_create(rows))


def add_window(*, unit: Unit, from_on: date, reason: str, actor: User, at: datetime) -> ServiceWindow:
    """Put a unit on the list, at its end; raises WindowRefused."""
    _refuse_for(_against_keeping(actor, unit) + ([] if reason.strip() else [VisitRefusal.NOTE_MISSING]))
    last = ServiceWindow.objects.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            return ServiceWindow.objects.create(
                unit=unit,
                position=last + 1,
                from_on=from_on,
                reason=reason.strip(),
                added_by=actor,
                added_at=at,
            )
    except IntegrityError:
        raise WindowRefused([VisitRefusal.LISTED_ALREADY]) from None


@transaction.atomic
def end_window(*, window_id: int, to_on: date, actor: User) -> ServiceWindow:
    """Take a unit off the list after a day; what was counted stays counted. Raises WindowRefused."""
    window = ServiceWindow.objects.select_for_update(of=("self",)).select_related("unit").get(pk=window_id)
    reasons = _against_keeping(actor, window.unit)
    reasons += [VisitRefusal.WRONG_STATE] if window.to_on is not None else []
    reasons += [VisitRefusal.ENDS_BEFORE] if to_on < window.from_on else []
    _refuse_for(reasons)
    window.to_on = to_on
    window.save(update_fields=["to_on"])
    return window


def set_window_rule(
    *,
    values: Mapping[str, int],
    effective_on: date,
    reason: str,
    actor: User,
    at: datetime,
    unit: Unit | None = None,
) -> WindowRule:
    """Write a new version of the limits, for all or for one unit, from today on at the earliest; raises WindowRefused."""
    reasons = _against_keeping(actor, unit)
    try:
        check_limits(values, is_of_a_unit=unit is not None)
    except ValueError:
        reasons.append(VisitRefusal.OUT_OF_BOUNDS)
    return set_version(
        WindowRule,
        refused=WindowRefused,
        against=reasons,
        effective_on=effective_on,
        reason=reason,
        actor=actor,
        at=at,
        unit=unit,
        values=dict(values),
    )


def add_staff_phones(*, unit: Unit, numbers: Iterable[str], actor: User, at: datetime) -> int:
    """Keep the marks of numbers of a unit's staff, so that none of them is ever asked; returns how many were new.

    Only the marks are kept. Raises WindowRefused, and nothing is kept, where one is no phone number.
    """
    cleaned = [clean_phone(number) for number in numbers]
    is_fit = bool(cleaned) and None not in cleaned
    _refuse_for(_against_keeping(actor, unit) + ([] if is_fit else [VisitRefusal.NOT_A_MOBILE]))
    known = set(StaffPhone.objects.filter(unit=unit).values_list("phone_mark", flat=True))
    marks = dict.fromkeys(mark_of(number) for number in cleaned)
    rows = [
        StaffPhone(unit=unit, phone_mark=mark, added_by=actor, added_at=at)
        for mark in marks
        if mark not in known
    ]
    StaffPhone.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _against_keeping(actor: User, unit: Unit | None) -> list[str]:
    """Who keeps the list keeps away from a unit on his own side: it neither leaves the list nor is asked less by him."""
    reasons = [] if can_keep_windows(actor) else [VisitRefusal.NOT_YOUR_MOVE]
    shut = standing_of(actor, on=timezone.localdate()).shut_units
    return reasons + ([VisitRefusal.OWN_SIDE] if unit is not None and unit.pk in shut else [])


def _refuse_for(reasons: list[str]) -> None:
    if reasons:
        raise WindowRefused(reasons)
