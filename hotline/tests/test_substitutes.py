"""Who proposed a substitute, and what was decided on him, stands in the trail on the session's page (M69)."""

from datetime import timedelta

import pytest

from accounts.services import lapse_acts
from common.tests.browsing import browse_as
from hotline.services import GuestDraft, decide_on_substitute, report_guest
from hotline.tests.factories import housing_head, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def head(db):
    """Leads the bureau on the line."""
    return housing_head()


@pytest.fixture
def session(now, city_inspector):
    """Planned for next week."""
    return make_session(city_inspector, at=now)


def test_the_page_shows_in_its_trail_who_proposed_each_substitute_and_what_was_decided_on_him_and_why(
    now, session, city_inspector, commission_leader, head
):
    proposed = (
        (GuestDraft("李副局", "副局长", "deputy", reason="局长出国"), "refused", "请局长本人上线"),
        (GuestDraft("王副局", "副局长", "deputy", reason="局长住院"), "granted", "同意"),
    )
    for number, (draft, decision, note) in enumerate(proposed):
        at = now + 3 * number * HOUR
        guest = report_guest(session_id=session.pk, draft=draft, actor=head, at=at)
        decide_on_substitute(
            approval_id=guest.approvals.get().pk,
            decision=decision,
            note=note,
            actor=commission_leader,
            at=at + HOUR,
        )
    entries = browse_as(city_inspector).get(f"/staff/hotline/{session.pk}/").context["entries"]
    told = [(row["title"], row["actor"], row["at"], row["text"]) for row in entries[:6]]
    asker, decider = head.full_name, commission_leader.full_name
    assert [row for row in told if "ubstitute" in row[0]] == [
        ("Substitute approved: 副局长 · 王副局", decider, now + 4 * HOUR, "同意"),
        ("Substitute proposed: 副局长 · 王副局", asker, now + 3 * HOUR, "局长住院"),
        ("Substitute refused: 副局长 · 李副局", decider, now + HOUR, "请局长本人上线"),
        ("Substitute proposed: 副局长 · 李副局", asker, now, "局长出国"),
    ]
    assert [row[0] for row in told].count("Report leader, post and topic") == 2


def test_a_substitute_on_whom_nobody_decided_in_time_says_so_in_the_trail(now, session, city_inspector, head):
    draft = GuestDraft("李副局", "副局长", "deputy", reason="局长出国")
    report_guest(session_id=session.pk, draft=draft, actor=head, at=now)
    lapse_acts(at=now + timedelta(days=20))
    entries = browse_as(city_inspector).get(f"/staff/hotline/{session.pk}/").context["entries"]
    assert (entries[0]["title"], entries[0]["actor"]) == (
        "Nobody decided in time on the substitute: 副局长 · 李副局",
        "",
    )
