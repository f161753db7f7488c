"""Which limits of a detector hold on a day, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervision.models import Threshold
from supervision.rules import defaults_of


@dataclass(frozen=True)
class InForce:
    """The limits of a detector on a day; ``version`` is None where nobody has ever set any."""

    detector: str
    values: Mapping[str, int]
    version: Threshold | None = None

    @property
    def since(self) -> date | None:
        """Since which day they hold; None: since the beginning."""
        return self.version and self.version.effective_on


def limits_on(detector: str, on: date) -> InForce:
    """The limits of one detector on that day."""
    versions = Threshold.objects.filter(detector=detector, effective_on__lte=on)
    version = versions.order_by("-effective_on", "-id").first()
    return InForce(detector, version.values if version else defaults_of(detector), version)


def versions_of(detector: str) -> list[Threshold]:
    """Every version of a detector, the one with the latest day first."""
    return list(Threshold.objects.filter(detector=detector).select_related("set_by"))
