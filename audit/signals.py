"""News of the audit."""

from django.dispatch import Signal

# A verification has found something wrong: check (the Verification), at. Sent inside its transaction.
tampering_found = Signal()
