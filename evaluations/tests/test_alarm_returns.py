"""An alarm that was dismissed and is back says on its page who had dismissed it, when and why, and what is new."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from common.tests.browsing import browse_as, main_of
from complaints.services import IncomingText, take_in_text
from evaluations import services
from evaluations.models import VisitAlarm, VisitAlarmReturn, VisitVote
from evaluations.tests.factories import PHONE, WINDOW, ask_everybody, invite, list_windows, make_visits

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def inspector(db) -> User:
    """Decides for the commission of the city."""
    return make_user("inspector", Role.INSPECTOR, "440100-commission", full_name="李督查")


def page_of(alarm: VisitAlarm, user: User) -> str:
    return main_of(browse_as(user).get(reverse("evaluations:window-alarm", args=[alarm.pk])))


def dismiss(alarm: VisitAlarm, actor: User, *, at, reason: str = "代办人录入，属正常情况") -> None:
    services.decide_alarm(alarm_id=alarm.pk, decision="dismissed", reason=reason, actor=actor, at=at)


def alarm_of_a_staff_number(keeper: User, *, at) -> VisitAlarm:
    """A visit was recorded with a number of the window's own staff."""
    list_windows()
    services.add_staff_phones(unit=unit(WINDOW), numbers=[PHONE], actor=keeper, at=at)
    make_visits([PHONE], at=at)
    services.look_for_alarms(at=at)
    return VisitAlarm.objects.get(kind="staff_phone")


def test_a_visit_recorded_since_brings_it_back_and_the_page_names_the_dismissal_and_the_visit(
    now, inspector, province_inspector
):
    alarm = alarm_of_a_staff_number(province_inspector, at=now)
    dismiss(alarm, inspector, at=now + HOUR)
    assert "It was dismissed before" not in page_of(alarm, inspector), "it has not come back yet"
    make_visits([PHONE], at=now + 3 * HOUR)
    services.look_for_alarms(at=now + 4 * HOUR)
    said = page_of(alarm, province_inspector)
    assert "It was dismissed before" in said
    for words in (
        "李督查",
        "Reason: 代办人录入，属正常情况",
        "known then: 1 visits of the last 30 days were recorded with a number of staff.",
        "Came back with new evidence",
        "A visit recorded at",
    ):
        assert words in said
    assert PHONE not in said


def test_each_dismissal_stays_on_the_page_however_often_the_alarm_comes_back(
    now, inspector, province_inspector
):
    alarm = alarm_of_a_staff_number(province_inspector, at=now)
    for number, reason in enumerate(("一次理由", "二次理由")):
        at = now + number * 24 * HOUR
        dismiss(alarm, inspector, at=at + HOUR, reason=reason)
        make_visits([PHONE], at=at + 2 * HOUR)
        services.look_for_alarms(at=at + 3 * HOUR)
    said = page_of(alarm, inspector)
    assert said.index("二次理由") < said.index("一次理由"), "the latest first"
    assert "known then: 2 visits" in said


def test_ratings_that_join_it_are_counted_as_what_is_new(now, inspector):
    list_windows()
    ask_everybody(make_user("keeper", Role.INSPECTOR, "440000-commission"), at=now)
    phones = [f"139{place:08d}" for place in range(4)]
    invite(phones, at=now)
    for phone in phones:
        take_in_text(text=IncomingText(sender=phone, receiver="1069", words="1"), at=now)
    votes = list(VisitVote.objects.order_by("pk").values_list("pk", flat=True))
    seen = {"kind": "burst", "unit": unit(WINDOW), "key": str(votes[0])}
    alarm = services.raise_alarm(**seen, votes=votes[:2], figures={"votes": 2, "grade": "satisfied"}, at=now)
    dismiss(alarm, inspector, at=now)
    services.raise_alarm(**seen, votes=votes, figures={"votes": 4, "grade": "satisfied"}, at=now + HOUR)
    said = page_of(alarm, inspector)
    assert "2 ratings that weren't among those known." in said
    assert "known then: 2 ratings “Satisfied” came within minutes" in said
    assert VisitAlarmReturn.objects.get().votes == votes[2:]


def test_the_same_evidence_leaves_no_trace_of_a_return(now, inspector, province_inspector):
    alarm = alarm_of_a_staff_number(province_inspector, at=now)
    dismiss(alarm, inspector, at=now + HOUR)
    services.look_for_alarms(at=now + 2 * HOUR)
    assert not VisitAlarmReturn.objects.exists()


def test_what_was_decided_before_can_neither_be_changed_nor_deleted(now, inspector, province_inspector):
    alarm = alarm_of_a_staff_number(province_inspector, at=now)
    dismiss(alarm, inspector, at=now + HOUR)
    make_visits([PHONE], at=now + 2 * HOUR)
    services.look_for_alarms(at=now + 3 * HOUR)
    kept = VisitAlarmReturn.objects.filter(alarm=alarm)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        kept.update(reason="别的理由")
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        kept.delete()
