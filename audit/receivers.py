"""What the console shows is read by somebody."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.signals import user_studied
from audit.choices import ReadKind
from audit.models import Reading
from audit.permissions import can_read_log
from audit.services import note_reading
from common.signals import record_shown

READINGS_SHOWN = 15


@receiver(record_shown)
def note_page_of_the_console(sender, *, reader, label, row, case_id, **kwargs):
    """A record with personal data, or a list of such records, has been shown."""
    kind = ReadKind.CONSOLE_LIST if row is None else ReadKind.CONSOLE
    item = label if row is None else f"{label}:{row.pk}"
    note_reading(reader=reader, kind=kind, case_id=case_id, item=item)


@receiver(user_studied)
def show_last_readings(sender, *, user, reader, **kwargs):
    """What this user has read lately, for whoever reads the log and as far as he may."""
    if not can_read_log(reader):
        return None
    rows = Reading.objects.visible_to(reader).filter(reader=user).with_numbers().order_by("-id")
    return {
        "title": _("Read lately"),
        "lines": [
            {
                "label": row.get_kind_display(),
                "note": f"{timezone.localtime(row.at):%Y-%m-%d %H:%M} {row.number}",
            }
            for row in rows[:READINGS_SHOWN]
        ],
        "url": f"{reverse('admin:audit_reading_changelist')}?{urlencode({'q': user.username})}",
    }
