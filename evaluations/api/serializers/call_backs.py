"""A call-back as a municipal call centre reads it, and what it enters."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from complaints.api.serializers import StrictSerializer, Text
from evaluations.choices import Grade, Origin, Reason, Solved
from evaluations.forms.call_backs import COMMENT_MAX
from evaluations.models import CallBack
from evaluations.selectors.call_scripts import script_of
from evaluations.services import Said


class LineSerializer(serializers.Serializer):
    """One line of the script."""

    words = serializers.CharField(help_text="What is said, in the language that was asked for.")
    field = serializers.CharField(help_text="The member in which the reply is entered; empty: none.")


class CallBackSerializer(serializers.ModelSerializer):
    """Whom to call: the complaint by its number, until when, and what to ask. No telephone number is ever returned."""

    number = serializers.CharField(source="case.number", help_text="The number of the complaint.")
    origin = serializers.ChoiceField(choices=Origin.choices, help_text="Why it is called.")
    script = serializers.SerializerMethodField()

    class Meta:
        model = CallBack
        fields = ["id", "number", "origin", "due_at", "next_at", "script"]

    @extend_schema_field(LineSerializer(many=True))
    def get_script(self, row: CallBack) -> list[dict]:
        """The numbered lines."""
        return LineSerializer(script_of(row.case).lines, many=True).data


class ResultSerializer(StrictSerializer):
    """What a citizen said when he was called."""

    contacted = serializers.BooleanField(help_text="Whether the department had got in touch.")
    solved = serializers.ChoiceField(choices=Solved.choices, help_text="Whether the matter is settled.")
    grade = serializers.ChoiceField(choices=Grade.choices)
    reason = serializers.ChoiceField(
        choices=Reason.choices, required=False, help_text="Needed with `dissatisfied`."
    )
    comment = Text(
        required=False,
        allow_blank=True,
        max_length=COMMENT_MAX,
        help_text="What was said; the department reads it, so no name stands in it.",
    )

    def validate(self, attrs: dict) -> dict:
        """Whoever is dissatisfied says why."""
        if attrs["grade"] == Grade.DISSATISFIED and "reason" not in attrs:
            raise ValidationError({"reason": [_("Please say what is not right.")]}, "required")
        return attrs

    @property
    def said(self) -> Said:
        """As the service takes it."""
        return Said(**self.validated_data)


class EnteredSerializer(serializers.Serializer):
    """What it has set in motion."""

    number = serializers.CharField(source="case.number", help_text="The number of the complaint.")
    reopened = serializers.BooleanField(help_text="Whether the case is handled anew because of this call.")
