"""Summaries: what has gathered for somebody since the last working morning, in one message."""

from django.db import transaction

from notices.choices import State, Wording
from notices.models import Notice
from notices.services.write import sendable_from

READERS = 500


def bundle_gathered(*, at) -> int:
    """Make the summaries that are due; returns how many. What was taken back meanwhile is in none."""
    due = Notice.objects.gathered(at=at).order_by().values_list("user_id", "channel").distinct()
    return sum(_bundle(user_id, channel, at=at) for user_id, channel in due[:READERS])


@transaction.atomic
def _bundle(user_id: int, channel: str, *, at) -> bool:
    """One summary. Whoever comes second waits here for the first, and finds nothing left: nothing is told twice."""
    mine = Notice.objects.gathered(at=at).filter(user_id=user_id, channel=channel)
    rows = list(mine.select_for_update().order_by("pk"))
    if not rows:
        return False
    digest = Notice.objects.create(
        user_id=user_id,
        channel=channel,
        wording=Wording.DIGEST,
        context={"count": str(len(rows))},
        language=rows[-1].language,
        path="/staff/notices/",
        dedupe_key=f"digest:{rows[0].pk}:{channel}",
        created_at=at,
        next_attempt_at=sendable_from(at, channel, Wording.DIGEST),
    )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.BUNDLED, digest=digest)
    return True
