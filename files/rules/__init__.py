"""What a file must be to come in, and what becomes of its name. No database here."""

from files.rules.contents import KINDS, Checked, check_contents
from files.rules.faults import BadFile
from files.rules.names import clean_name, with_extension

__all__ = ["KINDS", "BadFile", "Checked", "check_contents", "clean_name", "with_extension"]
