"""From the visit to the counted vote: drawn out of the unit's hands, one vote a visit, nothing lost, nobody's number kept (M64)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.models import Case
from cases.tests.factories import STORY, unit
from complaints.models import Arrival
from complaints.services import IncomingText, take_in_text
from evaluations import services
from evaluations.models import (
    Invitation,
    InvitationReply,
    RatingOptOut,
    Visit,
    VisitAlarm,
    VisitDraw,
    VisitVote,
    WindowRule,
)
from evaluations.selectors.visits import visit_tallies
from evaluations.selectors.windows import limits_on, service_windows
from evaluations.services import WindowRefused, draw_due, take_visits
from evaluations.tests.factories import (
    PHONE,
    WINDOW,
    ask_everybody,
    clerk_of,
    invite,
    list_windows,
    make_visits,
    row,
)
from notices.channels import MemorySms
from notices.models import Notice
from notices.services import send_due_notices

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _windows():
    MemorySms.sent.clear()
    list_windows()


def write(words: str, *, at, phone: str = PHONE):
    """Somebody sends a text message."""
    return take_in_text(text=IncomingText(sender=f"+86{phone}", receiver="10690000", words=words), at=at)


def answers(at, phone: str = PHONE) -> list[str]:
    """What the number has been sent so far."""
    send_due_notices(at=at)
    return [words for number, words in MemorySms.sent if number == phone]


def phones(number: int) -> list[str]:
    return [f"139{place:08d}" for place in range(number)]


def test_a_visit_is_recorded_once_and_rows_that_are_wrong_say_why(now):
    clerk, good = clerk_of(), row(at=now - ONE_DAY)
    rows = [
        good,
        good,
        good | {"number": "A-2", "phone": "020-83333333"},
        good | {"number": "A-3", "unit": "440100-health"},
        good | {"number": "A-4", "unit": "440106-land"},
        good | {"number": "", "visited_at": "昨天", "colour": "red"},
        good | {"number": "A-5", "visited_at": f"{now + ONE_DAY:%Y-%m-%d %H:%M}"},
        good | {"number": "A-6", "visited_at": "2013-01-01 09:00"},
    ]
    outcomes = take_visits(rows=rows, source="api", actor=clerk, at=now)
    assert [outcome.fate for outcome in outcomes] == ["recorded", "known", *["bad"] * 6]
    assert [sorted(dict(outcome.wrong).items()) for outcome in outcomes[2:]] == [
        [("phone", "not_a_mobile")],
        [("unit", "not_yours")],
        [("unit", "not_yours")],
        [("colour", "unknown_column"), ("number", "missing")],
        [("visited_at", "future")],
        [("unit", "not_a_window")],
    ]
    visit = Visit.objects.get()
    assert PHONE not in f"{visit.phone_box} {visit.phone_mark}"


def test_the_draw_is_out_of_the_units_hands_and_forgets_every_number(now, province_inspector):
    """A share of the day's visits, not those of the first or last numbers; staff, refusals and whoever was asked lately are left out."""
    services.add_staff_phones(unit=unit(WINDOW), numbers=["13700000001"], actor=province_inspector, at=now)
    write("TD", at=now, phone="13700000002")
    asked_lately = invite(["13700000003"], at=now - timedelta(days=20))
    make_visits(["13700000001", "13700000002", "13700000003", *phones(100), phones(1)[0]], at=now)
    assert draw_due(at=now.replace(hour=7)) == 0
    assert draw_due(at=now) == 20
    assert draw_due(at=now) == 0
    draw = VisitDraw.objects.get(on=now.date())
    assert (draw.waiting, draw.barred, draw.drawn) == (104, 4, 20)
    assert not Visit.objects.exclude(phone_box="").exists()
    drawn = Invitation.objects.exclude(pk=asked_lately[0].pk).values_list("visit__number", flat=True)
    places = sorted(int(number[2:]) for number in drawn)
    assert places[-1] - places[0] > 30, "the drawn ones lie among all"
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(number="V-5").update(phone_box="x")
    # A month later nothing tells any more which number it was, and no invitation can be found by it.
    services.expire_invitations(at=now + timedelta(days=31))
    assert services.forget_marks(at=now + timedelta(days=31)) == 105
    assert not Visit.objects.exclude(phone_mark="").exists()
    assert not Invitation.objects.exclude(phone_mark="").exists()


def test_the_same_matter_is_drawn_whoever_uploads_it_in_which_order(now):
    """Only the key decides: another order of the rows gives the same draw."""
    make_visits(phones(40), at=now)
    with transaction.atomic():
        draw_due(at=now)
        first = set(Visit.objects.filter(state="invited").values_list("number", flat=True))
        transaction.set_rollback(True)
    Visit.objects.filter(number__in=["V-3"]).update(business="别的")
    draw_due(at=now)
    assert set(Visit.objects.filter(state="invited").values_list("number", flat=True)) == first


