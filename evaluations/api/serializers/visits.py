"""Visits as a municipal system hands them in, and what became of each."""

from django.conf import settings
from rest_framework import serializers

from complaints.api.serializers import StrictSerializer
from evaluations.choices import VISIT_FATES
from registers.api.serializers import FaultSerializer


class VisitRowsSerializer(StrictSerializer):
    """Rows of visits; what stands in a row is read as it is from a file."""

    rows = serializers.ListField(
        child=serializers.DictField(help_text="`unit`, `number`, `visited_at`, `business`, `phone`."),
        min_length=1,
        max_length=settings.VISIT_CALL_ROWS,
        help_text="Each visit is known by the unit's own number of the matter.",
    )


class VisitOutcomeSerializer(serializers.Serializer):
    """What became of one row."""

    row = serializers.IntegerField(help_text="Its place among those that were sent, from 1 on.")
    number = serializers.CharField(help_text="The number that it came with.")
    fate = serializers.ChoiceField(choices=[(fate.value, str(fate.value)) for fate in VISIT_FATES])
    errors = FaultSerializer(many=True, help_text="Empty unless the row was refused.")


class VisitOutcomesSerializer(serializers.Serializer):
    """What became of all of them, in their order."""

    rows = VisitOutcomeSerializer(many=True)
