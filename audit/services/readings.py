"""Writing the read log."""

from accounts.models import User
from audit.choices import ReadKind
from audit.models import Reading


def note_reading(*, reader: User, kind: ReadKind, case_id: int | None = None, item: str = "") -> None:
    """Write down that somebody reads something, before it is shown: what can't be written down isn't shown.

    ``item`` names a page, file or record by number or label, never by what it says.
    """
    Reading.objects.create(reader_id=reader.pk, kind=kind, case_id=case_id, item=item)
