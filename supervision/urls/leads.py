"""The addresses of leads."""

from django.urls import path

from supervision import views

urlpatterns = [
    path("leads/", views.LeadList.as_view(), name="lead-list"),
    path("leads/<int:lead>/", views.LeadDetail.as_view(), name="lead-detail"),
]
