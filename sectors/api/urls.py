from django.urls import path

from sectors.api import views

urlpatterns = [
    path("plans/", views.PlanList.as_view(), name="plans"),
    path("plans/<slug:campaign>/<slug:sector>/", views.PlanDetail.as_view(), name="plan"),
    path("deployments/", views.DeploymentList.as_view(), name="deployments"),
]
