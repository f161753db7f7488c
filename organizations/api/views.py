"""The parts of the register that a municipal system needs to fill in a submission."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from organizations.api.serializers import (
    AreaSerializer,
    SectorSerializer,
    UnitQuerySerializer,
    UnitSerializer,
)
from organizations.models import Area, Sector, Unit
from organizations.selectors import area_on, search_units


class AreaList(ListAPIView):
    """Every area that exists today, by code (GB/T 2260)."""

    queryset = Area.objects.none()
    serializer_class = AreaSerializer

    def get_queryset(self):
        """Codes change; only those of today may be handed in."""
        return Area.objects.in_force(on=timezone.localdate()).select_related("parent").order_by("code")


class SectorList(ListAPIView):
    """The eight fields of the campaign."""

    queryset = Sector.objects.order_by("number")
    serializer_class = SectorSerializer


class UnitList(ListAPIView):
    """The units whose name holds what is looked for, at most twenty, best first."""

    queryset = Unit.objects.none()
    serializer_class = UnitSerializer

    @extend_schema(parameters=[UnitQuerySerializer])
    def get(self, request):
        """The units whose name holds what is looked for, at most twenty, best first."""
        query = UnitQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        area = None
        if code := query.validated_data.get("area"):
            area = area_on(code, timezone.localdate())
            if area is None:
                raise ValidationError({"area": [_("No area has this code today.")]})
        units = search_units(query.validated_data["q"], area=area)
        return Response(self.get_serializer(units, many=True).data)
