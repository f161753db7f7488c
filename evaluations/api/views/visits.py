"""Visits to service windows, handed in by municipal systems, safely to repeat (M64)."""

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluations.api.serializers.visits import VisitOutcomesSerializer, VisitRowsSerializer
from evaluations.choices import VisitSource
from evaluations.services import take_visits

EXAMPLE = OpenApiExample(
    "A visit",
    {
        "rows": [
            {
                "unit": "440100-land",
                "number": "GZ-2014-030517",
                "visited_at": "2014-03-05 09:30",
                "business": "不动产登记",
                "phone": "13800138000",
            }
        ]
    },
    request_only=True,
)


@method_decorator(never_cache, name="dispatch")
class VisitRows(APIView):
    """Handing visits in."""

    @extend_schema(
        operation_id="visit_rows",
        request=VisitRowsSerializer,
        responses=VisitOutcomesSerializer,
        examples=[EXAMPLE],
    )
    def post(self, request):
        """Hand visits in, each for itself: repeat the call until it is answered.

        A visit is known by its number within the unit: once more it is `known` and changes nothing. A row that is refused says
        why and leaves the others alone. The phone number is sealed at once and forgotten when the draw is over. Who is drawn
        and who has rated is never told to anybody.
        """
        body = VisitRowsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        outcomes = take_visits(
            rows=body.validated_data["rows"], source=VisitSource.API, actor=request.user, at=timezone.now()
        )
        rows = [
            {"row": place, "number": outcome.number, "fate": outcome.fate, "errors": outcome.errors}
            for place, outcome in enumerate(outcomes, 1)
        ]
        return Response(VisitOutcomesSerializer({"rows": rows}).data)
