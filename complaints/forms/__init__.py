"""What citizens fill in."""

from complaints.forms.complaint import ComplaintForm
from complaints.forms.desk import DeskForm
from complaints.forms.evidence import AddEvidenceForm, EvidenceForm, sentence_of
from complaints.forms.fields import LongTextField
from complaints.forms.steps import LAST, STEPS, StepForm
from complaints.forms.tracking import ReceiptCodeField, TrackForm
from complaints.forms.writing import WriteForm

__all__ = [
    "LAST",
    "STEPS",
    "AddEvidenceForm",
    "ComplaintForm",
    "DeskForm",
    "EvidenceForm",
    "LongTextField",
    "ReceiptCodeField",
    "StepForm",
    "TrackForm",
    "WriteForm",
    "sentence_of",
]
