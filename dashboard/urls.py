from django.urls import path

from dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("staff/", views.Home.as_view(), name="home"),
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/download/", views.FiguresFile.as_view(), name="figures-file"),
]
