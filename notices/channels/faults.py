"""How sending can fail; the difference is whether the message may have left, and whether trying again can help."""


class NoAddress(Exception):
    """The receiver has left no address for this channel; trying again won't help."""


class Rejected(Exception):
    """The provider says that this message can never be delivered; trying again won't help."""


class Refused(Exception):
    """The provider says that it hasn't taken the message; it is safe to try again."""


class Unheard(Exception):
    """No answer came: the message may have left or not."""
