"""What a caller says: numbered questions for each kind of matter. A change of the words is a new version."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluations.choices.call_backs import Solved
from evaluations.choices.ratings import Grade, Reason

VERSION = 1
# Law enforcement isn't judged by whether those it was enforced against were pleased.
LAW_SECTORS = frozenset({"politics_law"})


class Matter(TextChoices):
    """For which kinds of matter there is a script."""

    GENERAL = "general", _("Complaints in general")
    MONEY = "money", _("Money was to be returned or paid out")
    LAW = "law", _("Law enforcement")


@dataclass(frozen=True)
class Line:
    """One numbered line: what is said, and the field that the reply is entered in (empty: none)."""

    words: str | Promise
    field: str = ""


@dataclass(frozen=True)
class Script:
    """What is said for one kind of matter; ``code`` is kept with the answers that it was read for."""

    matter: str
    lines: tuple[Line, ...]

    @property
    def code(self) -> str:
        """The kind and the version."""
        return f"{self.matter}-{VERSION}"


_GREETING = Line(
    _(
        "Good day, this is the discipline commission. You made a complaint, and it was answered. May I ask you "
        "three short questions? The department doesn't learn that it was you."
    )
)
_CONTACTED = Line(_("Did the department get in touch with you before it answered?"), "contacted")
_SOLVED = Line(_("Is the matter settled: yes, in part, or no?"), "solved")
_GRADE = Line(
    _("How satisfied are you with how it was handled: satisfied, mostly satisfied, or dissatisfied?"), "grade"
)
_REASON = Line(_("If dissatisfied: what is not right?"), "reason")
_END = Line(
    _("Thank you. You can follow your complaint with your receipt code; nobody asks you for it by telephone.")
)
SCRIPTS = {
    script.matter: script
    for script in (
        Script(Matter.GENERAL, (_GREETING, _CONTACTED, _SOLVED, _GRADE, _REASON, _END)),
        Script(
            Matter.MONEY,
            (
                _GREETING,
                _CONTACTED,
                Line(
                    _("Has the money arrived, in full? So is the matter settled: yes, in part, or no?"),
                    "solved",
                ),
                _GRADE,
                _REASON,
                _END,
            ),
        ),
        Script(
            Matter.LAW,
            (
                _GREETING,
                _CONTACTED,
                Line(
                    _(
                        "Was it explained to you what was decided and by which law? So is the matter settled: yes, in part, or no?"
                    ),
                    "solved",
                ),
                Line(
                    _(
                        "Leaving aside whether the decision is in your favour: how satisfied are you with how you were "
                        "treated?"
                    ),
                    "grade",
                ),
                _REASON,
                _END,
            ),
        ),
    )
}
# The rows of the keyboard answer the questions in their order.
ANSWER_KEYS = {
    "contacted": {"q": "yes", "w": "no"},
    "solved": {"a": Solved.YES, "s": Solved.PARTLY, "d": Solved.NO},
    "grade": {"1": Grade.SATISFIED, "2": Grade.MOSTLY, "3": Grade.DISSATISFIED},
    "reason": dict(zip("456789", Reason, strict=True)),
}
