from django.urls import path

from evaluations.api import views

urlpatterns = [
    path("call-backs/", views.CallBackList.as_view(), name="call-backs"),
    path("call-backs/<int:call_back>/", views.CallBackResult.as_view(), name="call-back-result"),
    path("visits/", views.VisitRows.as_view(), name="visit-rows"),
]
