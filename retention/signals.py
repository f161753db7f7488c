"""Where apps above follow disposals without being known here."""

from django.dispatch import Signal

# Sent with ``case_ids`` inside the transaction in which these cases are disposed of, before anything is removed.
records_go = Signal()
