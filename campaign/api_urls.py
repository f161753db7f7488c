"""The API, version 1, and its description for programs (schema/) and for people (docs/)."""

from django.urls import include, path, re_path

from campaign import api_views

app_name = "api"

urlpatterns = [
    path("", include("complaints.api.urls")),
    path("", include("registers.api.urls")),
    path("", include("evaluations.api.urls")),
    path("", include("cases.api.urls")),
    path("", include("organizations.api.urls")),
    path("", include("sectors.api.urls")),
    path("schema/", api_views.Schema.as_view(), name="schema"),
    path("docs/", api_views.Docs.as_view(), name="docs"),
    re_path("", api_views.NoSuchPath.as_view()),
]
