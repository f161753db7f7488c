"""The addresses of the registers: the staff's pages, and those for everybody."""

from django.urls import path

from registers import views

app_name = "registers"

urlpatterns = [
    path("registers/", views.PublicRegisters.as_view(), name="public-registers"),
    path("registers/<slug:register>/", views.PublicRegister.as_view(), name="public-register"),
    path("staff/registers/", views.Overview.as_view(), name="overview"),
    path("staff/registers/imports/<int:upload>/", views.ImportDetail.as_view(), name="import-detail"),
    path("staff/registers/records/<int:record>/", views.RecordDetail.as_view(), name="record-detail"),
    path("staff/registers/records/<int:record>/edit/", views.RecordEdit.as_view(), name="record-edit"),
    path("staff/registers/<slug:register>/", views.RecordList.as_view(), name="record-list"),
    path("staff/registers/<slug:register>/add/", views.RecordAdd.as_view(), name="record-add"),
    path("staff/registers/<slug:register>/file/", views.RecordFile.as_view(), name="record-file"),
    path("staff/registers/<slug:register>/import/", views.ImportAdd.as_view(), name="import-add"),
    path("staff/registers/<slug:register>/template/", views.RecordTemplate.as_view(), name="record-template"),
]
