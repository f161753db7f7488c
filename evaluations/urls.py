from django.urls import path

from evaluations import views

app_name = "evaluations"

urlpatterns = [
    path("track/rate/", views.Rate.as_view(), name="rate"),
    path("track/calls/", views.Calls.as_view(), name="calls"),
    path("staff/call-backs/", views.CallBacks.as_view(), name="call-backs"),
    path("staff/call-backs/next/", views.NextCall.as_view(), name="call-next"),
    path("staff/call-backs/figures/", views.CallFigures.as_view(), name="call-figures"),
    path("staff/call-backs/figures/file/", views.CallFiguresFile.as_view(), name="call-figures-file"),
    path("staff/call-backs/shares/", views.CallShares.as_view(), name="call-shares"),
    path("staff/call-backs/<int:call_back>/", views.Call.as_view(), name="call-back"),
]
