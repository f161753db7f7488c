from django.urls import path

from registers.api import views

urlpatterns = [
    path("registers/", views.RegisterList.as_view(), name="registers"),
    path("registers/<slug:register>/", views.RegisterRows.as_view(), name="register-rows"),
]
