"""What citizens fill in."""

from complaints.forms.complaint import ComplaintForm
from complaints.forms.desk import DeskForm
from complaints.forms.evidence import AddEvidenceForm
from complaints.forms.fields import LongTextField
from complaints.forms.guided import NEXT, SEND, WHOLE, GuidedForm
from complaints.forms.remedies import RecusalForm, ReviewForm, TakeBackForm, WithdrawForm
from complaints.forms.tracking import ByReceiptForm, ReceiptCodeField, TrackForm
from complaints.forms.writing import WriteForm

__all__ = [
    "NEXT",
    "SEND",
    "WHOLE",
    "AddEvidenceForm",
    "ByReceiptForm",
    "ComplaintForm",
    "DeskForm",
    "GuidedForm",
    "LongTextField",
    "ReceiptCodeField",
    "RecusalForm",
    "ReviewForm",
    "TakeBackForm",
    "TrackForm",
    "WithdrawForm",
    "WriteForm",
]
