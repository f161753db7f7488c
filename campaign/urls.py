from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("staff/", include("accounts.urls")),
    path("console/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
