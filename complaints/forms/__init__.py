"""What citizens fill in."""

from complaints.forms.complaint import ComplaintForm, LongTextField
from complaints.forms.tracking import ReceiptCodeField, TrackForm
from complaints.forms.writing import WriteForm

__all__ = ["ComplaintForm", "LongTextField", "ReceiptCodeField", "TrackForm", "WriteForm"]
