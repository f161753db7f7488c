"""What the site has kept, held against what it has acknowledged. Runs when nothing writes any more."""

import hashlib
import multiprocessing
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from scripts.drills.chaos.people import Staff
from scripts.drills.chaos.storm import WEB, Journal, Sent


@dataclass(frozen=True)
class Line:
    """One line of the table: how many were expected, how many are there, and how many of these are wrong."""

    what: str
    expected: int
    found: int
    wrong: int

    @property
    def holds(self) -> bool:
        """Whether it is as it must be."""
        return self.expected == self.found and not self.wrong


@dataclass(frozen=True)
class Kept:
    """The submissions in the database: the case of each key, and the words of each case."""

    case_of: dict[tuple[str, str], int]
    cases: dict


def reckon(journal: Journal, staff: Staff, calls: Counter) -> Iterator[Line]:
    """Every line, one after the other; ``calls`` is what the provider counted."""
    kept, system_id = read_kept(), staff.system_id
    yield from submissions(journal, kept, system_id)
    yield receipts(journal.acknowledged)
    yield from moves(journal)
    yield from notices(staff.on_duty, calls)
    yield from files(journal, kept, system_id)
    yield audit()
    yield from clocks()
    yield figures()


def read_kept() -> Kept:
    """What is in the database."""
    from cases.models import Case
    from complaints.models import Submission

    keys = Submission.objects.values_list("source", "key", "case_id")
    cases = Case.objects.only("id", "received_at", "story").in_bulk()
    return Kept(case_of={(source, key): case for source, key, case in keys}, cases=cases)


def key_of(sent: Sent, system_id: int) -> tuple[str, str]:
    """Under which source and key the site has it."""
    from complaints.choices import WEB as FORM
    from complaints.choices import system_source

    return (FORM if sent.source == WEB else system_source(system_id), sent.key)


def submissions(journal: Journal, kept: Kept, system_id: int) -> Iterator[Line]:
    """Each that was acknowledged is there, once, under its number and with its own words; nothing else is."""
    taken = journal.acknowledged
    found = {sent.key: kept.case_of.get(key_of(sent, system_id)) for sent in taken}
    lost = sum(case is None for case in found.values())
    yield Line("acknowledged complaints", len(taken), len(taken) - lost, lost)
    wrong = sum(
        kept.cases[found[sent.key]].number != sent.number or kept.cases[found[sent.key]].story != sent.story
        for sent in taken
        if found[sent.key]
    )
    yield Line("  under the acknowledged number, with their own words", len(taken), len(taken) - lost, wrong)
    stories = Counter(case.story for case in kept.cases.values())
    sent = {one.story for one in journal.sent}
    doubled = sum(count - 1 for count in stories.values()) + len(stories.keys() - sent)
    yield Line(
        "  cases, one for each (none twice, none of nobody)", len(kept.case_of), len(kept.cases), doubled
    )


def receipts(taken: list[Sent]) -> Line:
    """Every receipt code that was shown opens the case that it was given for; each takes its time, so all processors help."""
    connection.close()
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        pieces = [taken[place : place + 50] for place in range(0, len(taken), 50)]
        wrong = sum(pool.imap_unordered(receipts_wrong, pieces))
    return Line("receipt codes that open their case", len(taken), len(taken) - wrong, wrong)


def receipts_wrong(taken: list[Sent]) -> int:
    """How many codes open nothing, or another case."""
    from complaints.services import open_by_receipt

    opened = [
        open_by_receipt(typed=one.code, client=None, at=timezone.now(), is_visit=False) for one in taken
    ]
    return sum(
        found is None or found.case.number != one.number for found, one in zip(opened, taken, strict=True)
    )


def moves(journal: Journal) -> Iterator[Line]:
    """Each move that the clerk was told of stands in the trail; none is made twice; every case was received once."""
    from cases.choices import EventName
    from cases.models import Case, CaseEvent

    made = Counter(CaseEvent.objects.filter(name=EventName.MOVED).values_list("case_id", "move"))
    known = set(journal.moves)
    lost, twice = len(known - made.keys()), sum(count > 1 for count in made.values())
    yield Line("moves of the clerk that were answered", len(known), len(known) - lost, lost + twice)
    received = Counter(CaseEvent.objects.filter(name=EventName.RECEIVED).values_list("case_id", flat=True))
    wrong = sum(count != 1 for count in received.values())
    yield Line("cases whose trail begins once", Case.objects.count(), len(received), wrong)