def test_one_vote_a_visit_the_second_is_ignored_and_told_so_once(now, settings):
    [invitation] = invite([PHONE], at=now)
    [asked] = answers(now)
    assert unit(WINDOW).name in asked
    write("１。", at=now + timedelta(hours=1))
    for words in ("3", "不满意", "2"):
        write(words, at=now + timedelta(hours=2))
    vote = VisitVote.objects.get()
    assert (vote.grade, vote.invitation) == ("satisfied", invitation)
    assert InvitationReply.objects.filter(kind="second").count() == 3
    assert len(answers(now + timedelta(hours=3))) == 3, (
        "the invitation, the thanks, and one word about the second"
    )
    assert visit_tallies(begin=now.date(), end=now.date()) == {unit(WINDOW).pk: {"satisfied": 1}}
    assert visit_tallies(begin=now.date() - ONE_DAY, end=now.date() - ONE_DAY) == {}
    with pytest.raises(DatabaseError), transaction.atomic():
        VisitVote.objects.update(grade="dissatisfied")
    with pytest.raises(DatabaseError), transaction.atomic():
        VisitVote.objects.create(invitation=invitation, grade="mostly", voted_at=now)
    assert not Notice.objects.exclude(sealed_box="").exists()
    assert not Case.objects.exists()


def test_an_unknown_code_is_helped_once_and_may_still_be_put_right(now):
    invite([PHONE], at=now)
    for words in ("4", "好", "？"):
        write(words, at=now)
    assert len(answers(now)) == 3, "the invitation, the help, and what complaints say to a call for help"
    write("3 排队两个小时", at=now + timedelta(hours=1))
    assert VisitVote.objects.get().words == "排队两个小时"
    assert "/" in answers(now + timedelta(hours=1))[-1], "a dissatisfied visitor reads where to complain"


def test_a_long_text_without_a_code_is_a_complaint_too_and_none_is_lost(now):
    invite([PHONE], at=now)
    write(STORY, at=now)
    assert Case.objects.get().story == STORY
    assert len(answers(now)) == 3, "the invitation, how to rate, and the receipt of the complaint"
    # What is added to the fresh complaint belongs there, a code still to the invitation.
    write("补充：三组", at=now + timedelta(minutes=5))
    write("2", at=now + timedelta(minutes=6))
    assert Case.objects.get().messages.count() == 1
    assert VisitVote.objects.get().grade == "mostly"


def test_after_the_time_it_is_told_and_not_counted_and_silence_is_no_praise(now):
    invite([PHONE, *phones(3)], at=now)
    later = now + timedelta(hours=73)
    write("1", at=later)
    assert services.expire_invitations(at=later) == 4
    write("1", at=later + ONE_DAY)
    assert not VisitVote.objects.exists()
    assert visit_tallies(begin=date(2026, 1, 1), end=date(2026, 12, 31)) == {}
    assert InvitationReply.objects.filter(kind="late").count() == 1
    assert len(answers(later + ONE_DAY)) == 2


def test_whoever_wants_no_invitation_gets_none_and_a_number_that_nobody_asked_is_as_before(now):
    [invitation] = invite([PHONE], at=now)
    write("退订", at=now)
    invitation.refresh_from_db()
    assert invitation.state == "opted_out"
    write("1", at=now)
    assert not VisitVote.objects.exists()
    assert len(answers(now)) == 2
    assert RatingOptOut.objects.count() == 1
    write("1", at=now, phone="13600000000")
    assert Arrival.objects.filter(fate="answered").count() == 1


def test_whoever_was_pressed_tells_the_commission_and_the_unit_learns_nothing(
    now, province_inspector, city_inspector, other_city_clerk
):
    invite([PHONE], at=now)
    write("9 窗口让我当面回1", at=now)
    write("1", at=now)
    alarm = VisitAlarm.objects.get()
    assert (alarm.kind, alarm.words) == ("pressure", "窗口让我当面回1")
    assert VisitVote.objects.count() == 1
    for reader, sees in (
        (province_inspector, 1),
        (city_inspector, 1),
        (clerk_of(), 0),
        (other_city_clerk, 0),
    ):
        assert VisitAlarm.objects.visible_to(reader).count() == sees
    assert not Notice.objects.filter(user=clerk_of()).exists()


