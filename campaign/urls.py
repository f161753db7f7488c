"""Every address of the site: the citizens' pages at the root, the staff's below staff/, console and API beside them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("complaints.urls")),
    path("", include("evaluations.urls")),
    path("staff/", include("dashboard.urls")),
    path("staff/", include("accounts.urls")),
    path("staff/cases/", include("cases.urls")),
    path("staff/notices/", include("notices.urls")),
    path("console/", admin.site.urls),
    path("api/v1/", include("campaign.api_urls", namespace="api")),
    path("i18n/", include("django.conf.urls.i18n")),
]
