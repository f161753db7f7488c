from django.urls import path

from cases.api import views

urlpatterns = [
    path("complaints/<str:number>/", views.CaseStatus.as_view(), name="complaint-status"),
]
