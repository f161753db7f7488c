"""How far a version of the guidance has come in the cities (M73)."""

from dataclasses import dataclass

from hotline.choices import ReceiptState
from hotline.models import Guidance, GuidanceReceipt


@dataclass(frozen=True)
class Spread:
    """One version with its receipts: how many of how many cities have read and confirmed it."""

    guidance: Guidance
    receipts: list[GuidanceReceipt]

    @property
    def total(self) -> int:
        """How many cities have received it."""
        return len(self.receipts)

    @property
    def read(self) -> int:
        """How many have read it."""
        return sum(receipt.read_at is not None for receipt in self.receipts)

    @property
    def confirmed(self) -> int:
        """How many have confirmed it."""
        return sum(receipt.state == ReceiptState.CONFIRMED for receipt in self.receipts)

    @property
    def counter(self) -> str:
        """How many of how many have confirmed, such as 21/21."""
        return f"{self.confirmed}/{self.total}"

    @property
    def is_complete(self) -> bool:
        """Whether every city has confirmed it."""
        return self.total > 0 and self.confirmed == self.total


def spread_of(guidance: Guidance) -> Spread:
    """One version with all its receipts."""
    receipts = guidance.receipts.select_related("unit", "read_by", "confirmed_by").order_by("unit__code")
    return Spread(guidance, list(receipts))


def spreads() -> list[Spread]:
    """Every version, the newest first."""
    return [spread_of(guidance) for guidance in Guidance.objects.select_related("written_by", "sent_by")]
