"""A session of the programme, and its trail."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import WordField
from common.triggers import append_only, audited, never_deleted, text_stays
from hotline.choices import AHEAD, Outlet, SessionParty, SessionStage
from hotline.lifecycle import session_paths
from hotline.querysets import SessionQuerySet
from hotline.rules import LONGEST_MINUTES
from organizations.models import Sector, Unit

# No question without a case number, and none that still waits, once the session is closed (M71).
CLOSES_WITH_CASES = pgtrigger.Trigger(
    name="session_closes_with_cases",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__stage=SessionStage.CLOSED) & ~pgtrigger.Q(old__stage=SessionStage.CLOSED),
    func="""
        IF EXISTS (
            SELECT 1 FROM hotline_question
            WHERE session_id = NEW.id AND (case_id IS NULL OR stage IN ('waiting', 'asked'))
        ) THEN
            RAISE EXCEPTION 'a question of this session waits or has no case' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Session(models.Model):
    """One broadcast: which unit is on the line, about which of the eight sectors, when, and by which outlets (M68, M70).

    ``stage`` is written by ``hotline.services.sessions`` alone. ``announced_at``: since when everybody may know of it.
    """

    organiser = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="hotline_sessions",
        verbose_name=_("commission that holds the line"),
    )
    serial = models.PositiveIntegerField(_("serial number"))
    stage = WordField(_("stage"), max_length=10, choices=SessionStage, default=SessionStage.PLANNED)
    topic = models.CharField(_("topic"), max_length=120)
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="hotline_sessions", verbose_name=_("sector")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="hotline_evenings", verbose_name=_("unit on the line")
    )
    starts_at = models.DateTimeField(_("begins at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    outlets = ArrayField(WordField(max_length=10, choices=Outlet), verbose_name=_("outlets"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned at"))
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    began_at = models.DateTimeField(_("on the air at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("off the air at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("hotline session")
        verbose_name_plural = _("hotline sessions")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["starts_at"], name="session_begins")]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "serial"], name="session_numbered_once"),
            models.UniqueConstraint(
                fields=["organiser"], condition=Q(stage=SessionStage.ON_AIR), name="session_one_on_air"
            ),
            models.CheckConstraint(condition=Q(stage__in=SessionStage.values), name="session_stage_is_known"),
            models.CheckConstraint(
                condition=Q(outlets__contained_by=Outlet.values, outlets__len__gte=1),
                name="session_outlets_are_known",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="session_has_length"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[*AHEAD, SessionStage.CANCELLED], began_at=None)
                | Q(
                    stage__in=[SessionStage.ON_AIR, SessionStage.OFF_AIR, SessionStage.CLOSED],
                    began_at__isnull=False,
                    announced_at__isnull=False,
                ),
                name="session_on_air_since",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[SessionStage.OFF_AIR, SessionStage.CLOSED], ended_at__isnull=False)
                | (~Q(stage__in=[SessionStage.OFF_AIR, SessionStage.CLOSED]) & Q(ended_at=None)),
                name="session_off_air_since",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="session_follows_table", field="stage", transitions=session_paths()),
            CLOSES_WITH_CASES,
            never_deleted("session_never_deleted"),
            text_stays("session_stays", "organiser_id", "serial", "planned_by_id", "planned_at"),
            audited(),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """How officials call it: the area's code and the serial number, such as 440000-12."""
        return f"{self.organiser.area.code}-{self.serial}"

    @property
    def ends_at(self) -> datetime:
        """When the broadcast is to end: so many minutes after it was to begin, or after it really began if that was later."""
        return max(self.began_at or self.starts_at, self.starts_at) + timedelta(minutes=self.minutes)

    @property
    def outlet_words(self) -> list[str]:
        """The outlets in words, in their order."""
        return [str(Outlet(word).label) for word in Outlet.values if word in self.outlets]

    @property
    def takes_questions(self) -> bool:
        """Whether the lanes are open: from the announcement until it is wound up."""
        return self.announced_at is not None and self.stage in (
            *AHEAD,
            SessionStage.ON_AIR,
            SessionStage.OFF_AIR,
        )


class SessionEvent(models.Model):
    """One row of the trail of a session, written in the same transaction as the change it tells of."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="events", verbose_name=_("hotline session")
    )
    at = models.DateTimeField(_("at"))
    move = models.CharField(_("move"), max_length=20)
    from_stage = WordField(_("stage before"), max_length=10, choices=SessionStage, blank=True)
    to_stage = WordField(_("stage after"), max_length=10, choices=SessionStage, blank=True)
    party = WordField(_("acting as"), max_length=12, choices=SessionParty, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("particulars"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("event of a session")
        verbose_name_plural = _("events of sessions")
        ordering = ["id"]
        triggers = append_only("the trail of a session")

    def __str__(self):
        return f"{self.session_id} · {self.move}"
