"""Internal notes: who reads them, who is told, and that the citizen never does."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Tie
from accounts.tests.factories import make_user
from cases.choices import NoteCircle
from cases.models import CaseNote
from cases.permissions import notes_of
from cases.selectors.notes import notes_shown
from cases.services import MoveRefused, change_note, name_accused, strike_note, write_note
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db
WORDS = "核查前不要联系村委会，线索可能泄露。"


@pytest.fixture
def at():
    """An hour ago."""
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def helper(db):
    """Handles cases for the environment bureau of Tianhe, which helps."""
    return make_user("helper", "handler", "440106-environment")


@pytest.fixture
def case(at, city_clerk, county_handler):
    """The land bureau handles it, the environment bureau helps; it accuses the education bureau."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = make_case(at=at, accused=[unit("440106-education")])
    helping = [unit("440106-environment")]
    return walk(case, steps, at=at, unit=unit("440106-land"), co_handlers=helping)


def note(case, actor, *, at, circle=NoteCircle.UNIT, text=WORDS, mentions=()):
    return write_note(case_id=case.pk, text=text, circle=circle, actor=actor, at=at, mentions=mentions)


def told():
    return set(
        Notice.objects.filter(wording="mentioned", channel="in_app").values_list("user__username", flat=True)
    )


# Who reads a note of the writer in each circle; everybody else of the cast doesn't.
READERS = {
    ("county_handler", "unit"): {"county_handler", "county_leader"},
    ("county_handler", "commission"): {
        *("county_handler", "county_leader", "city_inspector", "commission_leader", "province_inspector"),
    },
    ("helper", "unit"): {"helper"},
    ("helper", "commission"): {"helper", "city_inspector", "commission_leader", "province_inspector"},
    ("city_clerk", "unit"): {"city_clerk", "city_inspector", "commission_leader"},
    ("city_inspector", "unit"): {"city_clerk", "city_inspector", "commission_leader"},
    ("city_inspector", "commission"): {
        *("city_clerk", "city_inspector", "commission_leader", "province_inspector"),
    },
}
CAST = (
    *("county_handler", "county_leader", "helper", "city_clerk", "city_inspector", "commission_leader"),
    *("province_inspector", "province_lead"),
)


@pytest.mark.parametrize(("writer", "circle"), READERS, ids="-".join)
def test_each_note_is_read_by_its_circle_and_by_nobody_else(request, at, case, writer, circle):
    cast = {name: request.getfixturevalue(name) for name in CAST}
    note(case, cast[writer], at=at, circle=circle)
    readers = {name for name, user in cast.items() if notes_of(user, case).exists()}
    assert readers == READERS[writer, circle]
    for name, user in cast.items():
        shown = WORDS in main_of(browse_as(user).get(f"/staff/cases/{case.pk}/notes/"))
        assert shown == (name in readers), name


def test_a_note_is_written_on_its_page_with_a_label_that_tells_it_from_a_message(case, county_handler):
    client, address = browse_as(county_handler), f"/staff/cases/{case.pk}/notes/"
    client.post(address, {"text": WORDS, "circle": "unit"})
    page = client.get(address)
    assert WORDS in main_of(page)
    assert "tag-internal" in page.content.decode()
    assert "Internal notes 1" in main_of(client.get(f"/staff/cases/{case.pk}/"))


def test_a_mentioned_colleague_gets_a_notice_and_finds_it_in_the_inbox(
    at, case, county_handler, county_leader
):
    note(case, county_handler, at=at, mentions=[county_leader])
    assert told() == {"county_leader"}
    client = browse_as(county_leader)
    assert case.number in main_of(client.get("/staff/notices/?tab=mentions"))
    (notice,) = Notice.objects.filter(wording="mentioned", channel="in_app")
    assert WORDS in main_of(client.get(notice.path))
    assert WORDS not in notice.text


def test_a_name_that_was_only_typed_stays_text(at, case, county_handler, county_leader):
    note(case, county_handler, at=at, text=f"@{county_leader.full_name} 请看。")
    assert told() == set()


@pytest.mark.parametrize(
    ("name", "circle"),
    [
        ("city_inspector", "unit"),
        ("helper", "unit"),
        ("helper", "commission"),
        ("province_lead", "commission"),
        ("other_city_clerk", "commission"),
        ("system_admin", "commission"),
    ],
)
def test_nobody_who_does_not_read_the_note_can_be_mentioned(request, at, case, county_handler, name, circle):
    with pytest.raises(MoveRefused) as refusal:
        note(case, county_handler, at=at, circle=circle, mentions=[request.getfixturevalue(name)])
    assert refusal.value.reasons == ("cant_mention",)
    assert told() == set()
    assert not CaseNote.objects.exists()


