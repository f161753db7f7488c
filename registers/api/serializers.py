"""Rows of a register as a municipal system hands them in, and what became of each."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from registers.choices import Fate, Kind


class RowsSerializer(serializers.Serializer):
    """Rows of one register; what stands in a row is read as it is from a file."""

    rows = serializers.ListField(
        child=serializers.DictField(
            help_text="The cells by the names of the columns, as `registers/` gives them."
        ),
        min_length=1,
        max_length=settings.REGISTER_CALL_ROWS,
        help_text="Each with `number`, `area`, `unit` and the columns of the register.",
    )

    def to_internal_value(self, data):
        """Members that nobody knows are refused, so that nothing is lost for a typing mistake."""
        names = [name for name in data if name not in self.fields] if isinstance(data, dict) else []
        if names:
            sentence = _("There is no such member.")
            raise ValidationError({name: [ErrorDetail(sentence, "unknown")] for name in names})
        return super().to_internal_value(data)


class FaultSerializer(serializers.Serializer):
    """What is wrong with a cell."""

    column = serializers.CharField(help_text="The column; empty: the row as a whole.")
    code = serializers.CharField(help_text="What is wrong, as a word for programs.")
    detail = serializers.CharField(help_text="What is wrong, in the language that was asked for.")


class OutcomeSerializer(serializers.Serializer):
    """What became of one row."""

    row = serializers.IntegerField(help_text="Its place among those that were sent, from 1 on.")
    number = serializers.CharField(help_text="The number that it came with.")
    fate = serializers.ChoiceField(choices=Fate.choices)
    errors = FaultSerializer(many=True, help_text="Empty unless the row was refused.")


class OutcomesSerializer(serializers.Serializer):
    """What became of all of them, in their order."""

    rows = OutcomeSerializer(many=True)


class ColumnSerializer(serializers.Serializer):
    """A column of a register."""

    name = serializers.CharField()
    label = serializers.CharField(help_text="Its heading, in the language that was asked for.")
    kind = serializers.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind])
    is_required = serializers.BooleanField()
    options = serializers.ListField(
        child=serializers.CharField(), help_text="Of a choice, the words that are taken."
    )


class RegisterSerializer(serializers.Serializer):
    """A register with its columns."""

    name = serializers.CharField()
    label = serializers.CharField()
    sector = serializers.CharField()
    columns = ColumnSerializer(many=True)
