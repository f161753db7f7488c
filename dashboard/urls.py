from django.urls import path

from dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("staff/", views.Home.as_view(), name="home"),
    path("staff/campaigns/", views.CampaignHome.as_view(), name="campaign"),
    path("staff/campaigns/<int:campaign>/", views.CampaignPage.as_view(), name="campaign-page"),
    path("staff/sectors/", views.SectorList.as_view(), name="sector-list"),
    path("staff/sectors/<slug:sector>/", views.SectorPage.as_view(), name="sector"),
    path("staff/figures/", views.Analysis.as_view(), name="analysis"),
    path("staff/figures/download/", views.AnalysisFile.as_view(), name="analysis-file"),
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/download/", views.FiguresFile.as_view(), name="figures-file"),
]
