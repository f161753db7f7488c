"""The words of bulletins: which kinds there are, how far an edition has come, and every reason for a refusal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BulletinKind(TextChoices):
    """What a bulletin brings together (M74 to M76)."""

    CASES = "cases", _("Typical cases")
    MONTHLY = "monthly", _("Month of a sector")
    WINDOWS = "windows", _("Opinions on the service windows")


class EditionForm(TextChoices):
    """The two editions of one dossier (M74)."""

    INTERNAL = "internal", _("Internal circular")
    PUBLIC = "public", _("Public exposure")


class EditionStage(TextChoices):
    """How far an edition has come."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", pgettext_lazy("bulletin", "In review")
    REVIEWED = "reviewed", _("Reviewed, waits for its release")
    RELEASED = "released", _("Released, under embargo")
    PUBLISHED = "published", pgettext_lazy("bulletin", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("bulletin", "Withdrawn")


# Whom an edition has reached, be it that it was taken back later.
OUT_STAGES = (EditionStage.PUBLISHED, EditionStage.WITHDRAWN)


class BulletinParty(TextChoices):
    """Who makes a move on an edition: three different people, and the clock."""

    DRAFTER = "drafter", _("Whoever drafts")
    REVIEWER = "reviewer", _("A second person, who reviews")
    RELEASER = "releaser", _("A leader of the commission, a third person")
    SYSTEM = "system", _("The system")


class BulletinEventName(TextChoices):
    """What is written in the trail of a dossier."""

    BEGUN = "bulletin.begun", _("Dossier begun")
    DRAFTED = "bulletin.drafted", _("Drafted from the figures")
    WRITTEN = "bulletin.written", _("Words written")
    ITEM_ADDED = "bulletin.item_added", _("Item added")
    ITEM_DROPPED = "bulletin.item_dropped", _("Item taken out")
    ADDRESSED = "bulletin.addressed", _("Recipients chosen")
    CHECKED = "bulletin.checked", _("Checked for what must not stand there")
    MOVED = "bulletin.moved", _("Moved on")
    REPLY_ASKED = "bulletin.reply_asked", _("Reply asked for")
    REPLIED = "bulletin.replied", _("Unit has replied")
    CORRECTION_ASKED = "bulletin.correction_asked", _("Correction proposed")
    CORRECTED = "bulletin.corrected", _("Corrected")
    CORRECTION_REFUSED = "bulletin.correction_refused", _("Correction not made")
    READ = "bulletin.read", _("Signed for by a unit")
    STUDIED = "bulletin.studied", _("Study recorded")


# Whoever has done one of these has written in the dossier, and so neither reviews nor releases it.
WRITING = (
    BulletinEventName.BEGUN,
    BulletinEventName.WRITTEN,
    BulletinEventName.ITEM_ADDED,
    BulletinEventName.ITEM_DROPPED,
)


class StudyForm(TextChoices):
    """How a unit has studied a circular (M83)."""

    MEETING = "meeting", _("Meeting of all staff")
    GROUP = "group", _("Study group of the leadership")
    LESSON = "lesson", _("Lesson on a case, given by a leader")
    TALK = "talk", _("Reminding talks")


class BulletinRefusal(TextChoices):
    """Why a step is refused, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    WRONG_STAGE = "wrong_stage", _("The edition has moved on: this step is no longer possible.")
    OWN_REQUEST = "own_request", _("Whoever asked doesn't decide as well: somebody else has to.")
    NOTE_MISSING = "note_missing", _("Please give the reason.")
    ASKED_ALREADY = "asked_already", _("A correction waits for its decision already.")
    CASE_NOT_CLOSED = "case_not_closed", _("Only a case that was closed with an answer can be quoted.")
    NOT_PROVED = "not_proved", _("Only what was proved can be quoted.")
    ACCOUNT_OPEN = (
        "account_open",
        _("Somebody's accountability in this case is still open: it is quoted once that is final."),
    )
    ITEM_TWICE = "item_twice", _("This case stands in the dossier already.")
    EDITION_BUSY = "edition_busy", _("An edition has left the desk: the items stay as they are.")
    WORDS_MISSING = "words_missing", _("The title, and the heading and text of each item, must be there.")
    NOTHING_TOLD = "nothing_told", _("There is neither an item nor a text to tell.")
    NO_RECIPIENTS = "no_recipients", _("Please choose at least one unit that gets the circular.")
    WORDS_CHANGED = (
        "words_changed",
        _("What would be printed has changed since it was put forward: return it to the drafter."),
    )
    LEAKS = "leaks", _("The text says what must not stand there: see the places below.")
    REPLY_AWAITED = (
        "reply_awaited",
        _("A unit that is named may still reply: it is released once all have replied or the time is over."),
    )
    REPLY_OVER = "reply_over", _("The time for the reply is over, or the reply was given already.")
    EMBARGO_PAST = "embargo_past", _("The embargo must end in the future.")
    MARKS_OPEN = "marks_open", _("A mark is opened and not closed, or the other way round.")
    READ_ALREADY = "read_already", _("Your unit has signed for this circular already.")
    NOT_READ = "not_read", _("Please sign for the circular first.")
    DAY_UNFIT = "day_unfit", _("The day lies in the future, or before the circular came out.")
