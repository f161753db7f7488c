"""Areas, units and sectors as a municipal system reads them; names come in the language that was asked for."""

from rest_framework import serializers

from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Sector, Unit


class NamedSerializer(serializers.Serializer):
    """Something of the register: its code for programs, its name for people."""

    code = serializers.CharField()
    name = serializers.CharField(source="label")


class AreaSerializer(serializers.ModelSerializer):
    """A province, city or county that exists today."""

    name = serializers.CharField(source="label")
    level = serializers.ChoiceField(Level.choices)
    parent = serializers.CharField(source="parent.code", allow_null=True)

    class Meta:
        model = Area
        fields = ["code", "name", "level", "parent"]
        read_only_fields = fields


class UnitSerializer(serializers.ModelSerializer):
    """A body that can be named as accused."""

    name = serializers.CharField(source="label")
    kind = serializers.ChoiceField(UnitKind.choices)
    line = serializers.ChoiceField(Line.choices)
    area = serializers.CharField(source="area.code", allow_null=True)

    class Meta:
        model = Unit
        fields = ["code", "name", "kind", "line", "area"]
        read_only_fields = fields


class SectorSerializer(serializers.ModelSerializer):
    """One of the eight fields of the campaign."""

    name = serializers.CharField(source="label")

    class Meta:
        model = Sector
        fields = ["code", "number", "name", "summary"]
        read_only_fields = fields


class UnitQuerySerializer(serializers.Serializer):
    """What to look for among the units."""

    q = serializers.CharField(
        max_length=60, help_text="Part of the name: Chinese (short forms too), pinyin, initials or English."
    )
    area = serializers.RegexField(
        r"^[0-9]{6}$", required=False, help_text="Code of an area (GB/T 2260); units near it come first."
    )
