"""What a municipal system hands in, read strictly, and what it gets back."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from accounts.models import MOST_REPRESENTATIVES
from accounts.services import Contact
from cases.choices import Channel, Danger
from cases.selectors.register import sector_by_code
from cases.services import AccusedEntry, Complaint
from complaints.choices import SECRECY_REFUSED
from complaints.rules import (
    ACCUSED_LONGEST,
    MOST_PEOPLE,
    NAME_LONGEST,
    PHONE_LONGEST,
    PLACE_LONGEST,
    STORY_LONGEST,
    STORY_SHORTEST,
    SUBJECT_LONGEST,
    bears_secrecy_mark,
    clean_phone,
)
from complaints.selectors import find_area
from organizations.models import Area, Sector, Unit

MOST_ACCUSED = 20


class Text(serializers.CharField):
    """Text and nothing else: a number where text belongs is a mistake of the caller's program."""

    def run_validation(self, data: Any = serializers.empty) -> str:
        """The text without blanks around it."""
        if data is not serializers.empty and data is not None and not isinstance(data, str):
            self.fail("invalid")
        return super().run_validation(data)


class StrictSerializer(serializers.Serializer):
    """Refuses members that it doesn't know, so that nothing handed in is lost for a typing mistake."""

    def to_internal_value(self, data: Any) -> dict:
        """The known members; raises ValidationError that names each unknown one beside all else that is wrong."""
        names = [name for name in data if name not in self.fields] if isinstance(data, dict) else []
        unknown = {name: [ErrorDetail(_("There is no such member."), "unknown")] for name in names}
        try:
            known = super().to_internal_value(data)
        except ValidationError as error:
            raise ValidationError(error.detail | unknown) from None
        if unknown:
            raise ValidationError(unknown)
        return known


class StrictSchema(OpenApiSerializerExtension):
    """Says in the schema that unknown members are refused."""

    target_class = StrictSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema, direction):
        """The schema of the serializer, closed."""
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return schema | {"additionalProperties": False}


class AccusedSerializer(StrictSerializer):
    """Whom the citizen complains of: a unit by its code or in words, a person in words, or both."""

    unit = Text(required=False, max_length=60, help_text="Code of a unit, as `units/` gives it.")
    unit_text = Text(
        required=False, max_length=ACCUSED_LONGEST, help_text="The unit in words, when its code isn't known."
    )
    person_text = Text(required=False, max_length=ACCUSED_LONGEST, help_text="The person in words.")

    def validate(self, attrs: dict) -> dict:
        """Somebody has to be named."""
        if not attrs:
            raise ValidationError(_("Name a unit or a person."))
        return attrs


class PhoneText(Text):
    """A number that can be dialled."""

    def to_internal_value(self, data: Any) -> str:
        """The number without blanks."""
        number = clean_phone(super().to_internal_value(data))
        if number is None:
            raise ValidationError(_("This is not a phone number."))
        return number


class RepresentativeSerializer(StrictSerializer):
    """One of those who speak for all who complain together."""

    name = Text(max_length=NAME_LONGEST, help_text="The name; sealed at once, never returned.")
    phone = PhoneText(max_length=PHONE_LONGEST, help_text="The phone number; sealed likewise.")


