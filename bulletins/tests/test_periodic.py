"""The month's drafts: exactly one a period whatever number of beats, and every number equal to a count by hand (M75, M76)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import translation

from bulletins import services
from bulletins.choices import BulletinKind
from bulletins.models import Bulletin, Figure
from bulletins.rules import against_quoting, month_after, month_before
from bulletins.selectors.figures import OF_A_SECTOR, OF_A_WINDOW, counted_anew, service_windows
from bulletins.selectors.paper import numeral
from bulletins.selectors.texts import read_text
from bulletins.tests.factories import PROVED, edition_of, hold_to_account, make_desk, proved_case
from cases.tests.factories import make_case, unit
from common.numbering import CHINA
from evaluations.models import Rating
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
    return land


def by_hand(figure: Figure) -> Decimal:
    if figure.unit is None:
        of = f"c.sector_id = {figure.bulletin.sector_id}"
    else:
        table = "w.unit_id" if figure.query in ("satisfied", "mostly", "dissatisfied") else "c.responsible_id"
        of = f"{table} IN (SELECT id FROM organizations_unit WHERE lineage @> ARRAY[{figure.unit_id}]::bigint[])"
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND[figure.query].format(of=of))
        return Decimal(cursor.fetchone()[0])


def test_every_number_equals_a_count_by_hand(month):
    assert services.draft_due(at=NOW) == Sector.objects.count() + 1
    figures = Figure.objects.select_related("bulletin", "unit")
    assert figures.count() == 8 * len(OF_A_SECTOR) + 24 * len(OF_A_WINDOW)
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
    assert len(read_text(edition_of(windows, "internal")).figures) == len(service_windows()) == 24
    with pytest.raises(DatabaseError), transaction.atomic():
        Figure.objects.update(value=0)


def test_a_second_beat_drafts_nothing_and_the_next_month_has_its_own(db):
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

    with ThreadPoolExecutor(2) as pool:
        drafted = list(pool.map(beat, range(2)))
    assert sum(drafted) == Bulletin.objects.count() == 9
    assert Figure.objects.count() == 8 * len(OF_A_SECTOR) + 24 * len(OF_A_WINDOW)


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


def test_the_list_of_windows_is_data(settings, tmp_path, db):
    settings.WINDOWS_FILE = str(tmp_path / "windows.csv")
    (tmp_path / "windows.csv").write_text("position,unit_code\n1,440100-land\n2,no-such\n", encoding="utf-8")
    assert service_windows() == [unit("440100-land")]
