"""What citizens fill in."""

from complaints.forms.complaint import ComplaintForm, LongTextField
from complaints.forms.tracking import ReceiptCodeField, TrackForm

__all__ = ["ComplaintForm", "LongTextField", "ReceiptCodeField", "TrackForm"]
