"""`make clocks`: beat the clocks from real processes on a database of their own, and disturb them in every way that happens.

Two and more beats at once, an outage of 48 hours, the computer's time set forward and back, a process killed in the middle
(kill -9), days entered by hand in the middle. Every signal has to be given exactly once, in order, and told once, by the
gravest that is due. Prints a table of figures. Examples: `make clocks`, `make clocks ARGS="--cases 1000 --beats 8"`.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
from django.core.management import call_command

from scripts.machine import ROOT, run_main
from scripts.servers import throwaway_servers

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_SECONDS = 600
DESK, UNIT = "440100-commission", "440106-land"
HEAD = ("drill", "clocks", "signals", "told", "twice", "missing", "seconds", "")


@dataclass(frozen=True)
class Found:
    """What a drill has left behind: how many clocks gave how many signals, and what is wrong with them."""

    clocks: int
    signals: int
    told: int
    twice: int
    missing: int
    is_right: bool = True

    @property
    def holds(self) -> bool:
        """Whether everything is as it has to be."""
        return self.is_right and not self.twice and not self.missing


def main() -> int:
    """Run every drill and print the table; returns 0 when all held, else 1."""
    parser = argparse.ArgumentParser(
        prog="make clocks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=200, help="how many cases each drill begins with")
    parser.add_argument("--beats", type=int, default=4, help="how many beats come at once")
    options = parser.parse_args()
    with throwaway_servers() as services:
        os.environ |= services.environment | {
            "DJANGO_SETTINGS_MODULE": "campaign.settings.dev",
            "DEBUG": "false",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_organizations", verbosity=0)
        return 0 if all(run_all(options.cases, options.beats)) else 1


def run_all(cases: int, beats: int) -> list[bool]:
    """Every drill on cases of its own; a line for each."""
    people = make_people()
    drills: dict[str, Callable[[list[int], datetime], Found]] = {
        f"{beats} beats at once": lambda ids, at: beats_at_once(ids, at, beats=beats),
        "48 hours without a beat": outage,
        "time set forward and back": step,
        "killed in the middle": killed,
        "days entered, then killed": days_entered,
    }
    print("{:<28}{:>8}{:>9}{:>7}{:>7}{:>9}{:>9}  {}".format(*HEAD), flush=True)
    held = []
    for number, (name, drill) in enumerate(drills.items()):
        at = datetime.fromisoformat(f"2026-0{number + 1}-05T10:00+08:00")
        ids = make_cases(cases, people, at=at)
        began = time.monotonic()
        found = drill(ids, at)
        seconds = time.monotonic() - began
        figures = (found.clocks, found.signals, found.told, found.twice, found.missing)
        print(
            "{:<28}{:>8}{:>9}{:>7}{:>7}{:>9}{:>9.1f}  {}".format(
                name, *figures, seconds, "ok" if found.holds else "FAIL"
            ),
            flush=True,
        )
        held.append(found.holds)
    return held


# --- the people and their cases ------------------------------------------------------------------------------------


def make_people() -> dict:
    """One person for each duty that the cases need."""
    from datetime import date

    from accounts.choices import Role
    from accounts.models import User
    from accounts.services import give_duty
    from organizations.models import Unit

    people = {}
    for role, code in (
        (Role.INTAKE_CLERK, DESK),
        (Role.INSPECTOR, DESK),
        (Role.HANDLER, UNIT),
        (Role.UNIT_LEADER, UNIT),
        (Role.SYSTEM_ADMIN, DESK),
    ):
        user = User.objects.create(username=f"drill-{role}", full_name=role, phone="13800138000")
        give_duty(user=user, unit=Unit.objects.get(code=code), role=role, from_on=date(2025, 1, 1))
        people[role] = user
    return people


def make_cases(count: int, people: dict, *, at: datetime) -> list[int]:
    """Cases of one moment: a third at the desk, a third with a unit, a third whose unit waits for the citizen's reply."""
    from unittest.mock import patch

    from django.utils import timezone

    from accounts.choices import Role
    from cases.choices import Channel, Party
    from cases.services import Complaint, move_case, receive_case
    from organizations.models import Area, Unit

    area = Area.objects.select_related("parent").get(code="440106", valid_to=None)
    unit, ids = Unit.objects.get(code=UNIT), []
    clerk, handler = people[Role.INTAKE_CLERK], people[Role.HANDLER]
    with patch.object(timezone, "now", return_value=at):
        for number in range(count):
            complaint = Complaint(channel=Channel.WEB, story=f"第{number}件：补偿款没有发放到户。", area=area)
            case = receive_case(complaint=complaint, actor=Party.CITIZEN, at=at)
            ids.append(case.pk)
            steps = (("assign", clerk), ("sign_for", handler), ("ask_citizen", handler))
            for move, actor in steps[: (0, 1, 3)[number % 3]]:
                details = {"unit": unit} if move == "assign" else {}
                move_case(case_id=case.pk, move=move, actor=actor, at=at, note="请补充", details=details)
    return ids


# --- the beats -----------------------------------------------------------------------------------------------------


