"""What supervision keeps."""

from supervision.models.lead import AnswerMark, Lead, LeadEvent, LeadEvidence
from supervision.models.threshold import Threshold

__all__ = ["AnswerMark", "Lead", "LeadEvent", "LeadEvidence", "Threshold"]
