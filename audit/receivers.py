"""What the console shows is read by somebody."""

from django.dispatch import receiver

from audit.choices import ReadKind
from audit.services import note_reading
from common.signals import record_shown


@receiver(record_shown)
def note_page_of_the_console(sender, *, reader, label, row, case_id, **kwargs):
    """A record with personal data, or a list of such records, has been shown."""
    kind = ReadKind.CONSOLE_LIST if row is None else ReadKind.CONSOLE
    item = label if row is None else f"{label}:{row.pk}"
    note_reading(reader=reader, kind=kind, case_id=case_id, item=item)
