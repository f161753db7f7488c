"""The appraisal group and its ballots, kept so that nothing in the database ties a ballot to a member (M66; ADR 35).

Members have no column in common with codes or ballots. Neither codes nor ballots have a time, a number that counts up, an
entry in the audit, or a user; every ballot cast writes all rows of its unit anew, in an order drawn by lot.
"""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import audited
from evaluations.choices.appraisal import MemberKind
from evaluations.models.rounds import STAGE_OF_APPRAISED, STAGE_OF_ROUND, Appraised, Round, only_while
from evaluations.rules.scores import MARKS
from organizations.models import Unit

NOT_EMPTIED = pgtrigger.Trigger(
    name="not_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION 'ballots are not thrown away';",
)


class Member(models.Model):
    """Somebody invited into the appraisal group of a round, with the units that he may not score."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="members", verbose_name=_("round of the appraisal")
    )
    name = models.CharField(_("name"), max_length=40)
    kind = WordField(_("as what"), max_length=12, choices=MemberKind)
    employer = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("works for"),
    )
    ties = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("declared ties"))
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("appointed by")
    )
    appointed_at = models.DateTimeField(_("appointed at"))

    class Meta:
        verbose_name = _("member of the appraisal group")
        verbose_name_plural = _("members of the appraisal group")
        ordering = ["round", "name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="member_has_name")]
        triggers = [only_while("member_only_until_open", "'draft', 'open'", STAGE_OF_ROUND), audited()]

    def __str__(self):
        return self.name


class BallotCode(models.Model):
    """That somebody may score a unit. The digest comes from the code on a paper that is stored nowhere; all go when the round is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="codes", verbose_name=_("unit that is appraised")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    is_used = models.BooleanField(_("used"), default=False)

    class Meta:
        verbose_name = _("right to a ballot")
        verbose_name_plural = _("rights to ballots")
        triggers = [only_while("code_only_while_open", "'open'", STAGE_OF_APPRAISED)]

    def __str__(self):
        return f"{self.appraised_id}"


class Ballot(models.Model):
    """One score sheet: the marks of the questions and of the items, in their order. Nothing else is known of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appraised = models.ForeignKey(
        Appraised, models.PROTECT, related_name="ballots", verbose_name=_("unit that is appraised")
    )
    general = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("marks of the questions"))
    items = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("marks of the items"))

    class Meta:
        verbose_name = _("ballot of the appraisal group")
        verbose_name_plural = _("ballots of the appraisal group")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    general__contained_by=list(MARKS), items__contained_by=list(MARKS), items__len__gte=1
                ),
                name="ballot_marks_are_marks",
            )
        ]
        triggers = [
            only_while("ballot_only_while_open", "'open'", STAGE_OF_APPRAISED),
            pgtrigger.Protect(name="ballot_never_changed", operation=pgtrigger.Update),
            NOT_EMPTIED,
        ]

    def __str__(self):
        return f"{self.appraised_id}"
