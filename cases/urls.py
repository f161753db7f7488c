from django.urls import path

from cases import views

app_name = "cases"

urlpatterns = [
    path("", views.CaseList.as_view(), name="case-list"),
    path("export/", views.CaseExport.as_view(), name="case-export"),
    path("live/", views.CaseListLive.as_view(), name="case-list-live"),
    path("filters/", views.SavedFilters.as_view(), name="saved-filters"),
    path("filters/<int:saved>/", views.SavedFilterChange.as_view(), name="saved-filter-change"),
    path("columns/", views.ListColumns.as_view(), name="list-columns"),
    path("bulk/", views.BulkPrepare.as_view(), name="bulk-prepare"),
    path("bulk/<uuid:job>/", views.BulkPage.as_view(), name="bulk-job"),
    path("bulk/<uuid:job>/units/", views.BulkUnits.as_view(), name="bulk-units"),
    path("exports/<uuid:export>/", views.ExportPage.as_view(), name="export-job"),
    path("exports/<uuid:export>/file/", views.ExportFile.as_view(), name="export-file"),
    path("route/", views.RouteNext.as_view(), name="route-next"),
    path("<int:pk>/", views.CaseDetail.as_view(), name="case-detail"),
    path("<int:pk>/version/", views.CaseVersion.as_view(), name="case-version"),
    path("<int:pk>/moves/<slug:move>/", views.CaseMove.as_view(), name="case-move"),
    path("<int:pk>/sector/", views.CaseClassify.as_view(), name="case-classify"),
    path("<int:pk>/place/", views.CasePlace.as_view(), name="case-place"),
    path("<int:pk>/identity/", views.CaseIdentity.as_view(), name="case-identity"),
    path("<int:pk>/public/", views.CaseRelease.as_view(), name="case-release"),
    path("<int:pk>/join/", views.CaseJoin.as_view(), name="case-join"),
    path("<int:pk>/messages/", views.CaseWrite.as_view(), name="case-write"),
    path("<int:pk>/files/<uuid:file>/", views.CaseFile.as_view(), name="case-file"),
    path("<int:pk>/files/<uuid:file>/original/", views.CaseOriginal.as_view(), name="case-original"),
    path("<int:pk>/urgency/", views.CaseUrgency.as_view(), name="case-urgency"),
    path("<int:pk>/forum/", views.CaseForum.as_view(), name="case-forum"),
    path("<int:pk>/letter/", views.CaseLetter.as_view(), name="case-letter"),
    path("handovers/", views.HandoverList.as_view(), name="handover-list"),
    path("handovers/new/", views.HandoverAdd.as_view(), name="handover-add"),
    path("handovers/<int:handover>/", views.HandoverDetail.as_view(), name="handover-detail"),
    path("<int:pk>/area/", views.CaseRelocate.as_view(), name="case-relocate"),
    path("<int:pk>/accused/", views.CaseAccuse.as_view(), name="case-accuse"),
    path("<int:pk>/units/", views.UnitRows.as_view(), name="unit-rows"),
    path("<int:pk>/units/accused/", views.AccusedRows.as_view(), name="accused-rows"),
]
