from django.urls import path

from evaluations.api import views

urlpatterns = [path("visits/", views.VisitRows.as_view(), name="visit-rows")]