def notices(on_duty: tuple[int, ...], calls: Counter) -> Iterator[Line]:
    """What the trail demands, what lies in the outbox and what the provider has got are the same messages."""
    from notices.choices import Channel, State
    from notices.models import Notice

    wanted = wanted_texts(on_duty)
    written = dict(Notice.objects.filter(channel=Channel.SMS).values_list("dedupe_key", "state"))
    yield Line("text messages in the outbox", len(wanted), len(written), len(wanted ^ written.keys()))
    unsent = sum(state != State.SENT for state in written.values())
    yield Line("  noted as sent", len(wanted), len(written) - unsent, unsent)
    yield Line(
        "  taken by the provider, each counted once", len(wanted), len(calls), len(wanted ^ calls.keys())
    )
    bells = Notice.objects.filter(channel=Channel.IN_APP, wording="case_urgent").count()
    urgent = len(wanted_dangers())
    yield Line("notices of danger behind the bell", urgent * len(on_duty), bells, 0)


def wanted_dangers() -> list[int]:
    """The events that tell of danger."""
    from cases.choices import EventName
    from cases.models import CaseEvent

    return list(
        CaseEvent.objects.filter(name=EventName.RECEIVED)
        .exclude(case__danger="")
        .values_list("pk", flat=True)
    )


def wanted_texts(on_duty: tuple[int, ...]) -> set[str]:
    """The keys of the messages that have to be sent: of danger to all on duty, of acceptance to whoever left a number."""
    from cases.models import Case

    accepted = (
        Case.objects.filter(accepted_at__isnull=False).exclude(identity=None).exclude(identity__phone_box="")
    )
    wanted = {f"event:{pk}:danger:u{user}:sms" for pk in wanted_dangers() for user in on_duty}
    return wanted | {
        f"accepted:{pk}:{accepted_at.timestamp()}:citizen:sms"
        for pk, accepted_at in accepted.values_list("pk", "accepted_at")
    }


def files(journal: Journal, kept: Kept, system_id: int) -> Iterator[Line]:
    """Every file of an acknowledged complaint is there, once, opens, and is what was sent; and nothing is missing."""
    from cases.models import Attachment
    from files.services import open_original, sweep_files

    held = defaultdict(list)
    for row in Attachment.objects.select_related("file"):
        held[row.case_id].append(row.file)
    sent = {kept.case_of.get(key_of(one, system_id)): one for one in journal.acknowledged if one.file}
    right = sum([file.sha256 for file in held[case]] == [one.sha256] for case, one in sent.items())
    yield Line("files of acknowledged complaints, each once", len(sent), right, len(sent) - right)
    rows = [file for of_case in held.values() for file in of_case]
    broken = sum(_is_broken(file, open_original) for file in rows)
    yield Line("  that open and have their hash", len(rows), len(rows) - broken, broken)
    swept = sweep_files(at=timezone.now() + timedelta(days=2))
    yield Line("rows whose file is missing (sweep_files)", 0, swept.missing, swept.missing)
    again = sweep_files(at=timezone.now() + timedelta(days=2))
    yield Line("files without a row after the sweep", 0, again.deleted, again.deleted)


def _is_broken(file, open_original) -> bool:
    try:
        return hashlib.sha256(open_original(file)).hexdigest() != file.sha256
    except OSError:
        return True


def audit() -> Line:
    """The chain, sealed to its end, is as it was sealed, and its anchors beside it too."""
    from audit.services import seal_new_rows, verify_chain

    while seal_new_rows(at=timezone.now()):
        pass
    report = verify_chain(processes=2)
    return Line("sealed rows of the audit (verify_audit)", report.rows, report.rows, len(report.findings))


def clocks() -> Iterator[Line]:
    """Every running clock has the dates of its plan, every open case at least one, and shows the tightest."""
    from cases.models import Case, CaseClock
    from cases.services.clocks import PLANNED, plan_of, show_tightest

    running = defaultdict(list)
    wrong = 0
    for clock in CaseClock.objects.filter(stopped_at=None).select_related("case").iterator():
        dates = plan_of(clock.case, clock)
        wrong += any(getattr(clock, moment) != getattr(dates, moment) for moment in PLANNED)
        running[clock.case_id].append(clock)
    count = sum(map(len, running.values()))
    yield Line("running clocks with the dates of their plan", count, count - wrong, wrong)
    cases = Case.objects.open()
    differ = 0
    for case in cases.only("id", "due_at", "red_at", "remind_at").iterator():
        shown = (case.remind_at, case.due_at, case.red_at)
        show_tightest(case, running[case.pk])
        differ += shown != (case.remind_at, case.due_at, case.red_at) or not running[case.pk]
    total = cases.count()
    yield Line("open cases that show their tightest clock", total, total - differ, differ)


def figures() -> Line:
    """The sums of the statistics are what a new count gives."""
    from dashboard.services import check_figures, count_figures

    count_figures(at=timezone.now())
    wrong = sum(map(int, check_figures().values()))
    return Line("rows of the statistics that a new count gives otherwise", 0, wrong, wrong)
