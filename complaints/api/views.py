"""Handing in complaints over the API, safely to repeat."""

import re

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.reverse import reverse

from cases.api.views import CaseList
from complaints.api.serializers import ComplaintSerializer, ReceivedSerializer
from complaints.choices import system_source
from complaints.rules import KEY_LONGEST
from complaints.services import KeyUsedForAnother, hand_in

KEY_HEADER = "Idempotency-Key"
REPLAY_HEADER = "Idempotent-Replay"
EXAMPLE = OpenApiExample(
    "A complaint",
    {
        "story": "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。",
        "subject": "征地补偿款未发放",
        "area": "440106",
        "place_text": "珠吉街",
        "accused": [{"unit": "440106-land"}, {"unit_text": "村委会", "person_text": "李某"}],
        "name": "何秀英",
        "phone": "13800138000",
    },
    request_only=True,
)
KEY = re.compile(rf"[!-~]{{1,{KEY_LONGEST}}}", re.ASCII)


class KeyTaken(APIException):
    """The key came with another complaint before."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _(
        "This Idempotency-Key was used for another complaint. Use a new key for each complaint."
    )
    default_code = "key_taken"


class LengthMissing(APIException):
    """The body came in chunks: the server would take it for an empty one."""

    status_code = status.HTTP_411_LENGTH_REQUIRED
    default_detail = _("Send the body in one piece, with a header Content-Length.")
    default_code = "length_missing"


class ComplaintList(CaseList):
    """Handing in a complaint, and the list of those that were handed in."""

    @extend_schema(operation_id="complaint_list")
    def get(self, request, *args, **kwargs):
        """The cases that this system has handed in, newest first.

        Cases that accuse this system's own authority are left out.
        """
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="complaint_submit",
        request=ComplaintSerializer,
        examples=[EXAMPLE],
        responses={
            201: OpenApiResponse(ReceivedSerializer, "The case was opened."),
            200: OpenApiResponse(
                ReceivedSerializer, "The same complaint came with this key before; its case was found."
            ),
            409: OpenApiResponse(description="The key came with another complaint before."),
        },
        parameters=[
            OpenApiParameter(
                KEY_HEADER,
                {"type": "string", "pattern": f"^{KEY.pattern}$"},
                OpenApiParameter.HEADER,
                required=True,
                description="Names this complaint, once and for all: 1 to 100 visible ASCII characters, e.g. a UUID.",
            ),
            OpenApiParameter(
                "Location", str, OpenApiParameter.HEADER, response=[201], description="The status."
            ),
            OpenApiParameter(
                REPLAY_HEADER, {"type": "string", "const": "true"}, OpenApiParameter.HEADER, response=[200]
            ),
        ],
    )
    def post(self, request):
        """Hand in a complaint, once: repeat the call with the same key until it is answered.

        A repetition finds the same case and gives a further receipt code, because the first answer may have been lost
        on the way. What is compared is everything but the name and the phone number, which are kept sealed.
        """
        if "Transfer-Encoding" in request.headers:
            raise LengthMissing
        key = _key_of(request)
        body = ComplaintSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            handed_in = hand_in(
                complaint=body.to_complaint(submitted_by=request.user),
                source=system_source(request.user.pk),
                key=key,
                actor=request.user,
                at=timezone.now(),
            )
        except KeyUsedForAnother:
            raise KeyTaken from None
        status_url = reverse("api:complaint-status", [handed_in.case.number], request=request)
        data = ReceivedSerializer(handed_in, context={"status_url": status_url}).data
        if handed_in.is_repeat:
            return Response(data, headers={REPLAY_HEADER: "true"})
        return Response(data, status=status.HTTP_201_CREATED, headers={"Location": status_url})


def _key_of(request) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if KEY.fullmatch(key) is None:
        sentence = _(
            "Send a header Idempotency-Key of 1 to 100 visible ASCII characters that names this complaint."
        )
        raise ValidationError({KEY_HEADER: [ErrorDetail(sentence, "header")]})
    return key
