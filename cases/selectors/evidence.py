"""The files of a case, as each side may see them."""

from dataclasses import dataclass, field

from cases.models import Attachment, Case
from files.choices import State


@dataclass
class Evidence:
    """The files of a case: those that may be opened, and how many may not, because they wait or were refused."""

    shown: list[Attachment] = field(default_factory=list)
    waiting: int = 0
    refused: int = 0
    opens_originals: bool = False

    def __bool__(self):
        return bool(self.shown or self.waiting or self.refused)

    @property
    def is_unscanned(self) -> bool:
        """Whether some file was looked at by no virus scanner."""
        return any(row.file.scanned_at is None for row in self.shown)


def evidence_for_staff(case: Case, *, opens_originals: bool) -> Evidence:
    """The files for whoever may see the case; of those that wait or were refused not even the name."""
    evidence = Evidence(opens_originals=opens_originals)
    for row in evidence_for_citizen(case):
        if row.file.is_clean:
            evidence.shown.append(row)
        elif row.file.state == State.WAITING:
            evidence.waiting += 1
        else:
            evidence.refused += 1
    return evidence


def evidence_for_citizen(case: Case) -> list[Attachment]:
    """All files of the case with their rows, in the order in which they came."""
    return list(case.attachments.select_related("file"))
