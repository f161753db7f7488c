"""Published plans and the matrix of deployment as a municipal system reads them."""

from datetime import date

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from organizations.api.serializers import NamedSerializer
from sectors.choices import ItemKind, Progress


class PlanSerializer(serializers.Serializer):
    """A plan that was published: of which campaign and sector, and who leads it."""

    campaign = serializers.CharField(source="version.plan.campaign.code")
    sector = NamedSerializer(source="version.plan.sector")
    version = serializers.IntegerField(source="version.number")
    leads = NamedSerializer(many=True)
    published_at = serializers.DateTimeField(source="version.published_at")


class ItemSerializer(serializers.Serializer):
    """What is to be put right, by which standard, by whom and until when, and how far it is."""

    number = serializers.IntegerField(source="item.task.number")
    kind = serializers.ChoiceField(ItemKind.choices, source="item.kind")
    heading = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    standard = serializers.CharField()
    indicator = serializers.CharField()
    owner = NamedSerializer(source="item.owner")
    due_on = serializers.DateField(source="item.due_on")
    progress = serializers.ChoiceField(Progress.choices)
    is_late = serializers.BooleanField()


class WholePlanSerializer(PlanSerializer):
    """The same with its aim and items; evidence, scores and names stay inside."""

    aim = serializers.CharField()
    items = ItemSerializer(many=True, source="rows")


class CellSerializer(serializers.Serializer):
    """One sector in one area: the days on which its plan came down, and the document by which it was deployed."""

    sector = NamedSerializer()
    area = NamedSerializer()
    is_deployed = serializers.BooleanField()
    document = serializers.SerializerMethodField(help_text="Empty as long as nothing is deployed.")
    deployed_on = serializers.SerializerMethodField()
    sent_on = serializers.SerializerMethodField()
    read_on = serializers.SerializerMethodField()
    confirmed_on = serializers.SerializerMethodField()

    def get_document(self, cell) -> str:
        """The number of the document."""
        return cell.row.document if cell.row else ""

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_deployed_on(self, cell) -> date | None:
        """When it was deployed."""
        return cell.row.deployed_on if cell.row else None

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_sent_on(self, cell) -> date | None:
        """When the plan was sent down."""
        return cell.row.sent_on if cell.row else None

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_read_on(self, cell) -> date | None:
        """When it was read."""
        return cell.row.read_on if cell.row else None

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_confirmed_on(self, cell) -> date | None:
        """When it was confirmed."""
        return cell.row.confirmed_on if cell.row else None
