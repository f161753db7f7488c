"""What every form of a bulletin has."""

from common.forms import HouseForm


class BulletinForm(HouseForm):
    """A form around a dossier or one of its editions."""

    field_of_refusal = {
        "item_twice": "rule",
        "words_missing": "title",
        "marks_open": "text",
        "no_recipients": "below",
        "embargo_past": "embargo_until",
        "day_unfit": "held_on",
    }
