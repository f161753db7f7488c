"""The demonstration: our own sentences, every stage, the same for the same seed, nothing sent to the outside."""

import csv
import hashlib
import re
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from io import StringIO
from random import Random
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.choices import Channel, Stage
from cases.models import Case, CaseClock, CaseEvent, ClockSignal
from cases.selectors.leaks import leaks_in
from cases.tests.factories import make_case
from common.numbering import CHINA
from complaints.services import open_by_receipt
from dashboard.services import LOGINS, PASSWORD, load_demo
from dashboard.services.demo_retention import STORIES as OLD
from dashboard.services.demo_texts import DATA_FOLDER, Texts
from hotline.models import EditionLine, Session
from hotline.selectors.guidance import spreads
from notices.choices import State
from notices.models import Notice
from organizations.models import Area, Sector
from registers.selectors.alarms import alarm_counts
from sectors.models import TaskFile
from sectors.selectors import cover_of, current_campaign, matrix_of, totals_of

# What the hotline programme of the demonstration has made cases of.
ASKED_ON_AIR = 11
TODAY = date(2026, 11, 23)
MIDNIGHT = datetime.combine(TODAY, time.min, tzinfo=CHINA)


def stories():
    with (DATA_FOLDER / "demo_stories.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def digest():
    """What the demonstration looks like, without anything that is drawn by the system itself."""
    cases = Case.objects.order_by("pk").values_list(
        "stage",
        "subject",
        "story",
        "received_at",
        "closed_at",
        "due_at",
        "desk__code",
        "responsible__code",
        "escalated_to__code",
    )
    events = CaseEvent.objects.order_by("pk").values_list("at", "name", "move", "actor__username", "note")
    return hashlib.sha256(repr((list(cases), list(events))).encode()).hexdigest()


def load_and_forget(*, seed):
    with transaction.atomic():
        load_demo(cases=8, seed=seed, today=TODAY)
        seen = digest()
        transaction.set_rollback(True)
    return seen


@pytest.mark.long
@pytest.mark.django_db
def test_the_same_seed_gives_the_same_cases():
    # What stands beside the cases is written down and nothing of it is drawn.
    with mock.patch("dashboard.services.demo._fill_the_rest"):
        assert load_and_forget(seed=3) == load_and_forget(seed=3)


@pytest.mark.long
@pytest.mark.django_db
def test_the_demonstration_shows_what_the_system_can_do():
    said, shown_once = _load_by_command()
    _stages_and_moves_are_there()
    _everything_happened_in_order()
    _the_accused_never_see_their_cases()
    _nothing_leaves_the_house()
    _the_campaign_is_in_its_middle()
    _every_register_has_rows_and_alarms()
    _the_programme_is_on_the_air()
    _the_codes_are_shown_once(said, shown_once)
    _the_logins_work()


def _load_by_command() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("load_demo", cases=48, seed=8, today=TODAY, stdout=out, stderr=err, verbosity=0)
    return out.getvalue(), err.getvalue()


def _the_codes_are_shown_once(said, shown_once):
    assert said == f"{48 + len(OLD) + ASKED_ON_AIR} cases; 0 planned steps were refused.\n"
    assert re.search(r"API token of demo-system [0-9a-f]{64}", shown_once)
    assert "days" not in shown_once
    codes = re.findall(r"receipt code ([\d ]+)  \((.+)\)", shown_once)
    assert len(codes) == 4
    for code, stage in codes:
        case = open_by_receipt(typed=code, client=None, at=timezone.now()).case
        assert case.get_stage_display() == stage


def _the_logins_work():
    table = StringIO()
    call_command("show_logins", address="http://127.0.0.1:8000", stdout=table)
    assert "http://127.0.0.1:8000/console/" in table.getvalue()
    for login in LOGINS:
        can_sign_in = login.username != "demo-system"
        assert (f" {login.username} " in table.getvalue()) is can_sign_in
    assert PASSWORD in table.getvalue()
    assert User.objects.get(username="demo-clerk").check_password(PASSWORD)


def _stages_and_moves_are_there():
    stages = Counter(Case.objects.values_list("stage", flat=True))
    assert stages.total() == 48 + len(OLD) + ASKED_ON_AIR
    assert set(stages) >= {Stage.RECEIVED, Stage.DECLINED, Stage.ASSIGNED, Stage.HANDLING, Stage.CLOSED}
    moves = set(CaseEvent.objects.values_list("move", flat=True))
    assert moves >= {"accept", "decline", "assign", "sign_for", "answer", "close"}
    assert set(Case.objects.values_list("channel", flat=True)) >= {Channel.WEB, Channel.PHONE, Channel.LETTER}
    assert 8 < Case.objects.exclude(identity=None).count() < 40
    assert ClockSignal.objects.exists()


def _everything_happened_in_order():
    trails = defaultdict(list)
    for case_id, at in CaseEvent.objects.order_by("pk").values_list("case_id", "at"):
        trails[case_id].append(at)
    for case in Case.objects.all():
        trail = trails[case.pk]
        assert trail == sorted(trail)
        assert trail[0] == case.received_at
        assert trail[-1] < MIDNIGHT + timedelta(hours=1)
    assert Case.objects.filter(received_at__lt=MIDNIGHT - timedelta(days=201)).count() == len(OLD)
    for signal in ClockSignal.objects.select_related("clock"):
        moment = {"remind": "remind_at", "yellow": "due_at", "red": "red_at", "escalate": "escalate_at"}
        due = getattr(signal.clock, moment[signal.kind])
        assert timedelta() <= signal.given_at - due < timedelta(days=1)
    assert not CaseClock.objects.filter(stopped_at=None, next_signal_at__lt=MIDNIGHT).exists()


def _the_accused_never_see_their_cases():
    leader = User.objects.get(username="demo-leader")
    accusing_him = Case.objects.filter(accused__person=leader.person)
    assert accusing_him.count() == 2
    assert not Case.objects.visible_to(leader).filter(pk__in=accusing_him).exists()
    passed_up = Case.objects.filter(accused__unit__code__endswith="-commission")
    assert passed_up.count() == 6
    assert {case.desk.code for case in passed_up} == {"440000-commission", "central-commission"}


def _nothing_leaves_the_house():
    assert not Notice.objects.exclude(state=State.SENT).exists()
    assert set(User.objects.exclude(email="").values_list("email", flat=True)) == {
        "clerk@example.org",
        "handler@example.org",
        "inspector@example.org",
    }
    assert Notice.objects.filter(user__isnull=False, read_at=None).exists()


def _every_register_has_rows_and_alarms():
    inspector = User.objects.get(username="demo-province-inspector")
    for count in alarm_counts(inspector):
        assert count.records >= 6, count.register.name
        # A name is only taken away by a proved case.
        assert count.alarms or count.register.name == "clean-hospitals", count.register.name
        assert count.alarms < count.records


def _the_campaign_is_in_its_middle():
    campaign = current_campaign(on=TODAY)
    inspector = User.objects.get(username="demo-province-inspector")
    covers = cover_of(campaign, user=inspector, today=TODAY)
    assert TODAY in campaign.phases.get(name="rectify").span
    assert totals_of(covers).share == "6/8"
    assert {cover.standing for cover in covers} == {"published", "asked", "draft"}
    assert all(cover.done and cover.four for cover in covers if cover.is_covered)
    assert totals_of(covers).late
    assert TaskFile.objects.values("entry__task__plan").distinct().count() == 6
    matrix = matrix_of(campaign, inspector, on=TODAY)
    assert all(matrix.listed(kind) for kind in ("deployed", "missing", "late"))


def _the_programme_is_on_the_air():
    stages = Counter(Session.objects.values_list("stage", flat=True))
    assert stages == {"closed": 1, "on_air": 1, "confirmed": 1, "planned": 1}
    states = set(EditionLine.objects.values_list("state", flat=True))
    assert "done" in states
    assert {line.counter for line in spreads()} == {"18/21"}
    assert Case.objects.exclude(hotline_questions=None).distinct().count() == ASKED_ON_AIR


@pytest.mark.django_db
def test_a_system_with_cases_is_left_alone(now):
    make_case(at=now)
    call_command("load_demo", if_empty=True, stdout=StringIO(), stderr=StringIO())
    assert not User.objects.filter(username="demo-clerk").exists()
    with pytest.raises(CommandError, match="empty system"):
        call_command("load_demo")


@pytest.mark.django_db
def test_a_site_in_real_use_gets_no_demonstration(settings):
    settings.SESSION_COOKIE_SECURE = True
    with pytest.raises(CommandError, match="real use"):
        call_command("load_demo")


@pytest.mark.django_db
def test_without_a_demonstration_there_are_no_logins_to_show():
    out = StringIO()
    call_command("show_logins", stdout=out)
    assert "demo-clerk" not in out.getvalue()


@pytest.mark.django_db
def test_every_pattern_of_a_story_can_be_told():
    texts = Texts(Random(1))
    area = Area.objects.select_related("parent").get(code="440106", valid_to=None)
    codes = ["", *Sector.objects.values_list("code", flat=True)]
    for code in codes:
        told = {texts.story(code, texts.slots_for(area)) for _ in range(60)}
        assert len(told) > 55
        for subject, story in told:
            assert 5 <= len(subject) <= 40
            assert 40 <= len(story) <= 400
            assert not re.search(r"[\[\]{}|／]", subject + story)


def test_every_sector_has_at_least_twelve_stories():
    counts = Counter(row["sector"] for row in stories())
    assert min(counts[sector] for sector in counts if sector) >= 12
    assert counts[""] >= 8
    assert len(counts) == 9


@pytest.mark.django_db
def test_every_line_of_work_has_its_answers():
    texts = Texts(Random(1))
    area = Area.objects.select_related("parent").get(code="441900", valid_to=None)
    slots = texts.slots_for(area) | {"subject": "路灯"}
    for line in texts.answers:
        for _ in range(20):
            answer = texts.answer(line, slots)
            assert set(answer) == {"result", "request", "facts", "opinion", "legal_basis"}
            assert not re.search(r"[\[\]{}|／]", "".join(answer.values()))


@pytest.mark.django_db
def test_what_the_demonstration_tells_everybody_names_nobody(now):
    case = make_case(at=now)
    texts = Texts(Random(1))
    slots = texts.slots_for(Area.objects.get(code="440106"))
    for sector, rows in texts.publications.items():
        for _each in rows:
            public = texts.publication(sector, slots)
            assert not [leak for text in public.values() for leak in leaks_in(text, case=case)], public
