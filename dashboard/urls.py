from django.urls import path

from dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("staff/", views.Home.as_view(), name="home"),
    path("staff/figures/", views.Analysis.as_view(), name="analysis"),
    path("staff/figures/download/", views.AnalysisFile.as_view(), name="analysis-file"),
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/download/", views.FiguresFile.as_view(), name="figures-file"),
]
