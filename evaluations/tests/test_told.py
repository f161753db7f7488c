"""Who hears of an alarm of a service window, and that an appraisal is public; and who never does (M63, M64)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.tests.factories import give_role, make_user
from cases.tests.factories import unit
from common.tests.browsing import browse_as
from complaints.services import IncomingText, take_in_text
from evaluations import services
from evaluations.models import VisitAlarm, VisitVote
from evaluations.services.appeals import appeal_score, decide_on_appeal
from evaluations.tests.appraisal import LATER, inspector, leader, make_list, make_open, of, publish, rate
from evaluations.tests.factories import (
    PHONE,
    WINDOW,
    ask_everybody,
    clerk_of,
    invite,
    list_windows,
    make_visits,
)
from notices.models import Notice

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FIGURES = {"visits": 3, "usual": 40}


def told() -> set[tuple[str, str]]:
    """Who has what behind the bell."""
    notices = Notice.objects.filter(channel="in_app", user__isnull=False)
    return set(notices.values_list("user__username", "wording"))


def raised(at, *, kind="withheld", code=WINDOW, key="2026-11-16", **more) -> VisitAlarm:
    return services.raise_alarm(kind=kind, unit=unit(code), key=key, at=at, **({"figures": FIGURES} | more))


def test_an_alarm_is_told_once_to_the_department_above_and_the_commission_and_never_to_the_window(now):
    list_windows()
    for name, role, code in (
        ("window", Role.HANDLER, WINDOW),
        ("window_leader", Role.UNIT_LEADER, WINDOW),
        ("below", Role.HANDLER, "440106-land"),
        ("above", Role.UNIT_LEADER, "440000-land"),
        ("tied_above", Role.HANDLER, "440000-land"),
        ("both_sides", Role.HANDLER, "440000-land"),
        ("commission", Role.INSPECTOR, "440100-commission"),
        ("tied_commission", Role.COMMISSION_LEADER, "440100-commission"),
        ("province", Role.INSPECTOR, "440000-commission"),
        ("other_city", Role.INSPECTOR, "440300-commission"),
        ("other_line", Role.HANDLER, "440000-housing"),
        ("mayor", Role.UNIT_LEADER, "440100-government"),
    ):
        user = make_user(name, role, code)
        if name.startswith("tied"):
            Tie.objects.create(user=user, unit=unit(WINDOW), relation="kin")
        if name == "both_sides":
            give_role(user, Role.HANDLER, WINDOW)
    alarm = raised(now)
    assert told() == {("above", "window_watched"), ("commission", "window_alarm")}
    sent = Notice.objects.count()
    raised(now + timedelta(days=1), figures={"visits": 2, "usual": 40})
    assert Notice.objects.count() == sent
    paths = dict(Notice.objects.filter(channel="in_app").values_list("user__username", "path"))
    assert paths == {
        "above": reverse("evaluations:windows"),
        "commission": reverse("evaluations:window-alarm", args=[alarm.pk]),
    }


def supervisors() -> User:
    """Somebody of the department and two of the commission; returns one who decides."""
    make_user("above", Role.UNIT_LEADER, "440000-land")
    make_user("commission", Role.INSPECTOR, "440100-commission")
    return make_user("province", Role.INSPECTOR, "440000-commission")


def dismiss(alarm: VisitAlarm, actor: User, *, at) -> None:
    services.decide_alarm(alarm_id=alarm.pk, decision="dismissed", reason="代办人", actor=actor, at=at)


def test_a_dismissed_alarm_that_is_back_with_a_visit_recorded_since_is_told_again_and_then_no_more(now):
    list_windows()
    decider = supervisors()
    services.add_staff_phones(unit=unit(WINDOW), numbers=[PHONE], actor=decider, at=now)
    make_visits([PHONE], at=now)
    services.look_for_alarms(at=now)
    alarm = VisitAlarm.objects.get(kind="staff_phone")
    assert told() == {("above", "window_watched"), ("commission", "window_alarm")}
    dismiss(alarm, decider, at=now + HOUR)
    first = Notice.objects.count()
    for at in (now + 2 * HOUR, now + timedelta(days=20)):
        services.look_for_alarms(at=at)
    assert Notice.objects.count() == first, "what was known when it was dismissed is told to nobody again"
    make_visits([PHONE], at=now + 3 * HOUR)
    for at in (now + 4 * HOUR, now + 5 * HOUR):
        services.look_for_alarms(at=at)
    assert VisitAlarm.objects.get(pk=alarm.pk).state == "open"
    again = Notice.objects.filter(pk__gt=Notice.objects.order_by("pk")[first - 1].pk, channel="in_app")
    assert sorted(again.values_list("user__username", "wording")) == [
        ("above", "window_watched"),
        ("commission", "window_alarm_back"),
        ("province", "window_alarm_back"),
    ]


def test_the_same_visits_raise_no_alarm_anew_because_another_month_has_begun(now):
    list_windows()
    decider, late = supervisors(), now.replace(day=27)
    services.add_staff_phones(unit=unit(WINDOW), numbers=[PHONE], actor=decider, at=late)
    make_visits([PHONE], at=late)
    services.look_for_alarms(at=late)
    dismiss(VisitAlarm.objects.get(), decider, at=late + HOUR)
    services.look_for_alarms(at=late + timedelta(days=10))
    assert VisitAlarm.objects.count() == 1
    make_visits([PHONE], at=late + timedelta(days=11))
    services.look_for_alarms(at=late + timedelta(days=11))
    assert VisitAlarm.objects.filter(state="open").count() == 1


def test_what_comes_after_an_alarm_was_borne_out_is_an_alarm_of_its_own(now):
    list_windows()
    decider = supervisors()
    services.add_staff_phones(unit=unit(WINDOW), numbers=[PHONE], actor=decider, at=now)
    make_visits([PHONE], at=now)
    services.look_for_alarms(at=now)
    first = VisitAlarm.objects.get()
    services.decide_alarm(alarm_id=first.pk, decision="upheld", reason="属实", actor=decider, at=now)
    services.look_for_alarms(at=now + HOUR)
    assert VisitAlarm.objects.count() == 1
    make_visits([PHONE, PHONE], at=now + HOUR)
    for at in (now + 2 * HOUR, now + 3 * HOUR):
        services.look_for_alarms(at=at)
    later = VisitAlarm.objects.exclude(pk=first.pk).get()
    assert (later.state, later.figures["visits"], VisitAlarm.objects.get(pk=first.pk).state) == (
        "open",
        2,
        "upheld",
    )
    assert Notice.objects.filter(channel="in_app", user__username="commission").count() == 2


@pytest.mark.parametrize("kind", ["burst", "same_second"])
def test_ratings_that_join_a_dismissed_alarm_are_told_and_the_same_ratings_are_not(now, kind):
    list_windows()
    decider = supervisors()
    ask_everybody(decider, at=now)
    phones = [f"139{place:08d}" for place in range(3)]
    invite(phones, at=now)
    for phone in phones:
        take_in_text(text=IncomingText(sender=phone, receiver="1069", words="1"), at=now)
    votes = list(VisitVote.objects.order_by("pk").values_list("pk", flat=True))
    seen = {"kind": kind, "key": str(votes[0]), "figures": {"votes": 2, "grade": "satisfied"}}
    dismiss(raised(now, votes=votes[:2], **seen), decider, at=now)
    first = Notice.objects.count()
    raised(now + HOUR, votes=votes[:2], **seen)
    assert Notice.objects.count() == first
    raised(now + HOUR, votes=votes, **seen | {"figures": {"votes": 3, "grade": "satisfied"}})
    raised(now + 2 * HOUR, votes=votes, **seen | {"figures": {"votes": 3, "grade": "satisfied"}})
    assert Notice.objects.filter(channel="in_app", wording="window_alarm_back").count() == 2
    assert Notice.objects.filter(channel="in_app", user__username="above").count() == 2


def test_what_a_further_visitor_says_of_pressure_is_told_although_the_first_was_dismissed(now):
    list_windows()
    decider = supervisors()
    ask_everybody(decider, at=now)
    phones = [PHONE, "13900000001"]
    invite(phones, at=now)
    for phone in phones:
        take_in_text(text=IncomingText(sender=phone, receiver="1069", words="9 让我回1"), at=now)
        dismiss(VisitAlarm.objects.get(state="open"), decider, at=now)
    assert Notice.objects.filter(channel="in_app", user__username="commission").count() == 2
    assert not Notice.objects.filter(user__username="above").exists()


def test_whoever_is_told_of_an_alarm_can_open_the_page_and_the_department_reads_no_rating(client, now):
    list_windows()
    above = make_user("above", Role.UNIT_LEADER, "440000-land")
    alarm = raised(now)
    notice = Notice.objects.get(user=above, channel="in_app")
    client.force_login(above, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(notice.path).status_code == 200
    assert client.get(reverse("evaluations:window-alarm", args=[alarm.pk])).status_code == 403
    assert not VisitAlarm.objects.visible_to(above).exists()


def test_what_a_visitor_says_of_pressure_reaches_the_commission_alone(now):
    list_windows()
    make_user("above", Role.UNIT_LEADER, "440000-land")
    make_user("commission", Role.INSPECTOR, "440100-commission")
    invite([PHONE], at=now)
    take_in_text(text=IncomingText(sender=PHONE, receiver="1069", words="9 窗口让我当面回1"), at=now)
    assert told() == {("commission", "window_alarm")}
    notice = Notice.objects.get(user__username="commission", channel="in_app")
    assert set(notice.context) == {"unit", "date"}
    assert not Notice.objects.filter(user=clerk_of()).exists()


def test_where_the_city_has_nobody_the_province_hears_of_an_alarm(now):
    list_windows()
    make_user("province", Role.INSPECTOR, "440000-commission")
    raised(now)
    assert told() == {("province", "window_alarm")}


def test_an_appraised_unit_and_the_commission_learn_that_the_result_is_public_and_until_when_to_appeal():
    found, _sheets = make_open()
    for name, role, code in (
        ("land", Role.UNIT_LEADER, "440100-land"),
        ("land_handler", Role.HANDLER, "440100-land"),
        ("housing_handler", Role.HANDLER, "440100-housing"),
        ("education", Role.UNIT_LEADER, "440100-education"),
    ):
        make_user(name, role, code)
    publish(found, at=LATER)
    results = Notice.objects.filter(channel="in_app", wording__startswith="appraisal_")
    assert set(results.values_list("user__username", "wording", "path")) == {
        ("land", "appraisal_result", reverse("evaluations:appraised", args=[of(found, "440100-land").pk])),
        # A unit without a leader isn't left without word: whoever works there sees the page as well.
        (
            "housing_handler",
            "appraisal_result",
            reverse("evaluations:appraised", args=[of(found, "440100-housing").pk]),
        ),
        (inspector().username, "appraisal_published", reverse("evaluations:round", args=[found.pk])),
        (leader().username, "appraisal_published", reverse("evaluations:round", args=[found.pk])),
    }
    # Published on the first of October, fifteen days to appeal.
    assert {notice.context["date"] for notice in results} == {"2026-10-16"}
    assert all(set(notice.context) == {"unit", "date"} for notice in results)


def test_a_unit_whose_rank_another_units_appeal_has_moved_learns_it_and_what_is_different_for_it():
    owners = ("440000-land", "440000-housing", "440000-education")
    units = [code.replace("440000", "440100") for code in owners]
    found, _sheets = make_open(units=units, campaign=make_list(owners=owners))
    rate("440100-land", satisfied=30, dissatisfied=10)
    rate("440100-housing", satisfied=32, dissatisfied=8)
    rate("440100-education", satisfied=40)
    heads = {
        code: make_user(f"head_{code}", Role.UNIT_LEADER, f"440100-{code}")
        for code in ("land", "housing", "education")
    }
    found = publish(found, at=LATER)
    land, housing = of(found, "440100-land"), of(found, "440100-housing")
    assert (housing.scores.get().rank, land.scores.get().rank) == (2, 3)
    appeal = appeal_score(appraised_id=land.pk, reason="十件不属我局职责", actor=heads["land"], at=LATER)
    decide_on_appeal(
        appeal_id=appeal.pk,
        decision="granted",
        note="查明属实",
        actor=inspector("colleague"),
        at=LATER + HOUR,
        aside={"dissatisfied": 10},
    )
    notices = Notice.objects.filter(channel="in_app", wording="appraisal_corrected")
    assert [notice.user for notice in notices] == [heads["housing"]], "who stays where it was hears nothing"
    notice = notices.get()
    assert notice.path == reverse("evaluations:appraised", args=[housing.pk])
    assert "rank: 2, now 3" in notice.context["words"]["en"]
    assert "名次：原为2，现为3" in notice.context["words"]["zh-hans"]
    page = browse_as(heads["housing"]).get(notice.path).content.decode()
    assert "rank: 2, now 3" in page
    assert "查明属实" in page
