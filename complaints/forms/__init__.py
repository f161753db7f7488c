"""What citizens fill in."""

from complaints.forms.complaint import ComplaintForm
from complaints.forms.desk import DeskForm
from complaints.forms.fields import LongTextField
from complaints.forms.tracking import ReceiptCodeField, TrackForm
from complaints.forms.writing import WriteForm

__all__ = ["ComplaintForm", "DeskForm", "LongTextField", "ReceiptCodeField", "TrackForm", "WriteForm"]
