"""What the figures of the staff are read from: one short row for each case, and sums of these rows by day and month.

All of it can be worked out anew from the cases (``manage.py count_figures --anew``); nothing here is shown by itself. The
ids of areas, units and sectors are plain numbers, 0 for none, so that sums of all levels stand in one table.
"""

from django.db import models

from cases.models import Case

# What a sum is narrowed by, and what is summed up.
DIMENSIONS = ("city", "area", "desk", "unit", "sector", "channel", "is_assigned")
STAYS = ("received", "accepted", "assigned", "handling", "answered")
MEASURES = (
    *("received", "closed", "declined", "withdrawn", "late", "days"),
    *("answered", "reopened", "rated", "satisfied", "mostly"),
    *("proved", "paid", "money"),
)


class Dimensions(models.Model):
    """Where a case belongs: city, area, intake desk, responsible unit and sector by their ids, and its channel."""

    city = models.BigIntegerField(default=0)
    area = models.BigIntegerField(default=0)
    desk = models.BigIntegerField(default=0)
    unit = models.BigIntegerField(default=0)
    sector = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=10)
    is_assigned = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Measures(models.Model):
    """What is counted: on the day of receipt; on the day when the case ended (``days`` is the sum of the full days from
    receipt to closing); and on the day of the first answer that was released, what its citizen thinks of it today. Of the
    closed ones also how many were proved, in how many money went back to people, and how much, in fen (M09, M55)."""

    received = models.BigIntegerField(default=0)
    closed = models.BigIntegerField(default=0)
    declined = models.BigIntegerField(default=0)
    withdrawn = models.BigIntegerField(default=0)
    late = models.BigIntegerField(default=0)
    days = models.BigIntegerField(default=0)
    answered = models.BigIntegerField(default=0)
    reopened = models.BigIntegerField(default=0)
    rated = models.BigIntegerField(default=0)
    satisfied = models.BigIntegerField(default=0)
    mostly = models.BigIntegerField(default=0)
    proved = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    money = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class CaseFact(Dimensions):
    """What one case adds to the figures, as it stands now. A stay is counted in full days, of closed cases alone.

    It outlives its case: what was counted stays counted when the record has been disposed of.
    """

    case = models.OneToOneField(
        Case, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    received_on = models.DateField()
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=10, blank=True)
    is_late = models.BooleanField()
    days = models.IntegerField(null=True)
    finding = models.CharField(max_length=10, blank=True)
    money = models.BigIntegerField(default=0)
    answered_on = models.DateField(null=True)
    is_reopened = models.BooleanField()
    grade = models.CharField(max_length=12, blank=True)
    stay_received = models.IntegerField(null=True)
    stay_accepted = models.IntegerField(null=True)
    stay_assigned = models.IntegerField(null=True)
    stay_handling = models.IntegerField(null=True)
    stay_answered = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["area", "received_on"], name="fact_area"),
            models.Index(fields=["unit", "received_on"], name="fact_unit", condition=models.Q(unit__gt=0)),
            models.Index(fields=["desk"], name="fact_desk"),
        ]

    def __str__(self):
        return str(self.case_id)


class FigureCell(Dimensions, Measures):
    """Sums of one day or month (its first day) at one level; what the level doesn't tell apart is 0.

    All: sector and channel. City: city and desk as well. Area and unit: these too, by month only.
    """

    span = models.CharField(max_length=5)
    level = models.CharField(max_length=5)
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["level", "span", "desk", "day"], name="cell_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "span", "city", "day", *DIMENSIONS[1:]],
                name="cell_once",
            )
        ]

    def __str__(self):
        return f"{self.level} {self.span} {self.day}"


class StayCell(Dimensions):
    """How many cases that were closed in a month had stayed so many full days in a stage, or ("total") altogether.

    Without a channel: of all channels together.
    """

    level = models.CharField(max_length=5)
    day = models.DateField()
    stage = models.CharField(max_length=10)
    stayed = models.IntegerField()
    cases = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["level", "desk", "day"], name="stay_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("level", "city", "channel", "day", "area", "desk", "unit", "sector", "is_assigned"),
                    *("stage", "stayed"),
                ],
                name="stay_once",
            )
        ]

    def __str__(self):
        return f"{self.level} {self.day} {self.stage} {self.stayed}"


class FactDay(Dimensions, Measures):
    """What each case adds to each of its days (a view of ``CaseFact``): the same columns as a cell."""

    case = models.OneToOneField(Case, models.DO_NOTHING, primary_key=True, related_name="+")
    day = models.DateField()

    class Meta:
        managed = False
        db_table = "dashboard_factday"

    def __str__(self):
        return f"{self.case_id} {self.day}"


class FactStay(Dimensions):
    """What each closed case adds to the stays (a view of ``CaseFact``): the same columns as a cell of stays."""

    case = models.OneToOneField(Case, models.DO_NOTHING, primary_key=True, related_name="+")
    day = models.DateField()
    stage = models.CharField(max_length=10)
    stayed = models.IntegerField()
    cases = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "dashboard_factstay"

    def __str__(self):
        return f"{self.case_id} {self.stage}"


class FigureState(models.Model):
    """How far the trail has been counted; one row, which is locked while somebody counts.

    Everything up to ``counted_up_to`` is counted for good. Up to ``seen_up_to`` was counted once, but a transaction below
    ``seen_before`` that was still open then may add an event with a lower number.
    """

    counted_up_to = models.BigIntegerField(default=0)
    seen_up_to = models.BigIntegerField(default=0)
    seen_before = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.counted_up_to)
