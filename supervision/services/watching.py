"""Watching the clocks of the ledger: a measure becomes final, a reminder of the answer, an answer that is overdue."""

from django.db import transaction

from accounts.choices import Role
from notices.services import notify_users
from supervision.choices import AccountStage, LedgerEvent
from supervision.models import Accountability
from supervision.services.steps import keepers_of, make_step, write_line

BATCH = 200


def watch_accounts(*, at) -> int:
    """Give what is due, each exactly once; return how many files that were.

    Files are locked one by one and locked ones are skipped, so two beats at once do no harm; after a standstill people
    hear of the gravest signal only.
    """
    due = Accountability.objects.filter(next_signal_at__lte=at).order_by("next_signal_at")
    return sum(_watch_one(pk, at=at) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _watch_one(pk: int, *, at) -> bool:
    found = Accountability.objects.select_for_update(skip_locked=True, of=("self",))
    file = found.select_related("case__desk").filter(pk=pk, next_signal_at__lte=at).first()
    if file is None:
        return False
    if file.stage == AccountStage.SERVED:
        make_step("become_final", file, actor=None, at=at)
        return True
    is_late = at >= file.due_at
    if not file.events.filter(name=LedgerEvent.REMINDED).exists():
        write_line(file, LedgerEvent.REMINDED, actor=None, at=at)
    if is_late:
        write_line(file, LedgerEvent.LATE, actor=None, at=at)
    file.next_signal_at = None if is_late else file.due_at
    file.save(update_fields=["next_signal_at"])
    wording = "account_late" if is_late else "account_due"
    notify_users(
        users=keepers_of(file, at=at, roles=(Role.INSPECTOR, Role.COMMISSION_LEADER)),
        wording=wording,
        context={"number": file.number, "date": f"{file.due_on}"},
        path=f"/staff/supervision/ledger/{file.pk}/",
        about=f"{wording}:{file.pk}",
        at=at,
    )
    return True
