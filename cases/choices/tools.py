"""The words of the tools on the page of a case: internal notes and reply templates."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoteKind(TextChoices):
    """What one row of the internal notes is."""

    WRITTEN = "written", pgettext_lazy("note", "Written")
    CHANGED = "changed", pgettext_lazy("note", "Changed")
    STRUCK = "struck", _("Struck out")


class NoteCircle(TextChoices):
    """Who reads an internal note; the citizen never does."""

    UNIT = "unit", _("Our unit alone")
    COMMISSION = "commission", _("For the commission too")


class RecusalAgainst(TextChoices):
    """Whom a citizen wants to keep away; a unit's leader doesn't decide on himself."""

    HANDLER = "handler", _("Somebody who handles the matter")
    LEADER = "leader", _("A leader of the department")
    UNKNOWN = "unknown", _("I do not know what he or she is there")


class TemplatePurpose(TextChoices):
    """In which texts a reply template is offered."""

    MESSAGE = "message", _("Messages to the citizen")
    REQUEST = "request", _("Requests to colleagues and heads")
    REFUSAL = "refusal", _("Refusals")
    ANSWER = "answer", _("Answers and decisions")


class TemplateReach(TextChoices):
    """Who finds a reply template."""

    UNIT = "unit", pgettext_lazy("template", "Our unit alone")
    AREA = "area", _("All units of our area")
    EVERYBODY = "everybody", _("Everybody: comes with the system")


class TemplateBlank(TextChoices):
    """The blanks that a reply template may have: what stands between the braces, and what fills it.

    Nothing of whoever complained is among them, and nothing of whom the case accuses.
    """

    NUMBER = "案件编号", _("Number of the case")
    SECTOR = "问题领域", _("Sector of the case")
    PLACE = "事发地", _("City and county")
    RECEIVED_ON = "收到日期", _("Day on which the complaint came in")
    DUE_ON = "办理期限", _("Last day to conclude the case")
    TODAY = "今天日期", _("Today's date")
    UNIT = "本单位", _("Name of your unit")
    PHONE = "本单位电话", _("Telephone of your unit")
    RESPONSIBLE = "主办单位", _("Name of the responsible unit")
    DESK = "受理单位", _("Name of the intake desk")
