"""Reading the state of cases over the API."""

import re
from datetime import UTC

from django import forms
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import ChoiceFilter, FilterSet, IsoDateTimeFilter
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.pagination import CursorPagination

from audit.choices import ReadKind
from audit.services import note_reading
from cases.api.serializers import CaseSerializer, CaseStatusSerializer
from cases.choices import Stage
from cases.models import Case
from common.numbering import parse_case_number

NUMBER = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{7,12}$"}
_POSITION = re.compile(r"[0-9]{1,18}", re.ASCII)


class NewestFirst(CursorPagination):
    """A hundred cases a page, newest first; a page costs the same however deep it lies."""

    ordering = "-id"
    page_size = 100
    invalid_cursor_message = _("This is no cursor of this list.")
    cursor_query_description = "The place in the list, as `next` and `previous` hold it."

    def decode_cursor(self, request):
        """The place that a cursor points to; a made-up one is refused before it reaches the database."""
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            self._refuse()
        if cursor is not None and not _POSITION.fullmatch(cursor.position or ""):
            self._refuse()
        return cursor

    def get_paginated_response_schema(self, schema):
        """The envelope of a page, in the terms of OpenAPI 3.1."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "properties": {"next": link, "previous": link, "results": schema},
            "required": ["next", "previous", "results"],
        }

    def _refuse(self):
        raise ValidationError({self.cursor_query_param: [self.invalid_cursor_message]}) from None


class NothingBlank(forms.Form):
    """Refuses a parameter without a value: the caller's program has left something out."""

    def clean(self):
        """Name each of them."""
        for name in self.fields.keys() & self.data.keys():
            if not self.data[name]:
                self.add_error(name, forms.ValidationError(_("This parameter has no value."), "blank"))
        return super().clean()


class MomentField(IsoDateTimeField):
    """A moment in universal time: the database takes no offset of more than sixteen hours, which Python does."""

    def to_python(self, value):
        """The moment; one that lies outside the years 1 to 9999 is none."""
        moment = super().to_python(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None


class MomentFilter(IsoDateTimeFilter):
    """Narrows by a moment."""

    field_class = MomentField


class CaseFilter(FilterSet):
    """Which of its cases a system wants to see."""

    stage = ChoiceFilter(choices=Stage.choices, help_text="Only cases in this stage.")
    received_after = MomentFilter(
        field_name="received_at", lookup_expr="gte", help_text="Received at this moment or later (ISO 8601)."
    )
    received_before = MomentFilter(
        field_name="received_at", lookup_expr="lt", help_text="Received before this moment (ISO 8601)."
    )

    class Meta:
        model = Case
        fields = ["stage", "received_after", "received_before"]
        form = NothingBlank


class OwnCases:
    """Mixin: the cases that the calling system has handed in, less those that accuse its own side."""

    def get_queryset(self):
        """Asked anew for each request."""
        return Case.objects.visible_to(self.request.user).filter(submitted_by=self.request.user).for_list()


@method_decorator(never_cache, name="dispatch")
class CaseList(OwnCases, ListAPIView):
    """The cases that this system has handed in, newest first."""

    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    pagination_class = NewestFirst
    filterset_class = CaseFilter

    def list(self, request, *args, **kwargs):
        """A page of the list has been read."""
        answer = super().list(request, *args, **kwargs)
        note_reading(reader=request.user, kind=ReadKind.API, item=f"list:{len(answer.data['results'])}")
        return answer


@method_decorator(never_cache, name="dispatch")
class CaseStatus(OwnCases, RetrieveAPIView):
    """Where one case stands, and the answer once it is released."""

    queryset = Case.objects.none()
    serializer_class = CaseStatusSerializer
    filter_backends = ()

    def get_object(self):
        """The case of that number; one that isn't this system's doesn't exist."""
        pk = parse_case_number(self.kwargs["number"])
        case = self.get_queryset().filter(pk=pk).first() if pk else None
        if case is None or case.number != self.kwargs["number"]:
            raise Http404
        note_reading(reader=self.request.user, kind=ReadKind.API, case_id=case.pk)
        return case

    @extend_schema(operation_id="complaint_status", parameters=[OpenApiParameter("number", NUMBER, "path")])
    def get(self, request, *args, **kwargs):
        """Where one case stands, and the answer once it is released.

        A case that another system has handed in, or that accuses this system's own authority, is answered with 404.
        """
        return super().get(request, *args, **kwargs)
