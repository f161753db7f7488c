from django.urls import path

from cases import views

app_name = "cases"

urlpatterns = [
    path("", views.CaseList.as_view(), name="case-list"),
    path("export/", views.CaseExport.as_view(), name="case-export"),
    path("route/", views.RouteNext.as_view(), name="route-next"),
    path("calendar/", views.CalendarPage.as_view(), name="calendar"),
    path("calendar/file/", views.CalendarFile.as_view(), name="calendar-file"),
    path("calendar/address/", views.CalendarAddress.as_view(), name="calendar-address"),
    path("calendar/<str:key>.ics", views.CalendarFeed.as_view(), name="calendar-feed"),
    path("<int:pk>/", views.CaseDetail.as_view(), name="case-detail"),
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
