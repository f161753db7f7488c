"""The addresses of retention."""

from django.urls import path

from retention import views

app_name = "retention"

urlpatterns = [
    path("", views.DueList.as_view(), name="due-list"),
    path("holds/", views.HoldList.as_view(), name="hold-list"),
    path("holds/cases/<int:case>/", views.HoldAdd.as_view(), name="hold-add"),
    path("holds/<int:hold>/", views.HoldDetail.as_view(), name="hold-detail"),
    path("lists/", views.BatchList.as_view(), name="batch-list"),
    path("lists/new/<slug:record_class>/", views.BatchAdd.as_view(), name="batch-add"),
    path("lists/<int:batch>/", views.BatchDetail.as_view(), name="batch-detail"),
    path("lists/<int:batch>/export/", views.BatchExport.as_view(), name="batch-export"),
    path("lists/<int:batch>/paper/", views.BatchPaper.as_view(), name="batch-paper"),
    path("tombstones/", views.TombstoneList.as_view(), name="tombstone-list"),
    path("terms/", views.TermList.as_view(), name="term-list"),
    path("terms/<slug:record_class>/", views.TermDetail.as_view(), name="term-detail"),
]
