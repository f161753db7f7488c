"""The refusal of a file."""


class BadFile(Exception):
    """The file isn't taken in; ``fault`` is a word of ``Fault``."""

    def __init__(self, fault: str):
        self.fault = fault
        super().__init__(fault)