def test_nobody_with_a_tie_to_the_accused_can_be_mentioned_or_found(at, case, county_handler, county_leader):
    Tie.objects.create(user=county_leader, unit=unit("440106-education"), relation="kin")
    with pytest.raises(MoveRefused):
        note(case, county_handler, at=at, mentions=[county_leader])
    rows = browse_as(county_handler).post(f"/staff/cases/{case.pk}/notes/colleagues/", {"circle": "unit"})
    assert "county_leader" not in rows.content.decode()


def test_when_the_own_unit_is_accused_later_its_notes_are_gone_with_the_case_and_stay_for_the_commission(
    at, case, county_handler, county_leader, city_clerk, city_inspector
):
    note(case, county_handler, at=at, circle=NoteCircle.COMMISSION, mentions=[county_leader])
    name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=unit("440106-land"))
    assert browse_as(county_leader).get(f"/staff/cases/{case.pk}/notes/").status_code == 404
    assert WORDS in main_of(browse_as(city_inspector).get(f"/staff/cases/{case.pk}/notes/"))


def test_a_colleague_is_found_by_name_and_by_pinyin_without_javascript(case, county_handler):
    somebody = make_user("u1", "handler", "440106-land")
    somebody.full_name = "钟玉珍"
    somebody.save(update_fields=["full_name"])
    client, address = browse_as(county_handler), f"/staff/cases/{case.pk}/notes/"
    for typed in ("玉珍", "zhongyu", "zyz", "鍾"):
        data = {"text": WORDS, "circle": "unit", "find": typed, "find_now": "1"}
        page = client.post(address, data)
        assert "钟玉珍" in main_of(page), typed
        assert WORDS in page.content.decode()
    client.post(address, {"text": WORDS, "circle": "unit", "mentions": [somebody.pk]})
    assert told() == {"u1"}


def test_who_was_picked_and_may_not_read_is_told_beside_the_field_and_nothing_is_lost(
    case, county_handler, city_inspector
):
    data = {"text": WORDS, "circle": "unit", "mentions": [city_inspector.pk]}
    answer = browse_as(county_handler).post(f"/staff/cases/{case.pk}/notes/", data)
    assert answer.status_code == 409
    assert "Somebody you picked may not read this note" in words_of(answer)
    assert WORDS in answer.content.decode()


def test_a_note_is_changed_within_half_an_hour_and_what_stood_there_stays_readable(
    at, case, county_handler, county_leader
):
    first = note(case, county_handler, at=at)
    change_note(note_id=first.pk, text="改正后的话。", actor=county_handler, at=at + timedelta(minutes=29))
    (shown,) = notes_shown(notes_of(county_leader, case))
    assert (shown.text, [row.text for row in shown.before]) == ("改正后的话。", [WORDS])
    with pytest.raises(MoveRefused) as refusal:
        change_note(note_id=first.pk, text="太迟。", actor=county_handler, at=at + timedelta(minutes=31))
    assert refusal.value.reasons == ("note_fixed",)
    with pytest.raises(MoveRefused):
        change_note(note_id=first.pk, text="别人。", actor=county_leader, at=at)


def test_a_note_is_struck_out_with_its_reason_once_and_stays_behind_it(
    at, case, county_handler, county_leader
):
    first = note(case, county_handler, at=at)
    address = f"/staff/cases/{case.pk}/notes/{first.pk}/strike/"
    browse_as(county_leader).post(address, {"reason": "写错了案件。"})
    words = main_of(browse_as(county_handler).get(f"/staff/cases/{case.pk}/notes/"))
    assert "写错了案件。" in words
    assert WORDS in words
    with pytest.raises(MoveRefused) as refusal:
        strike_note(note_id=first.pk, reason="再次", actor=county_handler, at=at)
    assert refusal.value.reasons == ("note_struck",)


def test_a_note_of_another_unit_can_neither_be_changed_nor_struck_out_nor_found(
    at, case, county_handler, city_inspector
):
    first = note(case, county_handler, at=at)
    with pytest.raises(CaseNote.DoesNotExist):
        strike_note(note_id=first.pk, reason="撤", actor=city_inspector, at=at)
    for verb in ("change", "strike"):
        address = f"/staff/cases/{case.pk}/notes/{first.pk}/{verb}/"
        assert browse_as(city_inspector).get(address).status_code == 404


def test_notes_of_somebody_who_has_left_stay(at, case, county_handler, county_leader):
    note(case, county_handler, at=at)
    county_handler.duties.all().delete()
    assert WORDS in main_of(browse_as(county_leader).get(f"/staff/cases/{case.pk}/notes/"))
    assert browse_as(county_handler).get(f"/staff/cases/{case.pk}/notes/").status_code == 403


def test_the_database_lets_nobody_rewrite_a_note(at, case, county_handler):
    note(case, county_handler, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseNote.objects.update(text="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseNote.objects.all().delete()
