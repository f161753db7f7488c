"""Registers for municipal systems: which there are, and handing rows in, safely to repeat (M12)."""

from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from registers.api.serializers import OutcomesSerializer, RegisterSerializer, RowsSerializer
from registers.choices import REGISTERS, Fate, Register, Source
from registers.services import take_rows

NAME = OpenApiParameter("register", {"type": "string", "enum": list(REGISTERS)}, "path")
EXAMPLE = OpenApiExample(
    "A project of expropriation",
    {
        "rows": [
            {
                "number": "GZ-2014-017",
                "area": "440106",
                "unit": "440106-land",
                "name": "地铁站前地块",
                "basis": "粤国土资征字〔2014〕8号",
                "approved_on": "2014-03-05",
                "households": 112,
                "payable": "38600000.00",
            }
        ]
    },
    request_only=True,
)


class RegisterList(APIView):
    """The registers and their columns."""

    @extend_schema(operation_id="register_list", responses=RegisterSerializer(many=True))
    def get(self, request):
        """Every register with its columns: what each holds, and whether it must be filled."""
        return Response(
            RegisterSerializer([_shape(register) for register in REGISTERS.values()], many=True).data
        )


@method_decorator(never_cache, name="dispatch")
class RegisterRows(APIView):
    """Handing rows in."""

    @extend_schema(
        operation_id="register_rows",
        request=RowsSerializer,
        responses=OutcomesSerializer,
        parameters=[NAME],
        examples=[EXAMPLE],
    )
    def post(self, request, register):
        """Hand rows in, each for itself: repeat the call until it is answered.

        A row is known by its number within the unit that answers for it. The same row once more is `known` and changes
        nothing; one with other cells is `changed`, and what stood there stays in the history. A row that is refused says
        why and leaves the others alone. No names of private persons and no identity card or phone numbers are taken.
        """
        found = REGISTERS.get(register)
        if found is None:
            raise Http404
        body = RowsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        outcomes = take_rows(
            register=found,
            rows=body.validated_data["rows"],
            source=Source.API,
            actor=request.user,
            at=timezone.now(),
        )
        rows = [
            {
                "row": place,
                "number": outcome.number,
                "fate": outcome.fate,
                "errors": outcome.errors if outcome.fate == Fate.BAD else [],
            }
            for place, outcome in enumerate(outcomes, 1)
        ]
        return Response(OutcomesSerializer({"rows": rows}).data)


def _shape(register: Register) -> dict:
    columns = [
        {
            "name": column.name,
            "label": str(column.label),
            "kind": column.kind,
            "is_required": column.is_required,
            "options": [stored for stored, _label in column.options],
        }
        for column in register.entered
    ]
    return {
        "name": register.name,
        "label": str(register.label),
        "sector": register.sector,
        "columns": columns,
    }
