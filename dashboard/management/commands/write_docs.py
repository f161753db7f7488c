"""Write the pages of the documentation that are made from tables in the code."""

import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from cases.choices import ClockName, LegalBasis, Party, Refusal, RuleSet, Stage, SupervisionGround
from cases.deadlines import CLOCKS
from cases.lifecycle import ALL_CLOCKS, CLOCK_OWNER, MOVES, Move
from dashboard.management.pages import HEAD, table
from dashboard.management.pages.registers import registers_page
from retention.choices import Bar, RecordClass, StartsOn
from retention.choices import Basis as Source
from retention.rules import CLASSES, REGISTRY, Gone, Kept
from supervision.choices import Basis, Detector, OrderParty, OrderRefusal, OrderStage, Trigger
from supervision.lifecycle import ORDER_MOVES, OrderMove
from supervision.rules import DETECTORS, defaults_of
from supervision.selectors.order_plan import REPLY
from supervision.selectors.orders import TRIGGER_BASES
from supervision.selectors.words import limit_words

ABOUT_DATES = """## What moves a date, and what never does

- A case keeps the rule set that it was received under. A touch resets no clock: every date is worked out from the start and
  the days added alone, and a clock that has stopped never changes.
- Days are added by an extension (`grant_time`: once, 30 at most), by a question to the citizen (`ask_citizen`: twice, 15 days
  at most, in the time to conclude and to answer again) and by a hearing (`open_hearing`: once in a review, 30 days at most,
  in the time to decide on the review). Each standstill keeps its kind, its two moments, its reason and its days.
- Working days come from the yearly notices of the State Council as `chinesecalendar` has them, make-up days among them. A year
  without a notice is answered from the holidays of the law and ordinary weekends, and every date that rests on it is
  provisional until the notice is out.
- A notice that is out before the calendar has it is entered in the console (working days and free days: a day, a span or a CSV
  file, with the number of the notice; the newest entry of a day counts and none is changed). Running clocks that hang on such
  a day are worked out anew within minutes: written into the trail, told to whoever has to act, and never to a last day that
  is over already.
- Signals are given once each. After a standstill of the system all that were missed are written down in order, and people are
  told of the gravest alone.
- Where nobody has the duty the superior unit hears of it, then the commission of the desk, then the province's; a unit where
  nobody works is passed over, and so is every unit that the case accuses.

`make clocks` drills all of this with real processes.
"""
ABOUT_LEADS = """What a detector finds is a **lead** for an inspector, never a verdict: there may be good reasons, and for accountability harm has
to be established as well. A lead goes to the commission of the unit's area, or to the next one above that it doesn't concern; whoever it
concerns never sees it. The limits are defaults of this system and not law; the commission of the province can set others in the
console, from a day on and with a reason.

- The same pattern at the same unit is the same lead, however often it is found. What was dismissed comes back only when there is
  evidence from after the dismissal; what was turned into an order or a file begins a new lead only then.
- Evidence stays once it was found, so that answering a case quickly doesn't wipe out that it lay for months.
- A case that was handed up sealed is never evidence: the level that it left may not learn that it is there.
- Whoever may not read every case of a lead is shown and counted the others alone.
"""
PRECISION_TABLE = Path("supervision/data/precision.csv")
ACCESS_TABLE = Path("campaign/tests/expected_access.csv")


class Command(BaseCommand):
    """Writes docs/lifecycle.md, docs/orders.md, docs/deadlines.md, docs/detectors.md,
    docs/registers.md, docs/retention.md and docs/access.md."""

    help = "Write the documentation pages that are made from tables in the code."

    def handle(self, *args, **options):
        for name, text in generated_pages().items():
            path = settings.BASE_DIR / "docs" / name
            path.write_text(text)
            self.stdout.write(f"docs/{name}")


def generated_pages() -> dict[str, str]:
    """The generated pages by file name, in English."""
    with translation.override("en"):
        return {
            "lifecycle.md": _lifecycle(),
            "orders.md": _orders(),
            "deadlines.md": _deadlines(),
            "detectors.md": _detectors(),
            "registers.md": registers_page(),
            "retention.md": _retention(),
            "access.md": _access(),
        }


def _lifecycle() -> str:
    rows = [
        (
            f"`{move.name}`",
            move.label,
            _words(Stage, move.sources),
            _words(Stage, [move.target]) if move.target else "(stays)",
            _words(Party, move.by),
            _conditions(move),
            _words(ClockName, move.starts),
            "all" if set(move.stops) == set(ALL_CLOCKS) else _words(ClockName, move.stops),
            _words(ClockName, (*move.pauses, *([move.extends] if move.extends else []))),
            ", ".join(str(Party(tell.party).label) for tell in move.tells),
        )
        for move in MOVES
    ]
    heads = (
        "move",
        "button",
        "from",
        "to",
        "by",
        "what must hold",
        "starts",
        "stops",
        "pauses or extends",
        "told",
    )
    in_bulk = ", ".join(f"`{move.name}`" for move in MOVES if move.in_bulk)
    refusals = "\n".join(f"- `{refusal.value}`: {refusal.label}" for refusal in Refusal)
    return (
        f"{HEAD}# The life of a case\n\nFrom `cases/lifecycle/`.\n\n{_picture()}\n\n{table(heads, rows)}\n\n"
        f"On many cases at once: {in_bulk}. Each case is asked every condition and gets an event of its own.\n\n"
        f"## Why a move is refused\n\n{refusals}\n"
    )


