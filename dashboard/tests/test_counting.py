"""The sums are what a new count gives, whatever happens in between and whoever counts."""

import threading
import time
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cases.choices import Party
from cases.models import Case
from cases.services import move_case
from cases.tests.factories import make_case
from common.numbering import CHINA
from dashboard.models import CaseFact, FigureCell, FigureState
from dashboard.services import check_figures, count_anew, count_figures
from dashboard.tests.worlds import accuse_more, live, make_cast
from retention.services import decide_on_batch, dispose_next, propose_batch
from retention.tests.factories import canary, settle, withdrawn

SINCE = datetime(2026, 6, 1, 8, 0, tzinfo=CHINA)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
RIGHT = {"facts": 0, "cells": 0, "stays": 0}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counting_as_it_happens_gives_what_counting_anew_gives(seed):
    cast = make_cast()
    count_figures(at=NOW)
    for turn in range(4):
        cases = live(cast, seed=10 * seed + turn, cases=6, since=SINCE + timedelta(days=20 * turn))
        assert count_figures(at=NOW) == len(cases)
    accuse_more(cast, cases[-1], "440111-land", at=NOW)
    count_figures(at=NOW)
    assert check_figures() == RIGHT
    kept = sums()
    count_anew(at=NOW)
    assert sums() == kept


@pytest.mark.django_db
def test_a_case_that_did_not_change_changes_nothing():
    make_case(at=NOW)
    assert count_figures(at=NOW) == 1
    assert count_figures(at=NOW) == 0


@pytest.mark.django_db
def test_a_wrong_sum_is_noticed_and_put_right():
    make_case(at=NOW)
    count_figures(at=NOW)
    FigureCell.objects.filter(level="all", span="day").update(received=7)
    with pytest.raises(CommandError, match="cells"):
        call_command("count_figures", check=True)
    call_command("count_figures", anew=True)
    call_command("count_figures", check=True)


@pytest.mark.django_db(transaction=True)
def test_an_event_that_appears_after_a_later_one_is_not_passed_over():
    slow = make_case(at=NOW)
    count_figures(at=NOW)
    begun, may_end = threading.Event(), threading.Event()

    def withdraw_slowly():
        with transaction.atomic():
            move_case(case_id=slow.pk, move="withdraw", actor=Party.CITIZEN, at=NOW)
            begun.set()
            may_end.wait(30)
        connection.close()

    other = threading.Thread(target=withdraw_slowly)
    other.start()
    begun.wait(30)
    quick = make_case(at=NOW)  # its event has a higher number and can be seen first
    FigureState.objects.update(counted_up_to=FigureState.objects.get().seen_up_to)
    count_figures(at=NOW)
    count_figures(at=NOW)
    count_figures(at=NOW)
    assert CaseFact.objects.filter(pk=quick.pk).exists()
    may_end.set()
    other.join()
    assert count_figures(at=NOW) == 1
    assert CaseFact.objects.get(pk=slow.pk).ending == "withdrawn"
    newest = Case.objects.get(pk=quick.pk).events.latest("pk").pk
    # The server's other databases have transactions too: the mark moves on when those of then have ended.
    until = time.monotonic() + 120
    while FigureState.objects.get().counted_up_to != newest and time.monotonic() < until:
        time.sleep(0.1)
        count_figures(at=NOW)
    assert FigureState.objects.get().counted_up_to == newest
    assert check_figures() == RIGHT


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_count_once():
    make_case(at=NOW)
    count_figures(at=NOW)
    make_case(at=NOW)
    counted = []

    def count():
        counted.append(count_figures(at=NOW))
        connection.close()

    beats = [threading.Thread(target=count) for _ in range(4)]
    for beat in beats:
        beat.start()
    for beat in beats:
        beat.join()
    assert sum(counted) == 1
    assert check_figures() == RIGHT


def sums() -> dict:
    """Every sum that isn't nothing."""
    names = ("received", "closed", "declined", "withdrawn", "late", "days", "answered", "reopened", "rated")
    where = ("span", "level", "day", "city", "area", "desk", "unit", "sector", "channel", "is_assigned")
    rows = FigureCell.objects.values_list(*where, *names)
    return {row[: len(where)]: row[len(where) :] for row in rows if any(row[len(where) :])}


def test_what_was_disposed_of_stays_counted_even_anew(
    now, city_inspector, commission_leader, settings, tmp_path
):
    settings.AUDIT_ANCHORS = str(tmp_path / "chain.jsonl")
    case = withdrawn(canary())
    settle()
    batch = propose_batch(record_class="unanswered", reason="期满", actor=city_inspector, at=now)
    decide_on_batch(
        batch_id=batch.pk,
        decision="granted",
        note="同意",
        digest=batch.digest,
        actor=commission_leader,
        at=now,
    )
    assert dispose_next(at=now)
    assert not Case.objects.exists()
    count_figures(at=now)
    counted = sums()
    assert CaseFact.objects.get().case_id == case.pk
    assert set(check_figures().values()) == {0}
    count_anew(at=now)
    assert sums() == counted
    assert set(check_figures().values()) == {0}
