"""The month's drafts: exactly one a period whatever number of beats, and every number equal to a count by hand (M75, M76)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse
from django.utils import translation

from accounts.choices import Role
from accounts.models import Tie
from accounts.tests.factories import make_user
from bulletins import services
from bulletins.choices import BulletinKind
from bulletins.models import Bulletin, Figure
from bulletins.rules import against_quoting, month_after, month_before
from bulletins.selectors.figures import OF_A_SECTOR, OF_A_WINDOW, VISIT_GRADES, counted_anew
from bulletins.selectors.paper import numeral
from bulletins.selectors.texts import read_text
from bulletins.tests.factories import PROVED, edition_of, hold_to_account, make_desk, proved_case
from cases.tests.factories import make_case, unit
from common.numbering import CHINA
from common.tests.browsing import browse_as
from complaints.services import IncomingText, take_in_text
from evaluations.models import Rating, VisitVote
from evaluations.services import decide_alarm, raise_alarm
from evaluations.tests.factories import ask_everybody, invite, list_windows
from notices.models import Notice
from organizations.models import Sector

MONTH = datetime(2026, 10, 12, 10, tzinfo=CHINA)
NOW = datetime(2026, 11, 2, 8, tzinfo=CHINA)
WITHIN = "{} >= '2026-10-01 00:00+08' AND {} < '2026-11-01 00:00+08'"
BY_HAND = {
    "received": "SELECT COUNT(*) FROM cases_case c WHERE {of} AND " + WITHIN.format(*["c.received_at"] * 2),
    "closed": "SELECT COUNT(*) FROM cases_case c WHERE {of} AND " + WITHIN.format(*["c.closed_at"] * 2),
    "proved": """SELECT COUNT(*) FROM cases_case c WHERE {of} AND """
    + WITHIN.format(*["c.closed_at"] * 2)
    + """ AND (SELECT finding FROM cases_conclusion WHERE case_id = c.id ORDER BY id DESC LIMIT 1) LIKE '%%prov%%'
        AND (SELECT finding FROM cases_conclusion WHERE case_id = c.id ORDER BY id DESC LIMIT 1) <> 'not_proved'""",
    "held": """SELECT COUNT(DISTINCT e.file_id) FROM supervision_accountevent e
        JOIN supervision_accountability a ON a.id = e.file_id JOIN cases_case c ON c.id = a.case_id
        WHERE {of} AND e.name = 'account.approved' AND """
    + WITHIN.format(*["e.at"] * 2),
    "money": """SELECT COALESCE(SUM(k.money), 0) FROM cases_case c JOIN cases_conclusion k ON k.case_id = c.id
        WHERE {of} AND k.id = (SELECT MAX(id) FROM cases_conclusion WHERE case_id = c.id) AND """
    + WITHIN.format(*["c.closed_at"] * 2),
}
RATED = """SELECT COUNT(*) FROM evaluations_rating r JOIN cases_answer w ON w.id = r.answer_id
    JOIN cases_case c ON c.id = w.case_id WHERE {of} AND r.grade = '%s' AND """ + WITHIN.format(
    *["r.rated_at"] * 2
)
BY_HAND |= {grade: RATED % grade for grade in ("satisfied", "mostly", "dissatisfied")}
VISITED = """SELECT COUNT(*) FROM evaluations_visitvote v JOIN evaluations_invitation i ON i.id = v.invitation_id
    JOIN evaluations_visit s ON s.id = i.visit_id WHERE s.unit_id = {unit} AND v.grade = '%s'
    AND NOT EXISTS (SELECT 1 FROM evaluations_visitalarm_votes l JOIN evaluations_visitalarm a ON a.id = l.visitalarm_id
                    WHERE l.visitvote_id = v.id AND a.state = 'upheld') AND """ + WITHIN.format(
    *["v.voted_at"] * 2
)
VISIT_WORDS = {"visit_satisfied": "satisfied", "visit_mostly": "mostly", "visit_bad": "dissatisfied"}
BY_HAND[
    "cards"
] = """SELECT COUNT(*) FROM evaluations_score s JOIN evaluations_appraised w ON w.id = s.appraised_id
    JOIN evaluations_round r ON r.id = w.round_id WHERE {of} AND s.has_card AND r.stage = 'published'
    AND s.number = (SELECT MAX(number) FROM evaluations_score WHERE appraised_id = w.id) AND """ + WITHIN.format(
    *["r.published_at"] * 2
)
BY_HAND |= {query: VISITED % grade for query, grade in VISIT_WORDS.items()}
BY_HAND[
    "visit_invited"
] = """SELECT COUNT(*) FROM evaluations_invitation i JOIN evaluations_visit s ON s.id = i.visit_id
    WHERE s.unit_id = {unit} AND """ + WITHIN.format(*["i.invited_at"] * 2)


@pytest.fixture
def month(db):
    """A month with complaints of two kinds, some before and after it, proved, rated, with money returned."""
    desk = make_desk()
    land = Sector.objects.get(code="land_housing")
    details = {"money": "1234.50", "money_to": "农户"}
    for days in (-40, 0, 1, 30):
        at = MONTH + timedelta(days=days)
        case = proved_case(desk, at=at, details=PROVED | details)
        type(case).objects.filter(pk=case.pk).update(sector=land)
        Rating.objects.create(answer=case.answer, grade="satisfied" if days else "mostly", rated_at=at)
        if days == 1:
            hold_to_account(case, desk, at=at)
    make_case(at=MONTH, story="另一个领域的事情，与土地无关。")
    visit_windows()
    return land


def visit_windows() -> None:
    """Of one window enough visitors say what they think, one of them under pressure as was found out; of another too few."""
    list_windows()
    leader = make_user("province", Role.INSPECTOR, "440000-commission")
    ask_everybody(leader, at=MONTH, minimum_sample=5)
    for code, said in (("440100-land", "1112331"), ("440300-land", "1133")):
        phones = [f"13{len(said)}{place:08d}" for place in range(len(said) + 1)]
        invite(phones, at=MONTH, code=code)
        for phone, words in zip(phones, said, strict=False):
            take_in_text(text=IncomingText(sender=phone, receiver="1069", words=words), at=MONTH)
    vote = VisitVote.objects.filter(invitation__visit__unit__code="440100-land").latest("pk")
    alarm = raise_alarm(kind="pressure", unit=unit("440100-land"), key="1", votes=[vote.pk], at=MONTH)
    decide_alarm(alarm_id=alarm.pk, decision="upheld", reason="核实", actor=leader, at=MONTH)


def by_hand(figure: Figure) -> Decimal:
    if figure.unit is None:
        of = f"c.sector_id = {figure.bulletin.sector_id}"
        if figure.query == "cards":
            of = f"""w.unit_id IN (SELECT u.id FROM organizations_unit u JOIN organizations_sectorlead l ON l.line = u.line
                WHERE l.sector_id = {figure.bulletin.sector_id})"""
    else:
        table = (
            "w.unit_id"
            if figure.query in ("satisfied", "mostly", "dissatisfied", "cards")
            else "c.responsible_id"
        )
        of = f"{table} IN (SELECT id FROM organizations_unit WHERE lineage @> ARRAY[{figure.unit_id}]::bigint[])"
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND[figure.query].format(of=of, unit=figure.unit_id))
        return Decimal(cursor.fetchone()[0])


def test_every_number_equals_a_count_by_hand(month):
    assert services.draft_due(at=NOW) == Sector.objects.count() + 1
    figures = Figure.objects.select_related("bulletin", "unit")
    assert figures.count() == 8 * len(OF_A_SECTOR) + 24 * (len(OF_A_WINDOW) + 1) + len(VISIT_GRADES)
    wrong = [(row.query, row.unit, row.value, by_hand(row)) for row in figures if row.value != by_hand(row)]
    assert wrong == []
    told = {row.query: row.value for row in figures.filter(bulletin__sector=month, bulletin__kind="monthly")}
    assert told == {
        "received": 2,
        "closed": 2,
        "proved": 2,
        "held": 1,
        "money": Decimal("2469.00"),
        "satisfied": 1,
        "mostly": 1,
        "cards": 0,
        "dissatisfied": 0,
    }
    bulletin = Bulletin.objects.get(sector=month)
    assert all(row.is_same for row in counted_anew(bulletin))
    with translation.override("zh-hans"):
        [line] = read_text(edition_of(bulletin, "internal")).figures
    assert "2469元" in line
    # Monthly numbers stay inside: with the quarterly ones that are public, small ones could be worked out.
    assert read_text(edition_of(bulletin, "public")).figures == ()
    windows = Bulletin.objects.get(kind=BulletinKind.WINDOWS)
    with translation.override("zh-hans"):
        lines = read_text(edition_of(windows, "internal")).figures
    assert len(lines) == 24
    assert sum("邀请8人，满意3人，基本满意1人，不满意2人" in line for line in lines) == 1
    assert sum("邀请5人，评价数量过少" in line for line in lines) == 1
    assert all(row.is_same for row in counted_anew(windows))
    with pytest.raises(DatabaseError), transaction.atomic():
        Figure.objects.update(value=0)


def test_whoever_has_a_tie_to_a_window_sees_nothing_of_the_draft_that_tells_its_figures(month):
    tied, free = (make_user(name, Role.INSPECTOR, "440000-commission") for name in ("tied", "free"))
    Tie.objects.create(user=tied, unit=unit("440100-land"), relation="kin")
    services.draft_due(at=NOW)
    windows = Bulletin.objects.get(kind=BulletinKind.WINDOWS)
    for user, may in ((free, True), (tied, False)):
        assert Bulletin.objects.visible_to(user).filter(pk=windows.pk).exists() == may
        assert Bulletin.objects.visible_to(user).filter(sector=month).exists(), (
            "one sector's totals name no unit"
        )
        told = Notice.objects.filter(user=user, path=reverse("bulletins:bulletin", args=[windows.pk]))
        assert told.exists() == may
    assert browse_as(tied).get(reverse("bulletins:bulletin", args=[windows.pk])).status_code == 404


def test_a_second_beat_drafts_nothing_and_the_next_month_has_its_own(db):
    list_windows()
    assert services.draft_due(at=NOW) == 9
    assert services.draft_due(at=NOW + timedelta(days=20)) == 0
    assert services.draft_due(at=NOW + timedelta(days=31)) == 9
    assert Bulletin.objects.filter(month=date(2026, 10, 1)).count() == 9


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_draft_each_once():
    def beat(_number):
        try:
            return services.draft_due(at=NOW)
        finally:
            connections.close_all()

    list_windows()
    with ThreadPoolExecutor(2) as pool:
        drafted = list(pool.map(beat, range(2)))
    assert sum(drafted) == Bulletin.objects.count() == 9
    assert Figure.objects.count() == 8 * len(OF_A_SECTOR) + 24 * (len(OF_A_WINDOW) + 1)


def test_months_numerals_and_what_bars_quoting():
    assert (month_before(date(2014, 1, 31)), month_after(date(2013, 12, 1))) == (
        date(2013, 12, 1),
        date(2014, 1, 1),
    )
    assert [numeral(number) for number in (1, 10, 11, 20, 24)] == ["一", "十", "十一", "二十", "二十四"]
    settled = {"is_closed": True, "is_proved": True, "is_leader_liable": True}
    assert against_quoting(files=[("direct", "final"), ("leader", "cleared")], **settled) == []
    assert against_quoting(files=[("direct", "final"), ("leader", "decided")], **settled) == ["account_open"]
    assert against_quoting(files=[("direct", "lifted")], **settled) == ["account_open"]
