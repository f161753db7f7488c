"""The bell, and the page of notices that could not be delivered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.services import seal_identity
from accounts.tests.factories import make_user
from common.tests.browsing import browse_as, main_of, statements, words_of
from notices.choices import Channel, State
from notices.models import Notice
from notices.selectors import kind_of, without_personal_data
from notices.services import alarm_dead_letters, notify_citizen, notify_users

pytestmark = pytest.mark.django_db

INBOX, DEAD = "/staff/notices/", "/staff/notices/dead/"
RETRY, CLOSE = f"{DEAD}retry/", f"{DEAD}close/"


def tell(
    user,
    number="2026-0000001",
    *,
    channels=(Channel.IN_APP,),
    about="event:1",
    wording="clock_remind",
    unit="",
):
    notify_users(
        users=[user],
        wording=wording,
        context={"number": number, "unit": unit, "date": "2026-12-01"},
        path="/staff/cases/1/",
        about=about,
        at=timezone.now(),
        channels=channels,
    )
    return Notice.objects.filter(user=user).order_by("-id").first()


def give_up(notice, error="SMTPServerDisconnected: Connection unexpectedly closed"):
    Notice.objects.filter(pk=notice.pk).update(state=State.DEAD, attempts=7, last_error=error)
    return notice


class TestTheInbox:
    def test_everybody_reads_his_own_and_nobody_elses(self, city_clerk, county_handler):
        tell(city_clerk, "2026-0000007")
        assert "Case 2026-0000007 is due on 2026-12-01." in words_of(browse_as(city_clerk).get(INBOX))
        assert "2026-0000007" not in words_of(browse_as(county_handler).get(INBOX))

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("zh-hans", "广州市纪委已退回案件2026-0000001，"),
            ("zh-hant", "廣州市紀委已退回案件2026-0000001，"),
            ("en", "Guangzhou Commission has handed case 2026-0000001 back."),
        ],
    )
    def test_a_notice_is_read_in_the_language_of_the_page(self, city_clerk, language, words):
        names = {"zh-hans": "广州市纪委", "zh-hant": "廣州市紀委", "en": "Guangzhou Commission"}
        tell(city_clerk, wording="case_handed_back", unit=names)
        assert words in words_of(browse_as(city_clerk, language=language).get(INBOX))

    def test_looking_alone_changes_nothing(self, city_clerk):
        notice = tell(city_clerk)
        browse_as(city_clerk).get(INBOX)
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_the_page_marks_what_it_shows_as_read(self, city_clerk):
        first = tell(city_clerk)
        page = browse_as(city_clerk).get(INBOX)
        later = tell(city_clerk, about="event:2")
        browse_as(city_clerk).post(f"{INBOX}read/", {"up_to": page.context["newest_unread"]})
        first.refresh_from_db()
        later.refresh_from_db()
        assert first.read_at is not None
        assert later.read_at is None

    def test_the_browser_marks_by_itself_without_loading_anew(self, city_clerk):
        notice = tell(city_clerk)
        answer = browse_as(city_clerk).post(
            f"{INBOX}read/", {"up_to": notice.pk}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 204

    @pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 40])
    def test_nonsense_marks_nothing_and_breaks_nothing(self, city_clerk, up_to):
        tell(city_clerk)
        assert browse_as(city_clerk).post(f"{INBOX}read/", {"up_to": up_to}).status_code == 302
        assert Notice.objects.unread().count() == 1

    def test_nobody_marks_what_is_anothers(self, city_clerk, county_handler):
        notice = tell(city_clerk)
        browse_as(county_handler).post(f"{INBOX}read/", {"up_to": notice.pk})
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_an_empty_inbox_says_so(self, city_clerk):
        assert "No notices yet" in words_of(browse_as(city_clerk).get(INBOX))

    def test_long_inboxes_have_pages(self, monkeypatch, city_clerk):
        monkeypatch.setattr("notices.views.inbox.PAGE_SIZE", 2)
        for number in range(5):
            tell(city_clerk, about=f"event:{number}")
        client, address, seen = browse_as(city_clerk), INBOX, []
        while address:
            page = client.get(address)
            seen += [notice.pk for notice in page.context["notices"]]
            address = page.context["next_url"] and INBOX + page.context["next_url"]
        assert seen == sorted(seen, reverse=True)
        assert len(seen) == 5

    def test_whoever_has_no_duty_has_no_inbox(self, nobody):
        assert browse_as(nobody).get(INBOX).status_code == 403

    def test_it_costs_few_statements(self, city_clerk):
        for number in range(30):
            tell(city_clerk, about=f"event:{number}")
        client = browse_as(city_clerk)
        client.get(INBOX)
        assert len(statements(client, "get", INBOX)) == 5


def state_of(notice) -> str:
    return Notice.objects.get(pk=notice.pk).state


class TestDeadLetters:
    def test_what_failed_is_seen_with_its_last_error_and_tried_again(self, city_clerk, province_inspector):
        notice = give_up(tell(city_clerk, channels=[Channel.EMAIL]))
        words = main_of(browse_as(province_inspector).get(DEAD))
        assert "city clerk" in words
        assert "E-mail" in words
        assert "SMTPServerDisconnected: Connection unexpectedly closed" in words
        answer = browse_as(province_inspector).post(RETRY, {"notices": [notice.pk]}, follow=True)
        assert "1 notice is on its way again." in words_of(answer)
        notice.refresh_from_db()
        assert notice.state == State.PENDING

    def test_nothing_of_the_case_and_nothing_of_a_citizen_is_shown(self, system_admin):
        identity = seal_identity(name="林秀英", phone="13800138000", at=timezone.now())
        notify_citizen(identity=identity, wording="citizen_closed", about="event:9", at=timezone.now())
        give_up(
            Notice.objects.get(),
            error="Refused: +86 138-0013-8000 <lin@example.org> is not reachable, code 550",
        )
        body = words_of(browse_as(system_admin).get(DEAD))
        assert "Citizen" in body
        assert "Refused: *** <***> is not reachable, code 550" in body
        for hidden in ("林秀英", "13800138000", "138-0013-8000", "lin@example.org"):
            assert hidden not in body

    def test_the_kind_is_told_without_number_unit_and_day(self, city_clerk, system_admin):
        give_up(tell(city_clerk, "2026-0000042", channels=[Channel.EMAIL]))
        words = main_of(browse_as(system_admin).get(DEAD))
        assert "Case … is due on …." in words
        assert "2026-0000042" not in words
        assert "2026-12-01" not in words

    def test_an_inspector_of_a_city_sees_only_what_was_meant_for_his_own_area(
        self, county_handler, other_city_clerk, city_inspector
    ):
        near = give_up(tell(county_handler, channels=[Channel.EMAIL]))
        far = give_up(tell(other_city_clerk, channels=[Channel.EMAIL]))
        words = main_of(browse_as(city_inspector).get(DEAD))
        assert "county handler" in words
        assert "other city clerk" not in words
        both = {"notices": [near.pk, far.pk], "reason": "told by telephone"}
        browse_as(city_inspector).post(RETRY, both)
        browse_as(city_inspector).post(CLOSE, both)
        assert state_of(near) == State.PENDING
        assert state_of(far) == State.DEAD

    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("system_admin", 200),
            ("province_inspector", 200),
            ("city_inspector", 200),
            ("commission_leader", 403),
            ("city_clerk", 403),
            ("county_handler", 403),
            ("municipal_system", 403),
            ("nobody", 403),
        ],
    )
    def test_who_may_look(self, request, who, status):
        assert browse_as(request.getfixturevalue(who)).get(DEAD).status_code == status

    def test_only_a_dead_notice_is_tried_again(self, city_clerk, system_admin):
        notice = tell(city_clerk, channels=[Channel.EMAIL])
        answer = browse_as(system_admin).post(RETRY, {"notices": [notice.pk]}, follow=True)
        assert "0 notices are on their way again." in words_of(answer)

    def test_many_are_left_undelivered_with_a_reason_that_stays(self, city_clerk, system_admin):
        dead = [
            give_up(tell(city_clerk, channels=[Channel.EMAIL], about=f"event:{number}"))
            for number in range(2)
        ]
        chosen = {"notices": [notice.pk for notice in dead]}
        client = browse_as(system_admin)
        refused = client.post(CLOSE, chosen | {"reason": " "})
        assert "Why nobody has to get them any more" in main_of(refused)
        assert refused.context["chosen"] == [notice.pk for notice in reversed(dead)]
        answer = client.post(CLOSE, chosen | {"reason": "told by telephone"}, follow=True)
        assert "2 notices are left undelivered." in words_of(answer)
        closed = Notice.objects.filter(state=State.CLOSED)
        assert {(row.closed_by, row.closed_reason) for row in closed} == {(system_admin, "told by telephone")}

    @pytest.mark.parametrize("chosen", [[], ["x"], ["9" * 40]])
    def test_choosing_nothing_or_nonsense_changes_nothing(self, chosen, system_admin):
        client = browse_as(system_admin)
        answer = client.post(RETRY, {"notices": chosen}, follow=True)
        assert "Choose at least one notice." in words_of(answer)
        refused = client.post(CLOSE, {"notices": chosen, "reason": "told by telephone"})
        assert refused.status_code == 200

    def test_administrators_hear_of_dead_letters_once_a_day(self, city_clerk, system_admin, now):
        assert alarm_dead_letters(at=now) == 0
        give_up(tell(city_clerk, channels=[Channel.EMAIL]))
        for hours in (0, 1, 24):
            assert alarm_dead_letters(at=now + timedelta(hours=hours)) == 1
        told = Notice.objects.filter(wording="dead_letters")
        assert {(row.user, row.channel) for row in told} == {
            (system_admin, "in_app"),
            (system_admin, "email"),
        }
        assert told.count() == 4

    def test_a_page_without_dead_letters_says_so(self, system_admin):
        assert "Every notice was delivered" in words_of(browse_as(system_admin).get(DEAD))

    def test_an_inspector_above_the_province_sees_all(self, county_handler):
        give_up(tell(county_handler, channels=[Channel.EMAIL]))
        central = make_user("central", Role.INSPECTOR, "central-commission")
        assert "county handler" in main_of(browse_as(central).get(DEAD))


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("Timeout after 30 s", "Timeout after 30 s"),
        ("(550, b'5.1.1 <wang.fang@gz.example.cn> unknown')", "(550, b'5.1.1 <***> unknown')"),
        ("Refused: {'chen@example.org': (550, b'no')}", "Refused: {'***': (550, b'no')}"),
        ("no route to 020 8765 4321", "no route to ***"),
        ("13800138000", "***"),
        ("", ""),
    ],
)
def test_an_error_keeps_its_meaning_and_loses_numbers_and_addresses(error, shown):
    assert without_personal_data(error) == shown


def test_every_wording_has_a_kind():
    from notices.choices import Wording

    assert all("{" not in kind_of(wording) for wording in Wording)
