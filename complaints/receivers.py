"""What other desks of the house ask of the complaints: a receipt for somebody on the line."""

from django.dispatch import receiver

from cases.signals import receipt_wanted
from complaints.services import issue_receipt


@receiver(receipt_wanted)
def issue_temporary_receipt(sender, *, case, at, **kwargs) -> str:
    """An operator reads the code out and so knows it: the caller's first visit puts another in its place."""
    return issue_receipt(case=case, at=at, is_temporary=True)