def beat(at: datetime) -> subprocess.Popen:
    """Start a beat at that time in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "scripts.drills.beat", at.isoformat()], cwd=ROOT)


def ended(*processes: subprocess.Popen) -> bool:
    """Wait for the beats; whether all ended well."""
    codes = [process.wait(timeout=MOST_SECONDS) for process in processes]
    return not any(codes)


def kill_when(process: subprocess.Popen, is_time: Callable[[], bool]) -> bool:
    """Kill a beat as the kernel does, as soon as it is time; whether it was still at work then."""
    until = time.monotonic() + MOST_SECONDS
    while not is_time() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    was_at_work = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return was_at_work


# --- the drills ----------------------------------------------------------------------------------------------------


def beats_at_once(ids: list[int], at: datetime, *, beats: int = 4) -> Found:
    """After three months everything is due, and several beats come in the same moment."""
    late = at + 90 * DAY
    is_right = ended(*[beat(late) for _ in range(beats)])
    return found(ids, late, is_right=is_right and told_once(ids))


def outage(ids: list[int], at: datetime) -> Found:
    """Beat is away for 48 hours, over a red card; afterwards everything due is given once, and the gravest is told."""
    from cases.models import CaseClock

    red_at = CaseClock.objects.filter(case__in=ids, name="triage", stopped_at=None).earliest("red_at").red_at
    is_right = ended(beat(red_at - 47 * HOUR)) and ended(beat(red_at + HOUR))
    return found(ids, red_at + HOUR, is_right=is_right and in_order(ids))


def step(ids: list[int], at: datetime) -> Found:
    """The computer's time jumps: a day on, two back, on again, half a year on, and home."""
    from cases.models import CaseClock

    due_at = CaseClock.objects.filter(case__in=ids, stopped_at=None).earliest("due_at").due_at
    steps = (-HOUR, DAY, -DAY, HOUR, -2 * HOUR, 180 * DAY, 0 * DAY)
    is_right = all(ended(beat(due_at + jump)) for jump in steps)
    return found(ids, due_at + 180 * DAY, is_right=is_right and in_order(ids))


def killed(ids: list[int], at: datetime) -> Found:
    """The process is killed while it gives the signals; whatever it had begun is undone, and the next one goes on."""
    from cases.models import ClockSignal

    late = at + 90 * DAY
    given = ClockSignal.objects.filter(clock__case__in=ids)
    was_at_work = kill_when(beat(late), lambda: given.count() > len(ids) // 4)
    is_whole = found(ids, at).twice == 0
    return found(ids, late, is_right=was_at_work and is_whole and ended(beat(late)) and told_once(ids))


def days_entered(ids: list[int], at: datetime) -> Found:
    """Days turn out to be free; the process is killed while it works out the dates, and the next one goes on."""
    from accounts.choices import Role
    from accounts.models import User
    from cases.models import CaseClock, CaseEvent
    from cases.services import decide_days
    from cases.services.clocks import plan_of

    running = CaseClock.objects.filter(case__in=ids, stopped_at=None, paused_at=None)
    days = dict.fromkeys({clock.due_on for clock in running}, "free")
    keeper = User.objects.get(username=f"drill-{Role.SYSTEM_ADMIN}")
    decide_days(days=days, source="drill", actor=keeper, at=at)
    moved = CaseEvent.objects.filter(case__in=ids, name="clock.moved")
    was_at_work = kill_when(beat(at + HOUR), lambda: moved.count() > len(ids) // 4)
    is_right = was_at_work and ended(beat(at + HOUR)) and moved.count() == running.count()
    is_right = is_right and all(
        plan_of(clock.case, clock).due_on == clock.due_on for clock in running.select_related("case")
    )
    late = at + 120 * DAY
    return found(ids, late, is_right=is_right and ended(beat(late)))


# --- what is found -------------------------------------------------------------------------------------------------


def found(ids: list[int], at: datetime, *, is_right: bool = True) -> Found:
    """Count what was given, what was given or written down twice or by halves, and what is due but wasn't given."""
    from django.db.models import Count

    from cases.models import CaseClock, CaseEvent, ClockSignal

    signals = ClockSignal.objects.filter(clock__case__in=ids)
    events = CaseEvent.objects.filter(case__in=ids, name="clock.signalled")
    doubled = signals.order_by().values("clock", "kind").annotate(times=Count("pk")).filter(times__gt=1)
    late = CaseClock.objects.filter(case__in=ids, stopped_at=None, next_signal_at__lte=at)
    return Found(
        clocks=CaseClock.objects.filter(case__in=ids).count(),
        signals=signals.count(),
        told=len(told_signals(ids)),
        twice=doubled.count() + abs(signals.count() - events.count()),
        missing=late.count(),
        is_right=is_right,
    )


def told_signals(ids: list[int]) -> set[int]:
    """The signals of which somebody was told."""
    from cases.models import ClockSignal
    from notices.models import Notice

    keys = Notice.objects.filter(dedupe_key__startswith="signal:").values_list("dedupe_key", flat=True)
    named = {int(key.split(":")[1]) for key in keys}
    return named & set(ClockSignal.objects.filter(clock__case__in=ids).values_list("pk", flat=True))


def told_once(ids: list[int]) -> bool:
    """Whether people heard of the gravest signal of each clock alone, when all came at once."""
    from cases.models import ClockSignal

    given = ClockSignal.objects.filter(clock__case__in=ids).order_by("pk")
    gravest = dict(given.values_list("clock_id", "pk"))
    # Of a question the citizen alone is told, and these have left no address.
    asked = set(given.filter(clock__name="citizen_reply").values_list("pk", flat=True))
    return told_signals(ids) == set(gravest.values()) - asked


def in_order(ids: list[int]) -> bool:
    """Whether each clock gave its signals in their order."""
    from cases.deadlines import SIGNALS
    from cases.models import ClockSignal

    given: dict[int, list[str]] = {}
    for clock_id, kind in (
        ClockSignal.objects.filter(clock__case__in=ids).order_by("pk").values_list("clock_id", "kind")
    ):
        given.setdefault(clock_id, []).append(kind)
    return all(tuple(kinds) == SIGNALS[: len(kinds)] for kinds in given.values())


if __name__ == "__main__":
    run_main(main)
