from django.urls import path

from organizations.api import views

urlpatterns = [
    path("areas/", views.AreaList.as_view(), name="areas"),
    path("sectors/", views.SectorList.as_view(), name="sectors"),
    path("units/", views.UnitList.as_view(), name="units"),
]