class ComplaintSerializer(StrictSerializer):
    """A complaint as a citizen has told it to a municipal system."""

    story = Text(
        min_length=STORY_SHORTEST,
        max_length=STORY_LONGEST,
        help_text="What happened, in the citizen's words.",
    )
    subject = Text(
        required=False,
        max_length=SUBJECT_LONGEST,
        help_text="A title; made of the first sentence when left out.",
    )
    area = Text(
        validators=[RegexValidator(r"^[0-9]{6}$", _("An area code has six digits."))],
        help_text="The smallest known place, by its code (GB/T 2260), as `areas/` gives it.",
    )
    place_text = Text(required=False, max_length=PLACE_LONGEST, help_text="The place in words.")
    sector = Text(
        required=False,
        max_length=20,
        help_text="Code of a sector, such as `environment`; suggested from the words when left out.",
    )
    danger = serializers.ChoiceField(
        choices=Danger.choices,
        required=False,
        help_text="Danger to people: alerts the commission at once. Leave it out when there is none.",
    )
    accused = serializers.ListField(
        child=AccusedSerializer(), required=False, max_length=MOST_ACCUSED, help_text="Who is complained of."
    )
    name = Text(
        required=False,
        max_length=NAME_LONGEST,
        help_text="The citizen's name; sealed at once, never returned. May be left out.",
    )
    phone = PhoneText(
        required=False,
        max_length=PHONE_LONGEST,
        help_text="A phone number for messages, only with a name; sealed likewise.",
    )
    may_be_called = serializers.BooleanField(
        required=False,
        help_text="The citizen was told that he may be called once after the answer, and hasn't said no; false when left out.",
    )
    people = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text="How many complain together; 1 when left out.",
    )
    representatives = serializers.ListField(
        child=RepresentativeSerializer(),
        required=False,
        max_length=MOST_REPRESENTATIVES,
        help_text="Who speaks for all, at most five; only with a name and more than one person.",
    )

    def validate_story(self, story: str) -> str:
        """What bears a mark of secrecy isn't taken in."""
        if bears_secrecy_mark(story):
            raise ValidationError(SECRECY_REFUSED, "secret")
        return story

    def validate_area(self, code: str) -> Area:
        """An area that exists today."""
        area = find_area(code, on=timezone.localdate())
        if area is None:
            raise ValidationError(_("No area has this code today."), "unknown")
        return area

    def validate_sector(self, code: str) -> Sector:
        """One of the eight."""
        sector = sector_by_code(code)
        if sector is None:
            raise ValidationError(_("No sector has this code."), "unknown")
        return sector

    def validate_accused(self, entries: list[dict]) -> list[AccusedEntry]:
        """The entries with their units; all codes are looked up at once."""
        codes = {entry["unit"] for entry in entries if "unit" in entry}
        units = Unit.objects.in_bulk(codes, field_name="code") if codes else {}
        wrong = [
            place for place, entry in enumerate(entries) if "unit" in entry and entry["unit"] not in units
        ]
        if wrong:
            sentence = _("No unit has this code.")
            raise ValidationError({place: {"unit": [sentence]} for place in wrong}, "unknown")
        return [AccusedEntry(**entry | {"unit": units.get(entry.get("unit"))}) for entry in entries]

    def validate_representatives(self, entries: list[dict]) -> tuple[Contact, ...]:
        """As the service takes them."""
        return tuple(Contact(**entry) for entry in entries)

    def validate(self, attrs: dict) -> dict:
        """A phone without a name is refused: nobody could say whom the message is for."""
        if "phone" in attrs and "name" not in attrs:
            raise ValidationError(
                {"name": [_("Give the name that belongs to the phone number.")]}, "required"
            )
        together = attrs.get("representatives", ())
        if together and "name" not in attrs:
            sentence = _("Give the name of whoever complains together with these.")
            raise ValidationError({"name": [sentence]}, "required")
        if together and attrs.get("people", 1) < max(2, len(together)):
            sentence = _("These are more representatives than people.")
            raise ValidationError({"representatives": [sentence]}, "invalid")
        return attrs

    def to_complaint(self, *, submitted_by) -> Complaint:
        """What was handed in, as the service takes it."""
        fields = self.validated_data | {"accused": tuple(self.validated_data.get("accused", ()))}
        return Complaint(channel=Channel.API, submitted_by=submitted_by, **fields)


class ReceivedSerializer(serializers.Serializer):
    """The acknowledgement: from here on the complaint is kept."""

    number = serializers.CharField(source="case.number", help_text="The number of the case.")
    status_url = serializers.SerializerMethodField(help_text="Where its state can be read.")
    receipt_code = serializers.CharField(
        help_text="Sixteen digits for the citizen, to follow the case without an account. Shown this once only."
    )
    received_at = serializers.DateTimeField(source="case.received_at")
    due_on = serializers.DateField(
        source="case.due_on", allow_null=True, help_text="The last day of the step that is due first."
    )

    @extend_schema_field(OpenApiTypes.URI)
    def get_status_url(self, handed_in) -> str:
        """The address of the status, made by the view."""
        return self.context["status_url"]
