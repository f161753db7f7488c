from django.urls import path

from supervision import views

app_name = "supervision"

urlpatterns = [
    path("leads/", views.LeadList.as_view(), name="lead-list"),
    path("leads/<int:lead>/", views.LeadDetail.as_view(), name="lead-detail"),
]
