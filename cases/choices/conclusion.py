"""The words with which the commission concludes a case: what was found, and what it meant for persons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Finding(TextChoices):
    """What the complaint has come to. Whoever complained in error is never called a slanderer (R11)."""

    PROVED = "proved", _("Proved")
    PARTLY = "partly", _("Partly proved")
    NOT_PROVED = "not_proved", _("Not proved")
    REQUEST = "request", _("A request: no conduct was complained of")


class Measure(TextChoices):
    """What was decided on a person; kinds of party discipline, administrative sanctions, accountability, and others.

    Government sanctions: Law on Sanctions for Public Officials, art. 7; accountability: the provisional rules of 2009.
    """

    TALKED_TO = "talked_to", _("Criticism and education")
    ADMONISHED = "admonished", _("Admonishing talk")
    ORGANISED = "organised", _("Organisational measure")
    PARTY_WARNING = "party_warning", _("Party warning")
    PARTY_SERIOUS = "party_serious", _("Serious party warning")
    PARTY_POSTS = "party_posts", _("Removal from party posts")
    PARTY_PROBATION = "party_probation", _("Probation within the party")
    PARTY_EXPELLED = "party_expelled", _("Expulsion from the party")
    WARNING = "warning", _("Administrative warning")
    DEMERIT = "demerit", _("Demerit")
    GREAT_DEMERIT = "great_demerit", _("Great demerit")
    DEMOTED = "demoted", _("Demotion")
    REMOVED = "removed", _("Removal from office")
    DISMISSED = "dismissed", _("Dismissal")
    APOLOGY = "apology", _("Public apology ordered")
    SUSPENDED = "suspended", _("Suspended for inspection")
    RESIGNED = "resigned", _("Resignation taking the blame")
    RESIGN_ORDERED = "resign_ordered", _("Resignation ordered")
    RELIEVED = "relieved", _("Relieved of office")
    PROSECUTED = "prosecuted", _("Handed to the judiciary")
    NONE = "none", _("No measure")
