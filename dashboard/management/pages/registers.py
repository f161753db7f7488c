"""The page of the registers."""

from django.conf import settings

from dashboard.management.pages import HEAD, table
from registers.choices import REGISTERS
from registers.choices.limits import LIMITS

ABOUT_REGISTERS = """What each of the sectors keeps a list of. One row of a table in `registers/choices/` is one register; its rules are pure functions in
`registers/rules/`. All of them share pages, import, alarms and API.

- A **record** is known by its number within the unit that answers for it. It comes in by hand, by a file (CSV or XLSX: shown with its problems by
  line, imported once confirmed) or by the [API](api.md#rows-of-a-register). The same row once more changes nothing; what is put right stays in the history.
- An **alarm** is what a rule finds, no verdict. Rules are asked when a record changes and every day. An alarm that no longer holds is closed, never deleted;
  a dismissed one comes back when its figures have changed. A commission, or the department above the unit, makes a case of it, which accuses the responsible unit and
  so never reaches it.
- A unit of the line writes down its own records, the departments above it in the line theirs too; the other department of the sector and commissions
  read all of their area and write none.
- No name of a private person, identity card or telephone number is taken. What is open to everybody stands at `/registers/`; of a household's number only the ends
  are shown there.
- *Proposed to the commission* is made a single time for a record and seen by commissions alone.
- An alarm that has come up is told to the department above the unit, later to the commission, each a single time, and never to anybody of the unit.
- *Delta* stands at registers that only the cities of the Pearl River Delta have to keep. *From above*: the unit doesn't enter it for itself.
- The acceptance list shows how many complaints about fees are open against a unit (M45), to nobody whom they accuse. With `REGISTER_ACCEPTANCE_BARS` they bar it from passing.
"""


def registers_page() -> str:
    """Every register with its columns, alarms and limits, and the limits with their bases."""
    rows = []
    for register in REGISTERS.values():
        alarms = (
            f"{alarm.label}{' (proposed to the commission)' if alarm.for_commission else ''}"
            for alarm in register.alarms
        )
        columns = (
            f"{column.label}{' (from above)' if column.is_from_above else '' if column.is_required else ' (may be empty)'}"
            for column in register.entered
        )
        limits = (f"{LIMITS[name].label}: {settings.REGISTER_LIMITS[name]}" for name in register.limits)
        parts = ("<br>".join(part) or "-" for part in (columns, alarms, limits))
        is_public = "yes" if register.is_public else "no"
        rows.append(
            (
                f"`{register.name}`",
                f"{register.label}{' (delta)' if register.required_in else ''}",
                register.source,
                *parts,
                is_public,
            )
        )
    bases = [
        (f"`REGISTER_{name.upper()}`", limit.label, str(settings.REGISTER_LIMITS[name]), limit.basis)
        for name, limit in LIMITS.items()
    ]
    heads = ("name", "register", "measure", "columns", "alarms", "limits", "open to everybody")
    return (
        f"{HEAD}# Registers of the sectors\n\n{ABOUT_REGISTERS}\n{table(heads, rows)}\n\n## Limits\n\n"
        f"{table(('setting', 'limit', 'number', 'basis'), bases)}\n"
    )
