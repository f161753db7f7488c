from django.urls import path

from evaluations import views

app_name = "evaluations"

urlpatterns = [path("track/rate/", views.Rate.as_view(), name="rate")]
