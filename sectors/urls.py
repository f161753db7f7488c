"""The addresses of the campaign: the staff's pages, and the plans that everybody may read."""

from django.urls import path

from sectors import views

app_name = "sectors"

urlpatterns = [
    path("plans/", views.PublicPlans.as_view(), name="public-plans"),
    path("plans/<slug:code>/<slug:sector>/", views.PublicPlan.as_view(), name="public-plan"),
    path("staff/campaigns/add/", views.CampaignAdd.as_view(), name="campaign-add"),
    path("staff/campaigns/own/", views.OwnItems.as_view(), name="own-items"),
    path("staff/campaigns/items/<int:item>/", views.ItemEdit.as_view(), name="item-edit"),
    path("staff/campaigns/tasks/<int:task>/", views.TaskPage.as_view(), name="task"),
    path(
        "staff/campaigns/tasks/<int:task>/files/<uuid:file>/",
        views.TaskFileDownload.as_view(),
        name="task-file",
    ),
    path("staff/campaigns/versions/<int:version>/", views.VersionPage.as_view(), name="version"),
    path("staff/campaigns/versions/<int:version>/add/", views.ItemAdd.as_view(), name="item-add"),
    path("staff/campaigns/<int:campaign>/edit/", views.CampaignEdit.as_view(), name="campaign-edit"),
    path("staff/campaigns/<int:campaign>/deployment/", views.DeploymentMatrix.as_view(), name="deployment"),
    path(
        "staff/campaigns/<int:campaign>/deployment/<slug:sector>/<slug:area>/",
        views.DeploymentCell.as_view(),
        name="deployment-cell",
    ),
    path("staff/campaigns/<int:campaign>/<slug:sector>/", views.PlanPage.as_view(), name="plan"),
]
