"""The measurement works, its data is lawful, and no page asks the database more often than it did."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from cases.choices import Stage
from cases.lifecycle import OPEN_STAGES
from cases.models import Accused, Case, CaseClock
from cases.selectors import register as pages_register
from dashboard.services import count_anew
from organizations.selectors import suggestions
from scripts.bench import load, report
from scripts.bench.measure import ClientHere, Speed, WrongAnswer, count_statements, measure
from scripts.bench.register import make_users, read_register
from scripts.bench.rows import rows_of
from scripts.bench.scenarios import Ask, Goal, scenarios
from scripts.bench.words import COMMON_SHARE, COMMON_WORD, LENGTH_LONGEST, LENGTH_SHORTEST, Writer

CASES = 200
# The most SQL statements of one request, without those that only begin and end transactions.
STATEMENTS = {
    "submit": 8,
    "list_filtered": 6,
    "list": 6,
    "list_deep": 6,
    "list_open": 6,
    "list_waiting": 6,
    "search_common": 7,
    "search_rare": 7,
    "detail": 13,
    "move": 9,
    "dashboard": 9,
    "dashboard_anew": 11,
    "statistics": 4,
    "statistics_anew": 8,
    "sector_page": 16,
    "campaign_home": 4,
    "city_list": 6,
    "city_search": 7,
    "city_dashboard": 9,
    "city_statistics": 5,
    "clerk_list": 6,
    "clerk_dashboard": 7,
    "handler_list": 7,
    "handler_all": 7,
}


@pytest.fixture
def register(db):
    """The register with the users of the measurement."""
    make_users()
    return read_register(on=timezone.localdate())


@pytest.fixture
def loaded(register):
    """Two hundred cases in the tables."""
    load.load_chunk(register=register, first=1, last=CASES, total=CASES, now=timezone.now())
    load.number_on()
    count_anew(at=timezone.now())


@pytest.fixture
def _long_memory(monkeypatch):
    """Names that pages keep for a minute are not read anew in the middle of a count."""
    monkeypatch.setattr(pages_register, "REGISTER_SECONDS", 3600)
    monkeypatch.setattr(suggestions, "LEXICON_SECONDS", 3600)


@pytest.mark.long
@pytest.mark.usefixtures("loaded", "_long_memory")
def test_no_row_asks_the_database_more_often_than_before():
    client = ClientHere()
    counted = {row.name: count_statements(client, row.asks)[0] for row in scenarios(CASES)}
    assert set(counted) == set(STATEMENTS)
    assert {row: (counted[row], most) for row, most in STATEMENTS.items() if counted[row] > most} == {}


@pytest.mark.usefixtures("loaded")
def test_every_condition_holds_for_what_is_loaded():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    stages = Counter(Case.objects.values_list("stage", flat=True))
    assert sum(stages.values()) == CASES
    assert stages[Stage.CLOSED] > CASES * 0.55
    assert sum(stages[stage] for stage in OPEN_STAGES) > CASES * 0.1
    assert not Accused.objects.exclude(case__matter=None).exists()
    assert not CaseClock.objects.filter(stopped_at=None, next_signal_at__lte=timezone.now()).exists()


def test_the_same_seed_gives_the_same_cases(register):
    drawn = [
        rows_of(register=register, seed="s", first=1, last=20, total=20, now=timezone.now())["cases_case"]
        for _ in range(2)
    ]
    stories = [[row[4] for row in rows] for rows in drawn]
    assert stories[0] == stories[1]


def test_stories_have_the_promised_lengths_and_words(register):
    writer = Writer(register.words, random.Random(1))
    stories = [writer.story(sector) for sector in [*register.sectors, ""] * 60]
    assert all(LENGTH_SHORTEST <= len(story) <= LENGTH_LONGEST for story in stories)
    share = sum(COMMON_WORD in story for story in stories) / len(stories)
    assert abs(share - COMMON_SHARE) < 0.08


@pytest.mark.parametrize(
    ("value", "text"), [(None, "\\N"), ("a\tb\\", "a\\tb\\\\"), (True, "True"), (7, "7")]
)
def test_values_are_written_as_copy_reads_them(value, text):
    assert load.copy_text(value) == text


def test_an_answer_of_another_status_stops_the_measurement(client, db):
    with pytest.raises(WrongAnswer):
        ClientHere().ask(Ask(path="/there-is-no-such-page/"))


def test_times_are_taken_of_one_client_and_of_all_together():
    taken = []
    speed = measure([lambda: taken.append(1), lambda: taken.append(2)], app=None, database=None, seconds=0.02)
    assert {1, 2} == set(taken)
    assert speed.requests > 2
    assert 0 <= speed.p50 <= speed.p95
    assert speed.cpu_app is None


def test_figures_that_miss_their_goal_are_marked_and_recorded(tmp_path):
    speed = Speed(p50=30.0, p95=40.0, rate=61.0, cpu_app=9.0, cpu_database=1.0, requests=100)
    line = report.Line("list", "list", 7, 0, speed, Goal(8, 25, 60))
    facts = report.computer() | {"server_version": "15.1", "shared_buffers": "128MB"}
    run = report.Run(cases=CASES, lines=[line], facts=facts)
    document = tmp_path / "performance.md"
    document.write_text("before\n<!-- figures: 200 -->\nold\n<!-- end of figures: 200 -->\nafter\n")
    report.record(run, document)
    text = document.read_text()
    assert "| list | 7 ✓ | 30.0 ✗ | 40.0 | 61 ✓ |" in text
    assert "old" not in text
    assert text.startswith("before")
    assert text.endswith("after\n")
    assert "30.0 ✗" in report.aligned(run.table())