def test_votes_of_an_alarm_count_until_the_commission_says_with_a_reason_that_they_do_not(
    now, province_inspector, province_lead
):
    ask_everybody(province_inspector, at=now)
    invite(phones(14), at=now)
    for phone in phones(14):
        write("1", at=now, phone=phone)
    services.look_for_alarms(at=now)
    services.look_for_alarms(at=now)
    assert Counter(VisitAlarm.objects.values_list("kind", flat=True)) == {"burst": 1, "same_second": 1}
    alarm = VisitAlarm.objects.get(kind="burst")
    assert alarm.votes.count() == 14

    def counted():
        return visit_tallies(begin=now.date(), end=now.date()).get(unit(WINDOW).pk, {})

    assert counted() == {"satisfied": 14}
    act = {"alarm_id": alarm.pk, "at": now}
    with pytest.raises(VisitAlarm.DoesNotExist):
        services.decide_alarm(**act, decision="upheld", reason="刷票", actor=province_lead)
    with pytest.raises(WindowRefused):
        services.decide_alarm(**act, decision="upheld", reason=" ", actor=province_inspector)
    services.take_up_alarm(alarm_id=alarm.pk, actor=province_inspector)
    services.decide_alarm(**act, decision="upheld", reason="核实为刷票", actor=province_inspector)
    assert counted() == {}
    assert VisitVote.objects.count() == 14
    services.decide_alarm(**act, decision="dismissed", reason="复核：集中办理日", actor=province_inspector)
    assert counted() == {"satisfied": 14}


def test_staff_numbers_one_number_on_many_visits_and_withheld_visits_raise_alarms(now, province_inspector):
    clerk = clerk_of()
    clerk.phone = "18800000001"
    clerk.save()
    for back, number in ((5, 30), (4, 30), (3, 30), (2, 30), (1, 5)):
        start = now - timedelta(weeks=back) + timedelta(hours=5)
        rows = [
            row(f"W{back}-{place}", f"13{back}{place:08d}", at=start + timedelta(minutes=place))
            for place in range(number)
        ]
        assert {one.fate for one in take_visits(rows=rows, source="api", actor=clerk, at=now)} == {"recorded"}
    numbers = ["18800000001", *["18800000002"] * 5]
    rows = [row(f"X-{place}", phone, at=now - timedelta(hours=1)) for place, phone in enumerate(numbers)]
    take_visits(rows=rows, source="api", actor=clerk, at=now)
    services.look_for_alarms(at=now)
    found = {alarm.kind: alarm.figures for alarm in VisitAlarm.objects.all()}
    for kind in ("staff_phone", "one_number"):
        assert found[kind].pop("newest"), "by this a later visit is known to be new"
    assert found == {
        "staff_phone": {"visits": 1},
        "one_number": {"visits": 5},
        "withheld": {"visits": 5, "usual": 30},
    }
    # Dismissed, it comes back when more of the same has come.
    one = VisitAlarm.objects.get(kind="one_number")
    services.decide_alarm(
        alarm_id=one.pk, decision="dismissed", reason="代办人", actor=province_inspector, at=now
    )
    services.look_for_alarms(at=now)
    assert VisitAlarm.objects.get(pk=one.pk).state == "dismissed"
    more = row("X-99", "18800000002", at=now - timedelta(hours=1))
    take_visits(rows=[more], source="api", actor=clerk, at=now)
    services.look_for_alarms(at=now)
    assert (VisitAlarm.objects.get(pk=one.pk).state, VisitAlarm.objects.get(pk=one.pk).reason) == ("open", "")


def test_the_list_and_the_limits_are_dated_and_kept_by_the_province_alone(
    now, province_inspector, city_inspector
):
    today = now.date()
    assert [len(service_windows(on=day)) for day in (today, date(2013, 11, 30))] == [24, 0]
    with pytest.raises(WindowRefused):
        services.add_window(
            unit=unit("440106-land"), from_on=today, reason="增补", actor=city_inspector, at=now
        )
    step = {"actor": province_inspector, "at": now}
    added = services.add_window(unit=unit("440106-land"), from_on=today, reason="增补", **step)
    with pytest.raises(WindowRefused):
        services.add_window(unit=unit("440106-land"), from_on=today, reason="增补", **step)
    services.end_window(window_id=added.pk, to_on=today, actor=province_inspector)
    assert [len(service_windows(on=day)) for day in (today, today + ONE_DAY)] == [25, 24]
    ask_everybody(province_inspector, at=now, minimum_sample=40)
    own = {"values": {"share": 50, "least": 9}, "unit": unit(WINDOW), "effective_on": today + ONE_DAY}
    services.set_window_rule(**own, reason="抽样不足", **step)
    assert limits_on(today, unit_id=unit(WINDOW).pk)["share"] == 100
    tomorrow = limits_on(today + ONE_DAY, unit_id=unit(WINDOW).pk)
    assert (tomorrow["share"], tomorrow["minimum_sample"]) == (50, 40)
    assert limits_on(today + ONE_DAY)["share"] == 100
    with pytest.raises(WindowRefused):
        services.set_window_rule(**own | {"effective_on": today - ONE_DAY}, reason="倒签", **step)
    with pytest.raises(DatabaseError), transaction.atomic():
        WindowRule.objects.update(reason="改")
