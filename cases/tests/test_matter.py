"""Several complaints that are one matter: joined, followed, answered together, taken apart, and never shown to the accused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import EventName, Party
from cases.models import Case, CaseEvent, Matter
from cases.selectors.firewall import firewall_of
from cases.services import (
    MoveRefused,
    join_matter,
    leave_matter,
    move_case,
    name_accused,
    watch_clocks,
    write_as_citizen,
)
from cases.tests.factories import ANSWER, make_case, unit, walk
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def leading(now, city_clerk, county_handler):
    """A case that the land bureau of Tianhe handles."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    return walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))


@pytest.fixture
def joined(now, leading, city_clerk):
    """A second complaint of the same matter, two days later."""
    case = make_case(at=now + 2 * DAY, name="李四", phone="13800138000")
    return join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now + 2 * DAY)


def again(case):
    return Case.objects.get(pk=case.pk)


def close(leading, county_handler, city_inspector, at):
    steps = [("answer", county_handler), ("close", city_inspector)]
    return walk(leading, steps, at=at)


def test_a_joined_case_runs_no_clock_of_its_own_and_starts_no_second_term(joined, leading, now):
    assert (joined.stage, joined.due_at, joined.responsible) == ("joined", None, None)
    assert not joined.clocks.filter(stopped_at=None).exists()
    assert not joined.clocks.filter(name="conclude").exists()
    watch_clocks(at=now + 300 * DAY)
    assert not CaseEvent.objects.filter(case=joined, name=EventName.CLOCK_SIGNALLED).exists()
    assert again(leading).clocks.filter(name="conclude").count() == 1


def test_both_trails_tell_who_joined_what(joined, leading, city_clerk):
    own = joined.events.get(move="join")
    theirs = leading.events.get(name=EventName.TOOK_IN)
    assert (own.actor, own.details) == (city_clerk, {"leading": leading.number})
    assert (theirs.actor, theirs.details) == (city_clerk, {"number": joined.number})


def test_closing_the_leading_case_closes_the_joined_one_with_the_same_answer(
    joined, leading, county_handler, city_inspector, now
):
    close(leading, county_handler, city_inspector, now + 5 * DAY)
    case = again(joined)
    assert (case.stage, case.responsible) == ("closed", unit("440106-land"))
    assert case.answer.opinion == ANSWER["opinion"]
    assert case.answer != again(leading).answer
    assert case.answer.released_at == now + 5 * DAY
    assert Notice.objects.filter(wording="citizen_closed", identity=joined.identity).count() == 1


def test_the_citizen_of_a_joined_case_can_still_write(joined, now):
    assert write_as_citizen(case_id=joined.pk, text="还有新的证据。", at=now + 3 * DAY).case == joined


def test_a_case_taken_out_goes_its_own_way_and_its_term_counts_from_its_acceptance(
    joined, leading, city_clerk, now
):
    case = leave_matter(case_id=joined.pk, actor=city_clerk, at=now + 9 * DAY, note="不是同一件事")
    assert (case.stage, case.matter) == ("accepted", None)
    conclude = case.clocks.get(name="conclude", stopped_at=None)
    assert conclude.started_at == now + 2 * DAY
    assert case.clocks.get(name="triage", stopped_at=None).started_at == now + 9 * DAY
    assert leading.events.get(name=EventName.LET_GO).details == {"number": joined.number}


def test_a_case_is_not_joined_to_one_that_the_unit_it_accuses_has(leading, city_clerk, now):
    case = make_case(at=now, accused=[unit("440106-land")])
    with pytest.raises(MoveRefused) as refusal:
        join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    assert refusal.value.reasons == ("matter_barred",)
    assert again(case).matter is None
    assert not Matter.objects.exists()


def test_after_joining_the_leading_case_goes_to_nobody_whom_the_joined_one_accuses(
    leading, city_clerk, city_inspector, now
):
    case = make_case(at=now, accused=[unit("440106-housing")])
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    with pytest.raises(MoveRefused) as refusal:
        move_case(
            case_id=leading.pk,
            move="reassign",
            actor=city_clerk,
            at=now,
            note="改派",
            details={"unit": unit("440106-housing")},
        )
    assert refusal.value.reasons == ("unit_barred",)
    assert firewall_of(again(leading), on=now.date()).bars(unit("440106-housing"))


def test_what_one_case_accuses_shuts_out_from_every_case_of_the_matter(now, city_clerk, county_handler):
    helper = make_user("helper", Role.HANDLER, "440106-environment")
    units = {"unit": unit("440106-land"), "co_handlers": [unit("440106-environment")]}
    leading = walk(make_case(at=now), [("assign", city_clerk)], at=now, **units)
    assert Case.objects.known_to(helper).filter(pk=leading.pk).exists()
    case = make_case(at=now)
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    name_accused(case_id=case.pk, unit=unit("440106-environment"), actor=city_clerk, at=now)
    assert not Case.objects.known_to(helper).exists()
    assert not leading.co_handler_rows.exists()
    assert Case.objects.visible_to(county_handler).filter(pk=leading.pk).exists()


def test_naming_the_unit_that_has_the_leading_case_takes_it_back(joined, leading, city_clerk, now):
    name_accused(case_id=joined.pk, unit=unit("440106-land"), actor=city_clerk, at=now + 3 * DAY)
    assert (again(leading).stage, again(leading).responsible) == ("accepted", None)


