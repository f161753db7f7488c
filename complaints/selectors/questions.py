"""What people who are afraid ask before they complain, with honest answers."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Question(NamedTuple):
    """A question and its answer."""

    asked: str
    answered: str


def questions() -> list[Question]:
    """The questions in the order in which they come to mind."""
    return [*_about_the_person(), *_about_the_matter()]


def _about_the_person() -> list[Question]:
    return [
        Question(
            _("Can somebody find out who I am if I stay anonymous?"),
            _(
                "This system keeps no address of your device, no browser, no location, no account. What it keeps is what you write. So leave out what only you can know, and don't send from a computer at work."
            ),
        ),
        Question(
            _("What if I leave my name?"),
            _(
                "It is encrypted. Only the discipline commission can open it, one person asks, another decides, and your tracking page tells you that it was read."
            ),
        ),
        Question(
            _("What is the receipt code, and what if I lose it?"),
            _(
                "It is the only key to your complaint. Nobody can look it up for you, and nobody will ever ask you for it. Your complaint is handled all the same without it; you only can't read the answer here."
            ),
        ),
    ]


def _about_the_matter() -> list[Question]:
    return [
        Question(
            _("Will the unit I complain about get to see it?"),
            _(
                "No. A unit that you name, everything below it, the people who lead it and staff who have declared a tie to them are shut out by the system itself. If you name the unit exactly, from the list, this works best."
            ),
        ),
        Question(
            _("What if somebody takes revenge?"),
            _(
                "Open your complaint with the receipt code and choose to report revenge. Only the intake desk and the commission read it, and it counts as urgent. If you are in danger now, call 110."
            ),
        ),
        Question(
            _("What if I am wrong?"),
            _(
                "Tell what you saw and say what you only suspect. Whoever is mistaken in good faith has nothing to fear; knowingly false accusations are another matter, and only a body of city level or above may find that."
            ),
        ),
        Question(
            _("May the answer be told to the public?"),
            _(
                "A leader of the commission may release an answered matter in new words, after a check that it names neither you nor your address. Your own words are never published."
            ),
        ),
    ]
