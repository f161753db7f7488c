"""What the pages of supervision ask for."""

from supervision.forms.accountability import (
    STEP_FORMS,
    AnswerForm,
    AppealForm,
    ClearForm,
    DecideForm,
    LedgerFilterForm,
    OpenForm,
    ProposeForm,
    ReasonOnlyForm,
    ServeForm,
)

__all__ = [
    "STEP_FORMS",
    "AnswerForm",
    "AppealForm",
    "ClearForm",
    "DecideForm",
    "LedgerFilterForm",
    "OpenForm",
    "ProposeForm",
    "ReasonOnlyForm",
    "ServeForm",
]