def test_the_database_itself_refuses_a_matter_that_reaches_the_accused(leading, now):
    case = make_case(at=now, accused=[unit("440106-land")])
    matter = Matter.objects.create(leading=leading, opened_at=now)
    Case.objects.filter(pk=leading.pk).update(matter=matter)
    with pytest.raises(IntegrityError, match="firewall"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(matter=matter)


def test_the_database_itself_refuses_the_leading_case_to_a_unit_that_a_joined_one_accuses(
    leading, city_clerk, now
):
    case = make_case(at=now, accused=[unit("440106-housing")])
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    with pytest.raises(IntegrityError, match="firewall"), transaction.atomic():
        Case.objects.filter(pk=leading.pk).update(responsible=unit("440106-housing"))


def test_a_closed_a_joined_and_the_same_case_take_no_case_in(joined, leading, city_clerk, now):
    case = make_case(at=now + 3 * DAY)
    for other in (joined, case):
        with pytest.raises(MoveRefused) as refusal:
            join_matter(case_id=case.pk, leading_id=other.pk, actor=city_clerk, at=now + 3 * DAY)
        assert refusal.value.reasons == ("leading_not_open",)


def test_a_case_that_leads_others_is_neither_declined_nor_joined(now, city_clerk):
    leading, case, third = (make_case(at=now) for _ in range(3))
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    with pytest.raises(MoveRefused) as refusal:
        walk(again(leading), [("decline", city_clerk)], at=now)
    assert "leads_others" in refusal.value.reasons
    with pytest.raises(MoveRefused):
        join_matter(case_id=leading.pk, leading_id=third.pk, actor=city_clerk, at=now)


def test_nobody_joins_to_a_case_that_he_does_not_see(leading, other_city_clerk, now):
    case = make_case(at=now, area_code="440305")
    with pytest.raises(Case.DoesNotExist):
        join_matter(case_id=case.pk, leading_id=leading.pk, actor=other_city_clerk, at=now)


def test_if_the_unit_has_come_to_be_of_the_accused_side_the_joined_case_goes_its_own_way(
    leading, city_clerk, county_handler, city_inspector, now
):
    person = unit("440106-housing").posts.get(is_first=True).tenures.get(to_on=None).person
    case = make_case(at=now, accused=[person])
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    post = unit("440106-land").posts.get(is_first=True)
    post.tenures.filter(to_on=None).update(to_on=now.date() - 2 * DAY)
    post.tenures.create(person=person, from_on=now.date() - DAY)
    walk(leading, [("answer", county_handler), ("close", city_inspector)], at=now)
    assert again(case).stage == "accepted"
    assert again(case).matter is None


def test_one_key_on_the_page_joins_the_case(leading, city_clerk, now):
    case = make_case(at=now)
    client = Client()
    client.force_login(city_clerk, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/staff/cases/{case.pk}/").content.decode()
    assert f'name="leading" value="{leading.pk}"' in page
    answer = client.post(f"/staff/cases/{case.pk}/join/", {"leading": leading.pk}, follow=True)
    assert answer.status_code == 200
    assert again(case).stage == "joined"
    assert client.post(f"/staff/cases/{case.pk}/join/", {"leading": "x"}).status_code == 404


@pytest.mark.parametrize("actor", [None, Party.SYSTEM])
def test_a_joined_case_is_closed_by_the_system_alone_and_not_without_an_answer(
    joined, city_inspector, now, actor
):
    with pytest.raises(MoveRefused) as refusal:
        move_case(case_id=joined.pk, move="close_joined", actor=actor or city_inspector, at=now)
    assert "no_answer" in refusal.value.reasons
    assert ("not_your_move" in refusal.value.reasons) == (actor is None)


def test_the_page_of_a_case_names_the_others_of_its_matter_to_whoever_may_see_them(
    joined, leading, city_clerk, county_handler
):
    def page(user, case):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(f"/staff/cases/{case.pk}/").content.decode()

    assert f"/staff/cases/{joined.pk}/" in page(city_clerk, leading)
    assert f"/staff/cases/{leading.pk}/" in page(city_clerk, joined)
    assert f"/staff/cases/{joined.pk}/" not in page(county_handler, leading)


def test_a_joined_case_that_its_citizen_reopened_leads_nobody(
    joined, leading, county_handler, city_inspector, city_clerk, now
):
    close(leading, county_handler, city_inspector, now + 5 * DAY)
    details = {"grade": "dissatisfied", "reason": "not_solved"}
    for case in (leading, joined):
        move_case(
            case_id=case.pk,
            move="reopen",
            actor=Party.CITIZEN,
            at=now + 6 * DAY,
            note="没有解决",
            details=details,
        )
    third = make_case(at=now + 6 * DAY)
    with pytest.raises(MoveRefused) as refusal:
        join_matter(case_id=third.pk, leading_id=joined.pk, actor=city_clerk, at=now + 6 * DAY)
    assert refusal.value.reasons == ("leading_not_open",)
    join_matter(case_id=third.pk, leading_id=leading.pk, actor=city_clerk, at=now + 6 * DAY)
    close(again(joined), county_handler, city_inspector, now + 7 * DAY)
    assert again(third).stage == "joined"
    close(again(leading), county_handler, city_inspector, now + 8 * DAY)
    assert again(third).answer.released_at == now + 8 * DAY
