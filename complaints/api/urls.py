from django.urls import path

from complaints.api import views

urlpatterns = [
    path("complaints/", views.ComplaintList.as_view(), name="complaints"),
]
