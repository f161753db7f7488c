"""What citizen and officials write to each other, and what neither learns of the other."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Tie
from cases.choices import MessageKind, Party
from cases.models import Case, CaseMessage
from cases.permissions import can_read_of_revenge
from cases.rules import MOST_UNANSWERED
from cases.selectors.dialogue import thread_for_citizen, thread_for_staff
from cases.services import (
    MoveRefused,
    TooManyMessages,
    note_that_citizen_read,
    write_as_citizen,
    write_to_citizen,
)
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db
QUESTION = "请问征地公告是哪一天贴出来的？"
REPLY = "去年十月十二日，贴在村委会门口。"


@pytest.fixture
def handled(now, city_clerk, county_handler):
    """A case that a unit is handling; its citizen left name and phone."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = make_case(at=now, name="某某", phone="13800000000")
    return walk(case, steps, at=now, unit=unit("440106-land"))


def read_by(user, case):
    """What stands in the conversation for this user."""
    return thread_for_staff(case, with_revenge=can_read_of_revenge(user, case))


def told(wording):
    """Who was told with this wording."""
    return set(Notice.objects.filter(wording=wording).values_list("user__username", flat=True))


def test_the_handler_asks_and_the_citizen_replies(now, handled, county_handler):
    write_to_citizen(case_id=handled.pk, text=QUESTION, actor=county_handler, at=now)
    write_as_citizen(case_id=handled.pk, text=REPLY, at=now)
    assert [line.text for line in read_by(county_handler, handled)] == [QUESTION, REPLY]
    assert told("citizen_wrote") == {county_handler.username}


def test_the_citizen_gets_a_text_message_that_says_nothing_of_the_matter(now, handled, county_handler):
    write_to_citizen(case_id=handled.pk, text=QUESTION, actor=county_handler, at=now)
    message = Notice.objects.get(wording="citizen_asked")
    assert message.identity == handled.identity
    assert handled.number not in message.text
    assert QUESTION not in message.text


def test_the_citizen_sees_the_unit_and_no_name_of_an_official(now, handled, county_handler):
    county_handler.full_name = "钟玉珍"
    county_handler.save(update_fields=["full_name"])
    write_to_citizen(case_id=handled.pk, text=QUESTION, actor=county_handler, at=now)
    (line,) = thread_for_citizen(handled)
    assert "Tianhe" in line.writer or "天河区" in line.writer
    assert "钟玉珍" not in line.writer


def test_the_handler_sees_whether_the_citizen_has_read_it(now, handled, county_handler):
    write_to_citizen(case_id=handled.pk, text=QUESTION, actor=county_handler, at=now)
    assert read_by(county_handler, handled)[0].mark == ""
    assert note_that_citizen_read(case_id=handled.pk, at=now + timedelta(hours=1)) == 1
    assert read_by(county_handler, handled)[0].mark


def test_before_a_unit_has_the_case_its_desk_writes(now, city_clerk):
    case = make_case(at=now)
    write_to_citizen(case_id=case.pk, text=QUESTION, actor=city_clerk, at=now)
    write_as_citizen(case_id=case.pk, text=REPLY, at=now)
    assert told("citizen_wrote") == {city_clerk.username}


def test_once_a_unit_has_the_case_the_clerk_writes_no_more(now, handled, city_clerk):
    with pytest.raises(MoveRefused):
        write_to_citizen(case_id=handled.pk, text=QUESTION, actor=city_clerk, at=now)


def test_whoever_may_not_see_the_case_does_not_find_it(now, handled, other_city_clerk):
    with pytest.raises(Case.DoesNotExist):
        write_to_citizen(case_id=handled.pk, text=QUESTION, actor=other_city_clerk, at=now)


def test_revenge_is_read_by_the_commission_and_never_by_the_unit(
    now, handled, county_handler, city_clerk, city_inspector
):
    write_as_citizen(case_id=handled.pk, text="昨晚有人到我家威胁。", at=now, kind=MessageKind.REVENGE)
    assert read_by(county_handler, handled) == []
    assert [line.is_revenge for line in read_by(city_inspector, handled)] == [True]
    assert told("revenge_reported") == {city_clerk.username, city_inspector.username}
    page = browse_as(county_handler).get(f"/staff/cases/{handled.pk}/")
    assert "昨晚有人到我家威胁" not in page.content.decode()


def test_the_trail_that_the_unit_reads_does_not_tell_of_revenge(now, handled, county_handler):
    write_as_citizen(case_id=handled.pk, text="昨晚有人到我家威胁。", at=now, kind=MessageKind.REVENGE)
    assert "revenge" not in words_of(browse_as(county_handler).get(f"/staff/cases/{handled.pk}/")).lower()


def test_nobody_with_a_tie_to_the_accused_hears_that_the_citizen_wrote(now, city_clerk):
    case = make_case(at=now, accused=[unit("440106-land")])
    Tie.objects.create(user=city_clerk, unit=unit("440106-land"), relation="kin")
    write_as_citizen(case_id=case.pk, text=REPLY, at=now)
    assert city_clerk.username not in told("citizen_wrote")


def test_a_flood_of_messages_ends_until_somebody_replies(now, handled, county_handler):
    for _ in range(MOST_UNANSWERED):
        write_as_citizen(case_id=handled.pk, text=REPLY, at=now)
    with pytest.raises(TooManyMessages):
        write_as_citizen(case_id=handled.pk, text=REPLY, at=now)
    write_as_citizen(case_id=handled.pk, text="有人威胁我。", at=now, kind=MessageKind.REVENGE)
    write_to_citizen(case_id=handled.pk, text=QUESTION, actor=county_handler, at=now)
    write_as_citizen(case_id=handled.pk, text=REPLY, at=now)


def test_a_message_can_neither_be_changed_nor_deleted(now, handled):
    message = write_as_citizen(case_id=handled.pk, text=REPLY, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseMessage.objects.filter(pk=message.pk).update(text="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseMessage.objects.filter(pk=message.pk).delete()


def test_the_database_keeps_no_message_of_a_citizen_with_a_name_beside_it(now, handled, county_handler):
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseMessage.objects.create(
            case=handled, party=Party.CITIZEN, author=county_handler, text=REPLY, sent_at=now
        )


def test_the_handler_writes_on_the_page_of_the_case(handled, county_handler):
    client = browse_as(county_handler)
    wrong = client.post(f"/staff/cases/{handled.pk}/messages/", {"text": "长" * 2001})
    assert "长长长" in wrong.content.decode()
    client.post(f"/staff/cases/{handled.pk}/messages/", {"text": QUESTION})
    assert QUESTION in client.get(f"/staff/cases/{handled.pk}/").content.decode()
