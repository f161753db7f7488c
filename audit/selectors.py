"""How the chain stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from audit.models import AuditSeal, Verification
from audit.registry import SOURCES


@dataclass(frozen=True)
class SourceState:
    """One sealed table: its name in words, the last sealed row, and how many numbers have been drawn since."""

    name: str
    last_row: int
    since: int


@dataclass(frozen=True)
class ChainState:
    """What the page of the chain shows; ``hash`` in groups of eight, for comparing by eye."""

    number: int
    hash: str
    sealed_at: datetime | None
    sources: list[SourceState]


def chain_state() -> ChainState:
    """The newest block and how far each table is sealed."""
    head = AuditSeal.objects.order_by("-number").only("number", "hash", "sealed_at").first()
    digest = bytes(head.hash).hex() if head else ""
    return ChainState(
        number=head.number if head else 0,
        hash=" ".join(digest[place : place + 8] for place in range(0, len(digest), 8)),
        sealed_at=head and head.sealed_at,
        sources=[_state_of(table, model) for table, model in SOURCES.items()],
    )


def _state_of(table: str, model) -> SourceState:
    last = AuditSeal.objects.filter(source=table).aggregate(last=Max("last_id"))["last"] or 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')), 0)", [table]
        )
        (drawn,) = cursor.fetchone()
    return SourceState(str(model._meta.verbose_name_plural), last, max(0, drawn - last))


def latest_verifications(count: int = 10) -> list[Verification]:
    """The newest first."""
    return list(Verification.objects.select_related("asked_by").order_by("-id")[:count])
