"""Call-backs for municipal call centres: whom to call, and what was said (M72)."""

from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.choices import ReadKind
from audit.services import note_reading
from cases.api.views import NewestFirst
from evaluations.api.serializers.call_backs import CallBackSerializer, EnteredSerializer, ResultSerializer
from evaluations.models import CallBack
from evaluations.services import CallRefused, enter_for_system

PLACE = OpenApiParameter("call_back", {"type": "integer", "minimum": 1}, "path")


class CallBackOver(APIException):
    """Something was entered before, or nobody is to be called any more."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("This call-back is over already: nothing more is entered.")
    default_code = "call_back_over"


@method_decorator(never_cache, name="dispatch")
class CallBackList(ListAPIView):
    """The citizens whom this system is to call."""

    queryset = CallBack.objects.none()
    serializer_class = CallBackSerializer
    pagination_class = NewestFirst
    filter_backends = ()

    def get_queryset(self):
        """Asked anew for each request."""
        rows = CallBack.objects.of_system(self.request.user).callable(at=timezone.now())
        return rows.select_related("case__sector")

    @extend_schema(operation_id="call_back_list")
    def get(self, request, *args, **kwargs):
        """The call-backs that wait, of complaints that this system has handed in, newest first.

        What its own authority has handled is left out: nobody asks how his own work was liked.
        """
        answer = super().get(request, *args, **kwargs)
        note_reading(reader=request.user, kind=ReadKind.API, item=f"call-backs:{len(answer.data['results'])}")
        return answer


@method_decorator(never_cache, name="dispatch")
class CallBackResult(APIView):
    """Entering what was said."""

    @extend_schema(
        operation_id="call_back_result",
        request=ResultSerializer,
        responses={
            200: EnteredSerializer,
            409: OpenApiResponse(description="It is over already: nothing more is entered."),
        },
        parameters=[PLACE],
    )
    def post(self, request, call_back):
        """Enter what a citizen said, once. A dissatisfied one whose matter isn't settled reopens the case, once."""
        body = ResultSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            row = enter_for_system(
                call_back_id=call_back, said=body.said, actor=request.user, at=timezone.now()
            )
        except CallBack.DoesNotExist as gone:
            raise Http404 from gone
        except CallRefused as over:
            raise CallBackOver from over
        note_reading(reader=request.user, kind=ReadKind.API, case_id=row.case_id, item="call-back")
        return Response(EnteredSerializer(row).data)
