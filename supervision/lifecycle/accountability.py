"""The life of an accountability file as one table; pages, services, the database and the tests read it.

Proposal and approval by two people: Provisional Rules on the Accountability of Leading Cadres (2009, 中办发〔2009〕25号).
Appeal within 15 days and answer within 30: the same rules; the measure isn't suspended meanwhile.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from supervision.choices import AccountStage, LedgerEvent


@dataclass(frozen=True)
class Step:
    """One row: the stages from which it leads, the stages where it may end, what the trail says, and its button.

    ``starts`` is the clock that begins to run; every step but a signal ends the one before. ``by_system``: no person
    makes it.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    event: str
    starts: str = ""
    by_system: bool = False


STEPS = (
    Step(
        "propose",
        _("Propose a measure"),
        (AccountStage.OPEN,),
        (AccountStage.PROPOSED,),
        LedgerEvent.PROPOSED,
    ),
    Step("approve", _("Approve"), (AccountStage.PROPOSED,), (AccountStage.DECIDED,), LedgerEvent.APPROVED),
    Step(
        "refuse",
        _("Refuse the measure"),
        (AccountStage.PROPOSED,),
        (AccountStage.OPEN,),
        LedgerEvent.REFUSED,
    ),
    Step(
        "lapse",
        _("Proposal lapses"),
        (AccountStage.PROPOSED,),
        (AccountStage.OPEN,),
        LedgerEvent.LAPSED,
        by_system=True,
    ),
    Step(
        "serve",
        _("Record that it was served"),
        (AccountStage.DECIDED,),
        (AccountStage.SERVED,),
        LedgerEvent.SERVED,
        starts="appeal",
    ),
    Step(
        "appeal",
        _("Record an appeal"),
        (AccountStage.SERVED,),
        (AccountStage.APPEALED,),
        LedgerEvent.APPEALED,
        starts="answer",
    ),
    Step(
        "answer",
        _("Answer the appeal"),
        (AccountStage.APPEALED,),
        (AccountStage.FINAL, AccountStage.LIFTED),
        LedgerEvent.ANSWERED,
    ),
    Step(
        "become_final",
        _("Becomes final"),
        (AccountStage.SERVED,),
        (AccountStage.FINAL,),
        LedgerEvent.BECAME_FINAL,
        by_system=True,
    ),
    # Law on Sanctions for Public Officials, art. 53, and R11: whoever was accused wrongly is cleared in a suitable circle.
    Step(
        "clear",
        _("Record that the name was cleared"),
        (AccountStage.OPEN, AccountStage.LIFTED),
        (AccountStage.CLEARED,),
        LedgerEvent.CLEARED,
    ),
)
STEP_BY_NAME = {step.name: step for step in STEPS}


def paths() -> list[tuple[str, str]]:
    """Every change of stage that the table knows."""
    return sorted({(str(a), str(b)) for step in STEPS for a in step.sources for b in step.targets})
