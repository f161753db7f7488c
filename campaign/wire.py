"""How a request to the API is read: its token and its JSON. Hostile input ends in a problem, not in a crash."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, ParseError
from rest_framework.metadata import BaseMetadata
from rest_framework.parsers import JSONParser


class SystemToken(TokenAuthentication):
    """The token of a municipal system, in the header ``Authorization: Token …``."""

    def authenticate_credentials(self, token):
        """The user and the token's row; bytes that are no text are as wrong as any other token."""
        if not token.isascii():
            raise AuthenticationFailed(_("Invalid token."))
        return super().authenticate_credentials(token)

    def _cleanup_token(self, auth_token) -> bool:
        # Without looking for the user's other tokens at each request: they are withdrawn by issue_token --revoke.
        return auth_token.expiry is not None and auth_token.expiry < timezone.now()


class SystemTokenScheme(OpenApiAuthenticationExtension):
    """The token in the words of OpenAPI."""

    target_class = SystemToken
    name = "token"

    def get_security_definition(self, auto_schema):
        """A header, because ``Token`` is no scheme that OpenAPI knows."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The word `Token`, a space, and the token that `manage.py issue_token` has printed.",
        }


class OnlyAllow(BaseMetadata):
    """The answer to OPTIONS: the header Allow, and nothing beside it."""

    def determine_metadata(self, request, view):
        """No body; what there is to say stands in the OpenAPI description."""


class BoundedJson(JSONParser):
    """JSON, less what is nested so deeply that Python gives up."""

    def parse(self, stream, media_type=None, parser_context=None):
        """The parsed body; raises ParseError for anything that isn't JSON."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
