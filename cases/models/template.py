"""Reply templates: wordings that officials use again and again, with blanks that the case fills."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.models import triggers
from cases.querysets import TemplateQuerySet
from common.fields import WordField
from common.triggers import audited
from organizations.models import Unit


class ReplyTemplate(models.Model):
    """One wording. ``unit`` is whose it is; what comes with the system has a ``code`` instead and belongs to everybody.

    ``reach`` says whether the units of the whole area of a commission find it too. ``uses`` counts how often it was put
    into a text. Nothing is deleted: what isn't wanted any more is archived.
    """

    code = models.SlugField(_("code"), max_length=40, blank=True, editable=False)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reply_templates",
        verbose_name=_("unit"),
    )
    reach = WordField(_("who finds it"), max_length=10, choices=choices.TemplateReach)
    purpose = WordField(_("what for"), max_length=10, choices=choices.TemplatePurpose)
    title = models.CharField(_("title"), max_length=60)
    text = models.TextField(_("text"))
    uses = models.PositiveIntegerField(_("uses"), default=0, db_default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed at"))
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["purpose", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="template_code_once"),
            models.UniqueConstraint(
                fields=["unit", "title"],
                condition=Q(archived_at=None, unit__isnull=False),
                name="template_title_once",
            ),
            models.CheckConstraint(
                condition=(Q(unit=None, reach=choices.TemplateReach.EVERYBODY) & ~Q(code=""))
                | (Q(unit__isnull=False, code="") & ~Q(reach=choices.TemplateReach.EVERYBODY)),
                name="template_has_its_owner",
            ),
        ]
        # An official may have left a name in the words.
        triggers = [
            triggers.never_deleted("template_never_deleted"),
            audited(by_name_only=("title", "text"), unnoted=("uses",)),
        ]

    def __str__(self):
        return self.title

    @property
    def is_built_in(self) -> bool:
        """Whether it came with the system; such a one can be copied and not changed."""
        return self.unit_id is None
