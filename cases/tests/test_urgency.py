"""A case in which people are in danger takes the red route (M15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Channel, Danger
from cases.models import Case
from cases.services import MoveRefused, change_urgency, name_accused, watch_clocks
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from notices.models import Notice
from notices.services import send_due_notices

pytestmark = pytest.mark.django_db


def alarms(case):
    """Who was alerted of the case."""
    return set(
        Notice.objects.filter(wording="case_urgent", context__number=case.number).values_list(
            "user__username", flat=True
        )
    )


def clocks(case):
    """The clocks that run."""
    return set(case.clocks.filter(stopped_at=None).values_list("name", flat=True))


def test_desk_and_commission_are_alerted_within_a_minute_by_text_message_too(
    now, city_clerk, city_inspector, other_city_clerk
):
    city_inspector.phone = "13800000001"
    city_inspector.save(update_fields=["phone"])
    case = make_case(at=now, danger=Danger.VIOLENCE)
    assert alarms(case) == {city_clerk.username, city_inspector.username}
    send_due_notices(at=now + timedelta(seconds=2))
    message = Notice.objects.get(user=city_inspector, wording="case_urgent", channel="sms")
    assert message.state == "sent"


def test_somebody_has_to_decide_within_a_day_and_not_within_fifteen(now, city_clerk):
    case = make_case(at=now, danger=Danger.CUT_OFF)
    assert clocks(case) == {"urgent_triage"}
    assert case.due_on == now.date() + timedelta(days=1)
    walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert clocks(case) == {"sign_for", "conclude"}


def test_an_ordinary_complaint_alerts_nobody(now, city_clerk, city_inspector):
    case = make_case(at=now)
    assert alarms(case) == set()
    assert clocks(case) == {"triage"}


def test_where_nobody_works_at_the_desk_the_next_commission_up_is_alerted(now, province_inspector):
    case = make_case(at=now, danger=Danger.HAZARD)
    assert alarms(case) == {province_inspector.username}


def test_the_alarm_never_reaches_the_accused_side(now, city_clerk):
    insider = make_user("insider", Role.INSPECTOR, "440100-commission")
    make_user("province_insider", Role.INSPECTOR, "440000-commission")
    case = make_case(at=now, danger=Danger.VIOLENCE, accused=[unit("440100-commission")])
    assert insider.username not in alarms(case)
    assert city_clerk.username not in alarms(case)


def test_the_desk_marks_a_case_as_urgent_with_a_reason(now, city_clerk, city_inspector):
    case = make_case(at=now)
    later = now + timedelta(days=3)
    change_urgency(case_id=case.pk, danger=Danger.HAZARD, actor=city_clerk, at=later, note="棚屋随时会塌。")
    assert clocks(case) == {"urgent_triage"}
    assert alarms(case) == {city_clerk.username, city_inspector.username}
    assert case.events.filter(name="case.urgency_changed", note="棚屋随时会塌。").exists()


def test_without_a_reason_the_urgency_stays(now, city_clerk):
    case = make_case(at=now)
    with pytest.raises(MoveRefused) as refused:
        change_urgency(case_id=case.pk, danger=Danger.HAZARD, actor=city_clerk, at=now, note=" ")
    assert refused.value.reasons == ("note_missing",)


def test_when_there_was_no_danger_the_ordinary_clock_counts_from_the_day_of_receipt(now, city_clerk):
    ordinary = make_case(at=now)
    case = make_case(at=now, danger=Danger.HAZARD)
    at = now + timedelta(hours=3)
    change_urgency(case_id=case.pk, danger="", actor=city_clerk, at=at, note="已核实，没有危险。")
    case.refresh_from_db(fields=["due_at", "danger"])
    assert case.due_at == ordinary.due_at
    assert not case.is_urgent


def test_saying_the_same_again_alerts_nobody_again(now, city_clerk):
    case = make_case(at=now, danger=Danger.HAZARD)
    before = Notice.objects.count()
    change_urgency(case_id=case.pk, danger=Danger.HAZARD, actor=city_clerk, at=now, note="仍有危险。")
    assert Notice.objects.count() == before
    assert case.clocks.count() == 1


def test_a_handler_can_not_change_the_urgency(now, city_clerk, county_handler):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    with pytest.raises(MoveRefused) as refused:
        change_urgency(case_id=case.pk, danger=Danger.HAZARD, actor=county_handler, at=now, note="急。")
    assert refused.value.reasons == ("not_your_move",)


def test_a_case_that_comes_back_to_the_desk_is_still_urgent(now, city_clerk):
    land = unit("440106-land")
    case = walk(make_case(at=now, danger=Danger.VIOLENCE), [("assign", city_clerk)], at=now, unit=land)
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=land)
    assert "urgent_triage" in clocks(case)


def test_nobody_moves_an_urgent_case_and_the_next_level_hears_of_it_in_days(
    now, city_clerk, province_inspector
):
    case = make_case(at=now, danger=Danger.VIOLENCE)
    watch_clocks(at=now + timedelta(days=4))
    case.refresh_from_db(fields=["escalated_to"])
    assert case.escalated_to.code == "440000-commission"


def test_the_list_shows_and_finds_urgent_cases(now, city_clerk):
    make_case(at=now)
    case = make_case(at=now, danger=Danger.VIOLENCE)
    page = browse_as(city_clerk).get("/staff/cases/?tab=open&danger=yes")
    assert [row["case"] for row in page.context["rows"]] == [case]
    assert "Urgent" in words_of(page)


def test_the_desk_changes_the_urgency_on_a_page(now, city_clerk):
    case = make_case(at=timezone.now())
    client = browse_as(city_clerk)
    path = f"/staff/cases/{case.pk}/urgency/"
    assert client.post(path, {"danger": "hazard", "note": ""}).context["form"].errors.keys() == {"note"}
    client.post(path, {"danger": "hazard", "note": "随时会塌。"})
    assert Case.objects.get(pk=case.pk).danger == Danger.HAZARD
    page = client.get(f"/staff/cases/{case.pk}/")
    assert "Change the urgency" in words_of(page)


def test_the_citizen_is_asked_plainly_and_the_alarm_goes_out(client, city_clerk):
    answer = client.post(
        "/complain/",
        {
            "story": "今天早上有人拿着铁棍到我家门口，威胁不签字就砸房子，还剪断了电线。",
            "city": "440100",
            "county": "440106",
            "danger": "violence",
            "identity": "anonymous",
        },
    )
    assert answer.status_code == 200
    case = Case.objects.get()
    assert (case.channel, case.danger) == (Channel.WEB, Danger.VIOLENCE)
    assert alarms(case) == {city_clerk.username}


def test_the_citizens_own_choice_of_a_sector_stands(client):
    form = {
        "story": "医院多收了我的检查费，收据上的项目根本没有做过。",
        "city": "440100",
        "sector": "education",
        "identity": "anonymous",
    }
    client.post("/complain/", form)
    assert Case.objects.get().sector.code == "education"


def test_the_words_that_are_typed_are_answered_with_a_sector(client):
    answer = client.post("/sectors/", {"story": "学校强制征订教辅资料，每人收了六百元补课费。"})
    assert answer.json()["code"] == "education"
    assert client.post("/sectors/", {"story": "你好"}).json() == {"code": "", "name": "", "courts": False}
