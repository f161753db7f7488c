"""Every address of the site: the citizens' pages at the root, the staff's below staff/, console and API beside them."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("complaints.urls")),
    path("", include("evaluations.urls")),
    path("", include("dashboard.urls")),
    path("staff/", include("accounts.urls")),
    path("staff/supervision/", include("supervision.urls")),
    path("staff/retention/", include("retention.urls")),
    path("", include("hotline.urls")),
    path("", include("sectors.urls")),
    path("", include("bulletins.urls")),
    path("", include("registers.urls")),
    path("staff/cases/", include("cases.urls")),
    path("", include("notices.urls")),
    path("console/", admin.site.urls),
    path("api/v1/", include("campaign.api_urls", namespace="api")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]
