"""A session from the plan to the closing: line-up, guest, checklist, broadcast, and who may do what (M68, M69)."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.selectors import waiting_acts
from accounts.services import lapse_acts
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from common.numbering import CHINA
from hotline.choices import SessionStage
from hotline.lifecycle import QUESTION_MOVES, SESSION_MOVES, session_paths
from hotline.models import Session, SessionEvent, SessionStep
from hotline.services import (
    GuestDraft,
    SessionRefused,
    decide_on_substitute,
    move_session,
    plan_session,
    remind_of_steps,
    report_guest,
    tick_step,
)
from hotline.tests.factories import (
    WEEK,
    ask,
    bring_on_air,
    confirm,
    draft_of,
    housing_head,
    make_on_air,
    make_session,
    report_first,
)
from notices.models import Notice

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def session(now, city_inspector):
    return make_session(city_inspector, at=now)


@pytest.fixture
def head(db):
    return housing_head()


def stage(session) -> str:
    return Session.objects.get(pk=session.pk).stage


def refused(session, move, actor, *, at, **more) -> tuple:
    with pytest.raises(SessionRefused) as refusal, transaction.atomic():
        move_session(session_id=session.pk, move=move, actor=actor, at=at, **more)
    return refusal.value.reasons


# --- planning ------------------------------------------------------------------------------------------------------


def test_the_programme_office_plans_and_the_unit_is_told_by_when_it_reports(now, city_inspector, head):
    session = make_session(city_inspector, at=now)
    assert (session.stage, session.serial, session.number) == ("planned", 1, "440100-1")
    assert make_session(city_inspector, at=now).serial == 2
    assert Notice.objects.filter(user=head, wording="session_lined_up").exists()
    assert Session.objects.visible_to(head).count() == 2


def test_nobody_else_plans_and_nothing_is_planned_into_the_past_or_outside_the_area(
    now, city_inspector, city_clerk, head
):
    for actor in (city_clerk, head):
        with pytest.raises(SessionRefused, match="not_your_move"):
            make_session(actor, at=now)
    wrong = draft_of(now - HOUR, unit=unit("440300-housing"), outlets=[])
    with pytest.raises(SessionRefused) as refusal:
        plan_session(organiser=unit("440100-commission"), draft=wrong, actor=city_inspector, at=now)
    assert refusal.value.reasons == ("no_outlet", "in_past", "not_below")
    own = draft_of(now + WEEK, unit=unit("440100-commission"))
    with pytest.raises(SessionRefused, match="commission_on_line"):
        plan_session(organiser=unit("440100-commission"), draft=own, actor=city_inspector, at=now)


def test_commissions_see_their_area_and_below_and_strangers_see_nothing(
    session, province_inspector, city_clerk, other_city_clerk, county_handler
):
    for user, sees in (
        (province_inspector, 1),
        (city_clerk, 1),
        (other_city_clerk, 0),
        (county_handler, 0),
    ):
        assert Session.objects.visible_to(user).count() == sees


# --- the guest -----------------------------------------------------------------------------------------------------


def test_the_first_leader_comes_and_the_line_up_is_confirmed(now, session, city_inspector, head):
    assert refused(session, "confirm", city_inspector, at=now) == ("guest_missing",)
    with pytest.raises(SessionRefused, match="not_first"):
        report_guest(session_id=session.pk, draft=GuestDraft("某某", "局长", "first"), actor=head, at=now)
    report_first(session, head, at=now)
    assert refused(session, "confirm", head, at=now) == ("not_your_move",)
    move_session(session_id=session.pk, move="confirm", actor=city_inspector, at=now)
    found = Session.objects.get(pk=session.pk)
    assert (found.stage, found.announced_at) == ("confirmed", now)
    assert SessionStep.objects.get(session=session, name="guest").done_by == head


def test_a_substitute_waits_for_the_leader_of_the_commission(
    now, session, city_inspector, commission_leader, head
):
    draft = GuestDraft("李副局", "副局长", "deputy")
    with pytest.raises(SessionRefused, match="note_missing"):
        report_guest(session_id=session.pk, draft=draft, actor=head, at=now)
    draft = GuestDraft("李副局", "副局长", "deputy", reason="局长出国")
    guest = report_guest(session_id=session.pk, draft=draft, actor=head, at=now)
    assert refused(session, "confirm", city_inspector, at=now) == ("not_approved",)
    assert [row.about for row in waiting_acts(commission_leader)] == [session.number]
    approval = guest.approvals.get()
    for actor in (head, city_inspector):
        with pytest.raises(SessionRefused), transaction.atomic():
            decide_on_substitute(approval_id=approval.pk, decision="granted", note="可", actor=actor, at=now)
    decide_on_substitute(
        approval_id=approval.pk, decision="granted", note="同意", actor=commission_leader, at=now
    )
    move_session(session_id=session.pk, move="confirm", actor=city_inspector, at=now)
    assert stage(session) == SessionStage.CONFIRMED


def test_a_refused_or_lapsed_substitute_does_not_come(now, session, city_inspector, commission_leader, head):
    draft = GuestDraft("李副局", "副局长", "deputy", reason="局长出国")
    first = report_guest(session_id=session.pk, draft=draft, actor=head, at=now).approvals.get()
    decide_on_substitute(
        approval_id=first.pk, decision="refused", note="请局长本人上线", actor=commission_leader, at=now
    )
    report_guest(session_id=session.pk, draft=draft, actor=head, at=now)
    lapse_acts(at=now + timedelta(days=20))
    assert refused(session, "confirm", city_inspector, at=now + HOUR) == ("not_approved",)


# --- the checklist -------------------------------------------------------------------------------------------------


def test_the_days_of_the_checklist_are_counted_by_working_days(now, city_inspector):
    # A Wednesday: the Thursday of the week before, two and one working days before, twenty minutes early.
    starts_at = datetime(2026, 12, 9, 9, 0, tzinfo=CHINA)
    session = make_session(city_inspector, at=now, starts_at=starts_at)
    due = {step.name: step.due_at.astimezone(CHINA).isoformat()[:16] for step in session.steps.all()}
    assert due == {
        "guest": "2026-12-03T18:00",
        "facts": "2026-12-07T18:00",
        "lanes": "2026-12-08T18:00",
        "arrive": "2026-12-09T08:40",
    }


def test_of_a_broadcast_at_short_notice_nothing_is_late_from_the_first(city_inspector):
    # Planned on a Saturday for Monday afternoon: what should be done by now has until offices close, or until it begins.
    planned_at = datetime(2026, 12, 5, 11, 0, tzinfo=CHINA)
    starts_at = datetime(2026, 12, 7, 16, 0, tzinfo=CHINA)
    session = make_session(city_inspector, at=planned_at, starts_at=starts_at)
    due = {step.name: step.due_at.astimezone(CHINA).isoformat()[:16] for step in session.steps.all()}
    assert due == dict.fromkeys(("guest", "facts", "lanes", "arrive"), "2026-12-07T15:40")
    later = make_session(city_inspector, at=planned_at, starts_at=starts_at + timedelta(days=1))
    assert later.steps.get(name="guest").due_at.astimezone(CHINA) == datetime(
        2026, 12, 7, 18, 0, tzinfo=CHINA
    )


def test_of_a_broadcast_a_quarter_of_an_hour_ahead_everything_has_until_it_begins(city_inspector):
    planned_at = datetime(2026, 12, 7, 10, 0, tzinfo=CHINA)
    starts_at = planned_at + timedelta(minutes=15)
    session = make_session(city_inspector, at=planned_at, starts_at=starts_at)
    assert {step.due_at for step in session.steps.all()} == {starts_at}


def test_what_is_not_prepared_does_not_go_on_the_air(now, session, city_inspector, head):
    confirm(session, city_inspector, at=now)
    assert refused(session, "prepare", city_inspector, at=now) == ("steps_open",)
    assert refused(session, "begin", city_inspector, at=now) == ("wrong_stage", "not_its_day")
    tick_step(session_id=session.pk, name="facts", note="材料齐备", actor=head, at=now)
    with pytest.raises(SessionRefused, match="not_your_move"):
        tick_step(session_id=session.pk, name="lanes", note="", actor=head, at=now)
    tick_step(session_id=session.pk, name="lanes", note="", actor=city_inspector, at=now + 3 * WEEK)
    assert SessionStep.objects.get(session=session, name="lanes").is_late
    move_session(session_id=session.pk, move="prepare", actor=city_inspector, at=now)
    assert refused(session, "begin", city_inspector, at=now) == ("not_its_day",)


def test_whoever_has_a_step_to_do_is_reminded_once(now, city_inspector, head):
    session = make_session(city_inspector, at=now, starts_at=datetime(2026, 12, 9, 9, 0, tzinfo=CHINA))
    at = session.steps.get(name="guest").remind_at + timedelta(minutes=1)
    assert remind_of_steps(at=at - HOUR) == 0
    assert [remind_of_steps(at=at), remind_of_steps(at=at)] == [1, 0]
    told = Notice.objects.filter(wording="session_step_due", channel="in_app")
    assert set(told.values_list("user", flat=True)) == {head.pk}
    remind_of_steps(at=session.starts_at)
    assert told.filter(user=city_inspector).exists()


# --- the broadcast and its end -------------------------------------------------------------------------------------


def test_a_session_goes_through_its_stages_and_every_step_stands_in_the_trail(now, city_inspector):
    session = make_on_air(city_inspector, at=now)
    assert Session.objects.get(pk=session.pk).began_at == now
    for move in ("end", "close"):
        move_session(session_id=session.pk, move=move, actor=city_inspector, at=now + HOUR)
    moves = list(SessionEvent.objects.filter(session=session).values_list("move", flat=True))
    assert moves == ["plan", "report_guest", "confirm", "prepare", "begin", "end", "close"]
    with pytest.raises(DatabaseError), transaction.atomic():
        SessionEvent.objects.filter(session=session).update(note="anders")


def test_one_programme_has_one_session_on_the_air(now, city_inspector):
    make_on_air(city_inspector, at=now)
    other = make_session(city_inspector, at=now - 2 * WEEK, starts_at=now + HOUR)
    with pytest.raises(SessionRefused, match="another_on_air"):
        bring_on_air(other, city_inspector)


def test_a_session_is_moved_or_cancelled_with_a_reason_and_its_checklist_begins_anew(
    now, session, city_inspector, head
):
    confirm(session, city_inspector, at=now)
    tick_step(session_id=session.pk, name="facts", note="", actor=head, at=now)
    later = session.starts_at + WEEK
    assert refused(session, "move", city_inspector, at=now, starts_at=now) == ("note_missing", "in_past")
    move_session(
        session_id=session.pk, move="move", actor=city_inspector, at=now, note="台风", starts_at=later
    )
    found = Session.objects.get(pk=session.pk)
    assert (found.stage, found.starts_at) == ("planned", later)
    assert found.steps.get(name="facts").done_at is None
    assert found.steps.get(name="guest").done_at is not None
    assert Notice.objects.filter(user=head, wording="session_changed").exists()
    move_session(session_id=session.pk, move="cancel", actor=city_inspector, at=now, note="另行安排")
    assert stage(session) == SessionStage.CANCELLED


def test_the_database_follows_the_table(now, city_inspector):
    session = make_on_air(city_inspector, at=now)
    ask(session, city_inspector, at=now)
    for wanted in SessionStage.values:
        if (session.stage, wanted) not in session_paths() and wanted != session.stage:
            with pytest.raises(DatabaseError), transaction.atomic():
                Session.objects.filter(pk=session.pk).update(stage=wanted)
    assert {row.target for row in SESSION_MOVES} == set(SessionStage.values)


def test_two_clerks_and_a_leader_share_the_desk_of_one_commission(now, city_clerk, city_inspector):
    session = make_on_air(city_inspector, at=now)
    move_session(session_id=session.pk, move="end", actor=city_clerk, at=now + HOUR)
    assert refused(session, "close", city_clerk, at=now + HOUR) == ("not_your_move",)
    other = make_user("county_inspector", Role.INSPECTOR, "440106-commission")
    with pytest.raises(Session.DoesNotExist):
        move_session(session_id=session.pk, move="close", actor=other, at=now + HOUR)


def test_the_page_of_the_documentation_has_every_move():
    page = (settings.BASE_DIR / "docs/hotline.md").read_text()
    names = [row.name for row in (*SESSION_MOVES, *QUESTION_MOVES)]
    assert [name for name in names if f"| `{name}` |" not in page] == []
