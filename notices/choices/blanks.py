"""What may stand between the words of a notice."""

from django.utils.translation import gettext_lazy as _

# What a blank stands for. None of them can name a citizen, and no other is filled.
BLANKS = {
    "number": _("the number of the case or of the order"),
    "unit": _("the unit concerned, in the reader's language"),
    "date": _("the day by which something is due"),
    "code": _("the citizen's receipt code"),
    "link": _("the address of the tracking page"),
    "files": _("the names of the files that were not taken in"),
    "count": _("how many notices"),
    "act": _("what takes two people, in the reader's language"),
    "fault": _("what is wrong with the audit"),
    "place": _("which kind of record, block and row that is"),
    "words": _("the words that are tried"),
}
