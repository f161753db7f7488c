"""What concerns somebody above the desk's level goes up sealed: no trace of its content stays below (R12)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Party
from cases.models import Case, SealedHandover
from cases.search import search_cases
from cases.selectors.firewall import firewall_of
from cases.selectors.queue import next_to_route
from cases.selectors.routing import choose_reviewer, suggest_owner
from cases.services import (
    HandoverRefused,
    MoveRefused,
    PublicText,
    decide_on_public_answer,
    mark_handed_over,
    move_case,
    name_accused,
    record_handover,
    withdraw_case,
    write_public_answer,
)
from cases.tests.factories import STORY, make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db


def hand_up(case, actor, *, at, reason="above_level"):
    details = {"seal_reason": reason}
    return move_case(case_id=case.pk, move="hand_up", actor=actor, at=at, details=details)


def running(case):
    return {clock.name: clock.due_on for clock in case.clocks.filter(stopped_at=None)}


@pytest.fixture
def below(db):
    """Everybody of the city and below who could see the case if it had stayed."""
    return [
        make_user("clerk", Role.INTAKE_CLERK, "440100-commission"),
        make_user("inspector", Role.INSPECTOR, "440100-commission"),
        make_user("leader", Role.COMMISSION_LEADER, "440100-commission"),
        make_user("county-inspector", Role.INSPECTOR, "440106-commission"),
        make_user("county-lead", Role.UNIT_LEADER, "440106-land"),
        make_user("system", Role.MUNICIPAL_SYSTEM, "440100-commission"),
    ]


def test_a_handed_up_case_leaves_no_trace_below_and_is_all_there_above(now, below, province_inspector):
    case = make_case(at=now, submitted_by=below[-1])
    assert Case.objects.visible_to(below[0]).exists()
    hand_up(case, below[0], at=now)
    for user in below:
        seen = Case.objects.visible_to(type(user).objects.get(pk=user.pk))
        assert seen.count() == 0
        assert not search_cases(seen, STORY[:4]).exists()
        assert not search_cases(seen, case.number).exists()
        with pytest.raises(Case.DoesNotExist):
            move_case(case_id=case.pk, move="accept", actor=user, at=now)
    assert Case.objects.visible_to(province_inspector).get().desk.code == "440000-commission"


def test_notices_of_before_are_taken_back_from_those_below_alone(now, city_clerk, city_inspector):
    above = make_user("above", Role.INTAKE_CLERK, "440000-commission")
    case = make_case(at=now, danger="violence")
    assert Notice.objects.filter(user__in=[city_clerk, city_inspector]).exists()
    hand_up(case, city_clerk, at=now)
    assert not Notice.objects.filter(user__in=[city_clerk, city_inspector]).exists()
    assert Notice.objects.filter(user=above).exists()


def test_pages_and_figures_below_do_not_know_of_it(city_clerk, city_inspector):
    at = timezone.now()
    case = make_case(at=at)
    hand_up(case, city_clerk, at=at)
    for user in (city_clerk, city_inspector):
        browser = browse_as(user)
        assert browser.get(reverse("cases:case-detail", args=[case.pk])).status_code == 404
        for page in (reverse("dashboard:home"), f"{reverse('cases:case-list')}?tab=all"):
            assert case.subject not in words_of(browser.get(page))
        assert case.number not in words_of(browser.get(f"{reverse('cases:case-list')}?q={case.number}"))


def test_only_number_dates_receiver_and_a_code_stay_at_the_desk(now, city_clerk, city_inspector):
    case = hand_up(make_case(at=now, accused=[unit("440000-land")]), city_clerk, at=now)
    page = words_of(browse_as(city_clerk).get(reverse("cases:handover-list")))
    handover = SealedHandover.objects.visible_to(city_clerk).get()
    assert handover.number in page
    assert case.number in page
    assert "It concerns somebody above this level" in page
    assert case.subject not in page
    assert str(unit("440000-land")) not in page
    assert not SealedHandover.objects.visible_to(city_inspector).exists()


def test_the_commission_above_is_told_and_gets_the_time_to_register(now, city_clerk):
    above = make_user("above", Role.INTAKE_CLERK, "440000-commission")
    case = hand_up(make_case(at=now), city_clerk, at=now + timedelta(days=3))
    assert running(case) == {"triage": (now + timedelta(days=18)).date()}
    assert Notice.objects.filter(user=above, wording="case_handed_up").exists()
    assert not Notice.objects.filter(user=city_clerk, wording="case_handed_up").exists()


def test_accusing_a_department_of_the_province_gives_the_desk_five_working_days(now, city_clerk):
    case = make_case(at=now, accused=[unit("440000-land")])
    assert case.desk.code == "440100-commission"
    assert running(case)["hand_up"] == date(2026, 11, 30)
    assert "hand_up" not in running(make_case(at=now, accused=[unit("440106-land")]))
    named = make_case(at=now)
    name_accused(case_id=named.pk, actor=city_clerk, at=now + timedelta(days=1), unit=unit("440000-land"))
    assert running(named)["hand_up"] == date(2026, 12, 1)
    handover_due = {row.due_on for row in _handed(case, named, city_clerk, at=now + timedelta(days=2))}
    assert handover_due == {date(2026, 11, 30), date(2026, 12, 1)}


def _handed(*cases, at):
    *cases, clerk = cases
    for case in cases:
        assert "hand_up" not in running(hand_up(case, clerk, at=at))
    return SealedHandover.objects.filter(case__in=cases)


def test_the_page_suggests_it(city_clerk):
    case = make_case(at=timezone.now(), accused=[unit("440000-land")])
    browser = browse_as(city_clerk)
    page = words_of(browser.get(reverse("cases:case-detail", args=[case.pk])))
    assert "It accuses somebody above this desk" in page
    answer = browser.post(
        reverse("cases:case-move", args=[case.pk, "hand_up"]), {"seal_reason": "above_level"}
    )
    assert answer.url == reverse("cases:handover-list")


def test_what_was_handed_up_is_not_given_to_the_level_that_it_left(now, city_clerk):
    above = make_user("above", Role.INTAKE_CLERK, "440000-commission")
    case = hand_up(make_case(at=now), city_clerk, at=now)
    assert suggest_owner(case, on=now.date()).unit.code == "440000-land"
    for code in ("440106-land", "440100-land"):
        with pytest.raises(MoveRefused) as refusal:
            walk(case, [("assign", above)], at=now, unit=unit(code))
        assert refusal.value.reasons == ("unit_too_low",)
    assert walk(case, [("assign", above)], at=now, unit=unit("440000-land")).stage == "assigned"


def test_the_citizen_still_follows_a_handed_up_case(now, city_clerk, citizen):
    case = hand_up(make_case(at=now), city_clerk, at=now)
    assert case.stage == "received"
    assert case.events.filter(move="hand_up", party=Party.DESK, unit__code="440100-commission").exists()


def test_a_leading_case_is_not_handed_up_while_others_wait_for_it(now, city_clerk):
    leading, other = make_case(at=now), make_case(at=now)
    move_case(case_id=other.pk, move="join", actor=city_clerk, at=now, details={"leading": leading})
    with pytest.raises(MoveRefused) as refusal:
        hand_up(leading, city_clerk, at=now)
    assert "leads_others" in refusal.value.reasons


def test_papers_are_registered_without_a_word_and_are_due_after_five_working_days(city_clerk):
    browser = browse_as(city_clerk)
    today = timezone.localdate()
    sent = {
        "desk": unit("440100-commission").pk,
        "receiver": unit("central-commission").pk,
        "channel": "letter",
        "reason": "secret",
        "received_on": today - timedelta(days=20),
    }
    answer = browser.post(reverse("cases:handover-add"), sent)
    handover = SealedHandover.objects.get()
    assert answer.url == reverse("cases:handover-detail", args=[handover.pk])
    assert handover.is_overdue(on=today)
    assert "Overdue" in words_of(browser.get(answer.url))
    done = {"handed_over_on": today, "receipt_number": "EMS-1024"}
    browser.post(answer.url, done)
    assert "Handed over late" in words_of(browser.get(reverse("cases:handover-list")))


def test_the_form_and_the_database_take_no_content(now, city_clerk):
    handover = recorded(city_clerk, at=now)
    address = reverse("cases:handover-detail", args=[handover.pk])
    sent = {"handed_over_on": handover.received_on, "receipt_number": "关于某某的材料"}
    assert "no word of the content" in words_of(browse_as(city_clerk).post(address, sent))
    with pytest.raises(IntegrityError), transaction.atomic():
        mark_handed_over(
            handover_id=handover.pk,
            handed_over_on=handover.received_on,
            receipt_number="某某",
            actor=city_clerk,
        )
    assert SealedHandover.objects.get().receipt_number == ""


def test_days_that_can_not_be_are_refused(now, city_clerk):
    handover = recorded(city_clerk, at=now)
    address = reverse("cases:handover-detail", args=[handover.pk])
    early = {"handed_over_on": handover.received_on - timedelta(days=1)}
    late = {"handed_over_on": timezone.localdate() + timedelta(days=1)}
    assert "before it came in" in words_of(browse_as(city_clerk).post(address, early))
    assert "lies in the future" in words_of(browse_as(city_clerk).post(address, late))


def test_a_register_belongs_to_its_desk(now, city_clerk, other_city_clerk, city_inspector):
    handover = recorded(city_clerk, at=now)
    address = reverse("cases:handover-detail", args=[handover.pk])
    assert browse_as(other_city_clerk).get(address).status_code == 404
    assert browse_as(city_inspector).get(address).status_code == 403
    for desk, receiver in (("440300-commission", "440000-commission"), ("440100-commission", "440000-land")):
        with pytest.raises(HandoverRefused):
            recorded(city_clerk, at=now, desk=desk, receiver=receiver)


def recorded(clerk, *, at, desk="440100-commission", receiver="440000-commission"):
    return record_handover(
        desk=unit(desk),
        receiver=unit(receiver),
        channel="letter",
        reason="above_level",
        received_on=at.date(),
        actor=clerk,
        at=at,
    )


@pytest.fixture
def closed_above(now, city_clerk, province_inspector):
    """A case that was handed up, given to the bureau of the province, answered and closed there."""
    above = make_user("above", Role.INTAKE_CLERK, "440000-commission")
    handler = make_user("province-handler", Role.HANDLER, "440000-land")
    case = hand_up(make_case(at=now), city_clerk, at=now)
    steps = [("assign", above), ("sign_for", handler), ("answer", handler), ("close", province_inspector)]
    return walk(case, steps, at=now, unit=unit("440000-land"))


def test_a_handed_up_case_is_not_told_to_the_public(now, closed_above, province_inspector, citizen):
    text = PublicText(title="广州市 · 补偿款的发放", matter="群众反映补偿款没有发放。", outcome="已发放。")
    with pytest.raises(MoveRefused):
        write_public_answer(case_id=closed_above.pk, text=text, actor=province_inspector, at=now)
    leader = make_user("province-leader", Role.COMMISSION_LEADER, "440000-commission")
    Case.objects.filter(pk=closed_above.pk).update(handed_up_from="")
    written = write_public_answer(case_id=closed_above.pk, text=text, actor=province_inspector, at=now)
    decide_on_public_answer(answer_id=written.pk, decision="granted", note="已核对", actor=leader, at=now)
    assert text.title in citizen.get("/answered/").content.decode()
    Case.objects.filter(pk=closed_above.pk).update(handed_up_from="city")
    assert text.title not in citizen.get("/answered/").content.decode()
    assert citizen.get(f"/answered/{written.slug}/").status_code == 404


def test_no_body_of_the_level_that_it_left_reviews_it(now, city_clerk, county_handler, city_inspector):
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    steps += [("answer", county_handler), ("close", city_inspector)]
    case = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    firewall = firewall_of(case, on=now.date())
    assert choose_reviewer(case, firewall=firewall).code == "440100-land"
    case.handed_up_from = "city"
    assert choose_reviewer(case, firewall=firewall).code == "440000-land"


def test_a_handed_up_case_leaves_the_line_of_the_desk_and_can_be_withdrawn(now, city_clerk):
    case, following = make_case(at=now), make_case(at=now)
    address = reverse("cases:case-move", args=[case.pk, "hand_up"])
    sent = {"then": "1", "seal_reason": "above_level"}
    assert browse_as(city_clerk).post(address, sent).url == f"/staff/cases/{following.pk}/"
    assert next_to_route(city_clerk, wanted=(case.pk,)) == following.pk
    assert withdraw_case(case_id=case.pk, at=now).stage == "withdrawn"
    assert not Notice.objects.filter(user=city_clerk, wording="case_withdrawn").exists()
    assert not Case.objects.visible_to(city_clerk).filter(pk=case.pk).exists()
