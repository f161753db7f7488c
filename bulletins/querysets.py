"""Who sees which dossier, edition, reply and circular; nothing of a draft reaches those whom its cases accuse."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, standing_of
from bulletins.choices import OUT_STAGES, EditionForm, EditionStage

READERS = (
    Role.INTAKE_CLERK,
    Role.HANDLER,
    Role.UNIT_LEADER,
    Role.INSPECTOR,
    Role.COMMISSION_LEADER,
)
REPLIERS = (Role.UNIT_LEADER,)


def _units(user, roles) -> set[int]:
    return standing_of(user, on=timezone.localdate()).unit_ids(*roles)


def _is_out() -> Exists:
    editions = apps.get_model("bulletins", "Edition").objects.filter(bulletin=OuterRef("pk"))
    return Exists(editions.filter(published_at__isnull=False))


class BulletinQuerySet(QuerySet):
    """Dossiers."""

    def visible_to(self, user):
        """Those of the commissions that the user works for, less each that quotes a case which he doesn't supervise.

        So whoever is accused, belongs to an accused unit, has a tie to one or keeps away by decision sees none of it; nor does
        whoever has a tie to one of the units whose figures stand in it, each for itself (the service windows).
        """
        own = self.filter(issuer_id__in=_units(user, COMMISSIONERS))
        cases = apps.get_model("cases", "Case").objects.supervised_by(user).order_by().values("pk")
        items = apps.get_model("bulletins", "Item").objects.filter(bulletin=OuterRef("pk"))
        shut = standing_of(user, on=timezone.localdate()).shut_units
        figures = apps.get_model("bulletins", "Figure").objects.filter(bulletin=OuterRef("pk"), unit__in=shut)
        return own.filter(~Exists(items.exclude(case__in=cases)), ~Exists(figures))

    def about(self, sector):
        """Those about a sector: its monthly ones, and those that quote a case of it."""
        items = apps.get_model("bulletins", "Item").objects.filter(bulletin=OuterRef("pk"))
        return self.filter(Q(sector=sector) | Exists(items.filter(case__sector=sector)))

    def out(self):
        """Those of which an edition was given out."""
        return self.filter(_is_out())

    def in_hand(self):
        """Those of which none was yet."""
        return self.filter(~_is_out())

    def for_list(self):
        """With what a list shows."""
        return self.select_related("issuer", "sector", "begun_by").prefetch_related("editions")


class EditionQuerySet(QuerySet):
    """Editions."""

    def for_everybody(self):
        """The exposures that were published, and those taken back after that."""
        return self.filter(form=EditionForm.PUBLIC, stage__in=OUT_STAGES, published_at__isnull=False)

    def for_media(self):
        """What everybody reads, and what is under an embargo that lets the media in (M82)."""
        embargoed = Q(stage=EditionStage.RELEASED, is_for_media=True)
        out = Q(stage__in=OUT_STAGES, published_at__isnull=False)
        return self.filter(embargoed | out, form=EditionForm.PUBLIC)

    def due(self, *, at):
        """Those whose embargo has ended."""
        return self.filter(
            Q(embargo_until=None) | Q(embargo_until__lte=at), stage=EditionStage.RELEASED
        ).order_by("pk")


class RecipientQuerySet(QuerySet):
    """Which unit gets which circular."""

    def out(self):
        """Those of circulars that have gone out."""
        return self.filter(edition__stage__in=OUT_STAGES, edition__published_at__isnull=False)

    def of_reader(self, user):
        """Those of the units that the user works for, once the circular has gone out."""
        return self.out().filter(unit_id__in=_units(user, READERS))

    def unread(self):
        """Not signed for, of circulars that stand."""
        return self.filter(read_at=None, edition__stage=EditionStage.PUBLISHED)


class ReplyQuerySet(QuerySet):
    """What named units are asked before they are shown up."""

    def of_replier(self, user):
        """Those of the units that the user leads."""
        return self.filter(unit_id__in=_units(user, REPLIERS), asked_at__isnull=False)

    def awaited(self, *, today):
        """Those that may still come."""
        return self.filter(replied_at=None, due_on__gte=today, ended_at=None)
