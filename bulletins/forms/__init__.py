"""What people fill in on the pages of bulletins."""

from bulletins.forms.drafting import (
    AddressForm,
    BeginForm,
    EditionWordsForm,
    ItemForm,
    NarrowForm,
    PassageForm,
)
from bulletins.forms.moving import (
    CorrectionForm,
    DecideForm,
    ReasonForm,
    ReleaseForm,
    ReplyForm,
    ReviewForm,
    StudyRecordForm,
    WithdrawForm,
)

__all__ = [
    "AddressForm",
    "BeginForm",
    "CorrectionForm",
    "DecideForm",
    "EditionWordsForm",
    "ItemForm",
    "NarrowForm",
    "PassageForm",
    "ReasonForm",
    "ReleaseForm",
    "ReplyForm",
    "ReviewForm",
    "StudyRecordForm",
    "WithdrawForm",
]
