"""Why a step of a bulletin isn't made."""

from accounts.selectors import ActRefused
from bulletins.choices import BulletinRefusal
from cases.selectors.leaks import Found


class BulletinRefused(ActRefused):
    """A step is refused: words of ``BulletinRefusal``, all of them."""

    words = BulletinRefusal


class EditionLeaks(BulletinRefused):
    """The edition says what must not stand there; ``found`` has the places of each part of it."""

    def __init__(self, found: dict[str, list[Found]]):
        self.found = found
        super().__init__(["leaks"])
