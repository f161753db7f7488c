"""Who sees which entries of the read log."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Duty
from accounts.selectors import Acting, standing_of
from audit.registry import CASES
from organizations.choices import Level, UnitKind

# That there was such a record at all is known at one desk alone (R12).
UNTOLD = ("cases_sealedhandover",)


class ReadingQuerySet(QuerySet):
    """Readings, always asked with somebody in mind."""

    def visible_to(self, user):
        """To a commission's leader what was read of the cases that he reads, and what else the people of his area have read;
        to an auditor all of it. What concerns a case that accuses the own side is shown to neither."""
        standing = standing_of(user, on=timezone.localdate())
        if standing.has_role(Role.AUDIT_ADMIN):
            return self.filter(_of(CASES.audited_by, user) | Q(case_id=None))
        places = [
            _people_of(acting)
            for acting in standing.actings
            if acting.role == Role.COMMISSION_LEADER and acting.unit.kind == UnitKind.COMMISSION
        ]
        if not places:
            return self.none()
        people = Duty.objects.filter(user=OuterRef("reader"))
        anybody = Q()
        for place in places:
            anybody |= place
        return self.filter(_of(CASES.read_by, user) | Q(Exists(people.filter(anybody)), case_id=None))

    def with_numbers(self):
        """With ``received_at`` of the case, which its number begins with."""
        if CASES.model is None:
            return self
        cases = CASES.model._base_manager.filter(pk=OuterRef("case_id")).order_by()
        return self.annotate(received_at=Subquery(cases.values("received_at")[:1]))


class EntryQuerySet(QuerySet):
    """Changes, always asked with somebody in mind."""

    def visible_to(self, user):
        """To an auditor, and to a leader of the province's commission; sealed hand-overs are told to nobody.

        A change of users, of the register or of settings belongs to no case, and to no one area.
        """
        standing = standing_of(user, on=timezone.localdate())
        leads = any(
            acting.role == Role.COMMISSION_LEADER
            and acting.unit.kind == UnitKind.COMMISSION
            and acting.unit.area is not None
            and acting.unit.area.level == Level.PROVINCE
            for acting in standing.actings
        )
        if not leads and not standing.has_role(Role.AUDIT_ADMIN):
            return self.none()
        return self.exclude(table__in=UNTOLD)


def _of(cases, user) -> Q:
    """Readings of these cases; none as long as nobody has said what cases are."""
    if cases is None:
        return Q(pk__in=[])
    return Q(Exists(cases(user).filter(pk=OuterRef("case_id")).order_by()), case_id__isnull=False)


def _people_of(acting: Acting) -> Q:
    """Duties in the area of a commission; above the province those of the commission itself."""
    area = acting.unit.area
    if area is None:
        return Q(unit=acting.unit)
    match area.level:
        case Level.PROVINCE:
            return Q(unit__area__isnull=False)
        case Level.CITY:
            return Q(unit__area=area) | Q(unit__area__parent=area)
        case _:
            return Q(unit__area=area)
