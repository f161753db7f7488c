"""News of what all apps share."""

from django.dispatch import Signal

# A page of the console is about to show personal data: reader, label (of the kind of record), row (None for a list), case_id.
record_shown = Signal()
