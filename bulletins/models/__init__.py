"""What is kept of bulletins: dossiers and their items, two editions of each, who decided on them, who has read them."""

from bulletins.models.acts import Correction, EditionRelease, EditionReview
from bulletins.models.dossier import Bulletin, BulletinEvent, Figure, Item
from bulletins.models.edition import Edition, EditionCounter, Passage
from bulletins.models.reading import Recipient, ReplyRequest, StudyRecord

__all__ = [
    "Bulletin",
    "BulletinEvent",
    "Correction",
    "Edition",
    "EditionCounter",
    "EditionRelease",
    "EditionReview",
    "Figure",
    "Item",
    "Passage",
    "Recipient",
    "ReplyRequest",
    "StudyRecord",
]
