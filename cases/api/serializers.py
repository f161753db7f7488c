"""What a municipal system may read of a case that it has handed in: no name, no story, nobody accused, no official."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.choices import DeclineReason, Light, Result, Stage
from cases.models import Answer, Case
from cases.selectors.lights import light_of
from organizations.api.serializers import NamedSerializer


class CaseSerializer(serializers.ModelSerializer):
    """Where a case stands."""

    number = serializers.CharField(help_text="The number of the case.")
    stage = serializers.ChoiceField(Stage.choices, help_text="Where the case stands, as a word for programs.")
    stage_label = serializers.CharField(
        source="get_stage_display", help_text="The same in the language that was asked for."
    )
    sector = NamedSerializer(allow_null=True, help_text="The field of the campaign; null outside the eight.")
    responsible_unit = NamedSerializer(
        source="responsible",
        allow_null=True,
        help_text="The unit that handles the case; null before it is assigned.",
    )
    due_on = serializers.DateField(
        allow_null=True, help_text="The last day of the step that is due first; null when nothing is due."
    )
    light = serializers.SerializerMethodField(help_text="How that day is met.")

    class Meta:
        model = Case
        fields = [
            "number",
            "stage",
            "stage_label",
            "sector",
            "responsible_unit",
            "received_at",
            "accepted_at",
            "assigned_at",
            "answered_at",
            "closed_at",
            "due_on",
            "light",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(Light.choices))
    def get_light(self, case: Case) -> str:
        """The light as it is now."""
        return light_of(case, at=timezone.now())


class AnswerSerializer(serializers.ModelSerializer):
    """A written answer, once the commission has released it (R8)."""

    result = serializers.ChoiceField(Result.choices)
    result_label = serializers.CharField(source="get_result_display")

    class Meta:
        model = Answer
        fields = ["request", "facts", "opinion", "legal_basis", "result", "result_label", "released_at"]
        read_only_fields = fields


class DeclineSerializer(serializers.Serializer):
    """Why a complaint was not accepted, and where the citizen may turn (R1)."""

    reason = serializers.ChoiceField(DeclineReason.choices)
    reason_label = serializers.SerializerMethodField()
    way_out = serializers.CharField()

    def get_reason_label(self, details: dict) -> str:
        """The reason in the language that was asked for."""
        return str(DeclineReason(details["reason"]).label)


class CaseStatusSerializer(CaseSerializer):
    """Where a case stands, and what became of it."""

    answer = serializers.SerializerMethodField(help_text="The last answer that was released to the citizen.")
    decline = serializers.SerializerMethodField(help_text="Given while the stage is `declined`.")

    class Meta(CaseSerializer.Meta):
        fields = [*CaseSerializer.Meta.fields, "answer", "decline"]
        read_only_fields = fields

    @extend_schema_field(AnswerSerializer(allow_null=True))
    def get_answer(self, case: Case) -> dict | None:
        """An answer that the commission still checks, or has returned, is nobody's business yet."""
        released = case.answers.exclude(released_at=None).order_by("-round").first()
        return AnswerSerializer(released).data if released else None

    @extend_schema_field(DeclineSerializer(allow_null=True))
    def get_decline(self, case: Case) -> dict | None:
        """What the desk wrote when it last declined the case."""
        if case.stage != Stage.DECLINED:
            return None
        event = case.events.filter(move="decline").order_by("-id").first()
        return DeclineSerializer(event.details).data
