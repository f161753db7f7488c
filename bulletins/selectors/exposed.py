"""Which units were named in public exposures; for the appraisal, which knows nothing of bulletins, that is a veto."""

from datetime import date

from bulletins.choices import EditionForm, EditionStage
from bulletins.models import Passage
from common.days import within
from common.numbering import CHINA


def exposed_units(*, begin: date, end: date) -> dict[int, list[str]]:
    """The titles of the exposures that were published in these days and stand, by the unit that each names."""
    passages = Passage.objects.filter(
        is_left_out=False,
        item__unit__isnull=False,
        edition__form=EditionForm.PUBLIC,
        edition__stage=EditionStage.PUBLISHED,
        **within("edition__published_at", begin, end),
    )
    found: dict[int, list[str]] = {}
    for unit, title, at in passages.order_by("edition_id").values_list(
        "item__unit", "edition__title", "edition__published_at"
    ):
        words = f"《{title}》 {at.astimezone(CHINA):%Y-%m-%d}"
        if words not in found.setdefault(unit, []):
            found[unit].append(words)
    return found