def _picture() -> str:
    arrows = [
        f"    {source} --> {move.target}: {move.name}"
        for move in MOVES
        if move.target
        for source in move.sources
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> received", *arrows, "```"])


def _orders() -> str:
    rows = [
        (
            f"`{move.name}`",
            move.label,
            _words(OrderStage, move.sources) or "(nothing)",
            OrderStage(move.target).label,
            _words(OrderParty, move.by),
            _conditions(move),
            move.clock,
            ", ".join(str(OrderParty(tell.party).label) for tell in move.tells),
        )
        for move in ORDER_MOVES
    ]
    heads = ("move", "button", "from", "to", "by", "what must hold", "clock for the reply", "told")
    arrows = [
        f"    {source} --> {move.target}: {move.name}" for move in ORDER_MOVES for source in move.sources
    ]
    picture = "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> issued: issue", *arrows, "```"])
    occasions = [(ground.label, TRIGGER_BASES[ground].label) for ground in SupervisionGround]
    refusals = "\n".join(f"- `{refusal.value}`: {refusal.label}" for refusal in OrderRefusal)
    return (
        f"{HEAD}# The life of a supervision order\n\nFrom `supervision/lifecycle/orders.py`.\n\n{picture}\n\n"
        f"{table(heads, rows)}\n\n## Occasions\n\n{table(('occasion', 'basis'), occasions)}\n\n"
        f"## Why a step is refused\n\n{refusals}\n"
    )


def _conditions(move: Move | OrderMove) -> str:
    said = [(check.__doc__ or "").splitlines()[0].rstrip(".") for check in move.checks]
    needs = f" ({', '.join(move.required)})" if move.required else ""
    return "; ".join(said) + needs if said else ""


def _who_acts(clock: str) -> str:
    if clock == REPLY:
        return "The unit that the order goes to"
    return Party(CLOCK_OWNER[clock]).label if clock in CLOCK_OWNER else "(a limit, no alarm)"


def _deadlines() -> str:
    rows = [
        (
            ClockName(clock.name).label,
            RuleSet(clock.rule_set).label,
            f"{clock.length} {'working' if clock.unit == 'working' else 'calendar'} days",
            LegalBasis(clock.basis).label,
            f"{clock.remind_before} working days before",
            f"{clock.red_after} working days after",
            f"{clock.escalate_after} working days after red",
            _who_acts(clock.name),
        )
        for clock in CLOCKS.values()
    ]
    heads = ("clock", "rules", "length", "basis", "reminder", "red card", "escalation", "who must act")
    return (
        f"{HEAD}# Clocks\n\nFrom `cases/deadlines/table.py`. The yellow card comes when the last day has ended.\n\n"
        f"{table(heads, rows)}\n\n{ABOUT_DATES}"
    )


def _detectors() -> str:
    rows = [
        (
            f"`{row.name}`",
            Detector(row.name).label,
            Trigger(row.trigger).label,
            "<br>".join(": ".join(pair) for pair in limit_words(defaults_of(row.name))),
            "; ".join(str(Basis(word).label) for word in row.basis),
        )
        for row in DETECTORS
    ]
    heads = ("detector", "what is looked for", "ground of accountability", "built-in limits", "basis")
    with (settings.BASE_DIR / PRECISION_TABLE).open(encoding="utf-8") as file:
        measured_heads, *measured = list(csv.reader(file))
    return (
        f"{HEAD}# Detectors and leads\n\nFrom `supervision/rules/detectors.py`.\n\n{table(heads, rows)}\n\n{ABOUT_LEADS}\n"
        "## How well they tell\n\n`manage.py measure_detectors` makes cases that were handled as they should be and every pattern among"
        " them, all through the services of everyday work, and lets the detectors look. Precision and recall in percent of leads:\n\n"
        f"{table(measured_heads, measured)}\n"
    )


def _retention() -> str:
    terms = [
        (
            RecordClass(row.name).label,
            "for ever" if row.years is None else f"{row.years} years",
            StartsOn(row.starts_on).label,
            "—" if row.least is None else f"{row.least} to {row.most} years",
            "; ".join(str(Source(word).label) for word in row.basis),
        )
        for row in CLASSES
    ]
    heads = ("class", "kept for", "counted from", "another term", "basis")
    goes = [(f"`{label}`", line.how) for label, line in REGISTRY.items() if isinstance(line, Gone)]
    stays = sorted((f"`{label}`", line.why) for label, line in REGISTRY.items() if isinstance(line, Kept))
    bars = "\n".join(f"- `{bar.value}`: {bar.label}" for bar in Bar)
    return (
        f"{HEAD}# Retention of records\n\nFrom `retention/rules/`. The first class that fits a case is its class; years count from the end of the year in "
        f"which it has ended.\n\n{table(heads, terms)}\n\n## What keeps a record that is due\n\n{bars}\n\n"
        f"## What goes with a case\n\nIn this order, in one transaction.\n\n{table(('table', 'how it belongs to the case'), goes)}\n\n"
        f"## What stays\n\n{table(('table', 'why'), stays)}\n"
    )


def _access() -> str:
    with (settings.BASE_DIR / ACCESS_TABLE).open(encoding="utf-8") as file:
        heads, *rows = list(csv.reader(file))
    return (
        f"{HEAD}# Who gets which page\n\nFrom `{ACCESS_TABLE}`: the answer that each member of the cast gets (200 page, 302 to the sign-in page, 403 not "
        "allowed, 404 not there for this user, 405 wrong method).\n\n"
        f"{table(heads, rows)}\n"
    )


def _words(choices, values) -> str:
    return ", ".join(str(choices(value).label) for value in values)
