"""What it means that something of retention is refused."""

from accounts.selectors import ActRefused
from retention.choices import Refusal


class RetentionRefused(ActRefused):
    """Something of retention can't be done; ``reasons`` are words of ``Refusal``, all of them."""

    words = Refusal
