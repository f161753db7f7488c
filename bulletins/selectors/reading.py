"""Who has read which circular, and who is late; what the trail of a dossier says."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from bulletins.choices import BulletinEventName, EditionForm, EditionStage
from bulletins.lifecycle import MOVE_BY_NAME
from bulletins.models import Bulletin, Edition, Recipient
from cases.choices import Leak

ICONS = {
    BulletinEventName.BEGUN: "plus",
    BulletinEventName.DRAFTED: "refresh",
    BulletinEventName.WRITTEN: "pencil",
    BulletinEventName.ITEM_ADDED: "plus",
    BulletinEventName.ITEM_DROPPED: "trash",
    BulletinEventName.ADDRESSED: "users",
    BulletinEventName.CHECKED: "shield-check",
    BulletinEventName.MOVED: "arrow-right",
    BulletinEventName.REPLY_ASKED: "message-2",
    BulletinEventName.REPLIED: "messages",
    BulletinEventName.CORRECTION_ASKED: "pencil",
    BulletinEventName.CORRECTED: "check",
    BulletinEventName.CORRECTION_REFUSED: "ban",
    BulletinEventName.READ: "eye",
    BulletinEventName.STUDIED: "clipboard-list",
}
MOST_OF_TRAIL = 60


def late_readers(bulletins: QuerySet[Bulletin], *, today: date) -> QuerySet[Recipient]:
    """The units that haven't signed for a circular in time, the latest first."""
    late = Recipient.objects.unread().filter(edition__bulletin__in=bulletins.order_by(), due_on__lt=today)
    return late.select_related("edition__issuer", "edition__bulletin", "unit").order_by("due_on", "pk")


def read_so_far(edition: Edition) -> Mapping[str, int]:
    """How many units got the circular, have signed for it, and have studied it."""
    return edition.recipients.aggregate(
        all=Count("pk", distinct=True),
        read=Count("pk", filter=Q(read_at__isnull=False), distinct=True),
        studied=Count("studies__recipient", distinct=True),
    )


def recipient_rows(edition: Edition, *, today: date) -> list[dict]:
    """Each unit with its receipt and its studies."""
    rows = edition.recipients.select_related("unit", "read_by").prefetch_related("studies")
    is_out = edition.stage == EditionStage.PUBLISHED
    return [
        {
            "row": row,
            "is_late": is_out and row.read_at is None and row.due_on is not None and row.due_on < today,
            "studies": list(row.studies.all()),
        }
        for row in rows
    ]


def trail_of(bulletin: Bulletin) -> list[dict]:
    """The trail of a dossier in words, the newest first."""
    rows = bulletin.events.select_related("actor").order_by("-pk")[:MOST_OF_TRAIL]
    return [
        {
            "at": row.at,
            "title": _title(row),
            "icon": ICONS[BulletinEventName(row.name)],
            "kind": "red" if row.details.get("found") else "",
            "actor": str(row.actor) if row.actor else _("The system"),
            "text": " · ".join(text for text in (_particulars(row.details), row.note) if text),
        }
        for row in rows
    ]


def _title(row) -> str:
    if row.name == BulletinEventName.MOVED:
        title = str(MOVE_BY_NAME[row.details["move"]].label)
    else:
        title = row.get_name_display()
    return f"{EditionForm(row.form).label} · {title}" if row.form else title


def _particulars(details: dict) -> str:
    if "found" in details:
        if not details["found"]:
            return _("nothing found")
        return _(", ").join(f"{Leak(kind).label} {number}" for kind, number in details["found"].items())
    return ""
