"""The description of the API for programs and for people, and the answer to addresses that don't exist."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView


class Public:
    """Mixin: open to everybody and counting nobody, because counting strangers would keep their addresses."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    throttle_classes = ()

    def initial(self, request, *args, **kwargs):
        """Refuse a language that isn't ours and any version: drf-spectacular would take whatever it is given."""
        super().initial(request, *args, **kwargs)
        if request.query_params.get("lang", settings.LANGUAGE_CODE) not in dict(settings.LANGUAGES):
            raise ValidationError({"lang": [", ".join(dict(settings.LANGUAGES))]})
        if "version" in request.query_params:
            raise ValidationError({"version": [_("There is no such parameter.")]})


class Schema(Public, SpectacularAPIView):
    """OpenAPI 3.1, as YAML or, with ?format=json, as JSON."""


class Docs(Public, SpectacularSwaggerSplitView):
    """The schema to read and to try out.

    Its script is a request of its own, because the content security policy takes none inside the page, and knows no
    CSRF token, because that would set a cookie.
    """

    url_name = "api:schema"
    template_name = "campaign/api_docs.html"
    template_name_js = "campaign/api_docs.js"


class NoSuchPath(Public, APIView):
    """Any other address below the API, and any address without its last slash."""

    schema = None

    def initial(self, request, *args, **kwargs):
        """Whatever the method: there is nothing here."""
        super().initial(request, *args, **kwargs)
        raise NotFound
