"""The only writers of bulletins."""

from bulletins.services.corrections import decide_on_correction, propose_correction
from bulletins.services.dossiers import (
    EditionWords,
    PassageWords,
    add_item,
    address_edition,
    begin_bulletin,
    change_item,
    drop_item,
    write_edition,
    write_passage,
)
from bulletins.services.periodic import draft_due
from bulletins.services.reading import Study, record_study, sign_for_circular
from bulletins.services.refused import BulletinRefused, EditionLeaks
from bulletins.services.replies import give_reply
from bulletins.services.stages import (
    ReleaseTerms,
    decide_on_release,
    decide_on_review,
    publish_due,
    put_forward,
    withdraw_edition,
)

__all__ = [
    "BulletinRefused",
    "EditionLeaks",
    "EditionWords",
    "PassageWords",
    "ReleaseTerms",
    "Study",
    "add_item",
    "address_edition",
    "begin_bulletin",
    "change_item",
    "decide_on_correction",
    "decide_on_release",
    "decide_on_review",
    "draft_due",
    "drop_item",
    "give_reply",
    "propose_correction",
    "publish_due",
    "put_forward",
    "record_study",
    "sign_for_circular",
    "withdraw_edition",
    "write_edition",
    "write_passage",
]
