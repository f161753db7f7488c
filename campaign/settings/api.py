"""The API for municipal systems: who may ask, how much, and how it is described."""

from common.env import env_text

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["campaign.wire.SystemToken"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.IsMunicipalSystem"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["campaign.wire.BoundedJson"],
    "DEFAULT_METADATA_CLASS": "campaign.wire.OnlyAllow",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env_text("API_RATE", "600/min")},
    "EXCEPTION_HANDLER": "campaign.problems.problem_details",
}
REST_KNOX = {"TOKEN_TTL": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "Complaints API for municipal systems",
    "DESCRIPTION": "Submit complaints idempotently, read their status and list the ones a system has submitted; keep the registers of the sectors; call citizens back.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "campaign.api_schema.describe_problems",
    ],
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]+",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Without a validator the page asks nobody outside; it doesn't keep the token that was typed in.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False, "validatorUrl": None},
}
