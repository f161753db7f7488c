from django.urls import path

from cases import views

app_name = "cases"

urlpatterns = [
    path("", views.CaseList.as_view(), name="case-list"),
    path("<int:pk>/", views.CaseDetail.as_view(), name="case-detail"),
    path("<int:pk>/moves/<slug:move>/", views.CaseMove.as_view(), name="case-move"),
    path("<int:pk>/sector/", views.CaseClassify.as_view(), name="case-classify"),
    path("<int:pk>/identity/", views.CaseIdentity.as_view(), name="case-identity"),
    path("<int:pk>/join/", views.CaseJoin.as_view(), name="case-join"),
    path("<int:pk>/messages/", views.CaseWrite.as_view(), name="case-write"),
    path("<int:pk>/files/<uuid:file>/", views.CaseFile.as_view(), name="case-file"),
    path("<int:pk>/files/<uuid:file>/original/", views.CaseOriginal.as_view(), name="case-original"),
    path("<int:pk>/urgency/", views.CaseUrgency.as_view(), name="case-urgency"),
    path("<int:pk>/place/", views.CaseRelocate.as_view(), name="case-relocate"),
    path("<int:pk>/accused/", views.CaseAccuse.as_view(), name="case-accuse"),
    path("<int:pk>/units/", views.UnitRows.as_view(), name="unit-rows"),
    path("<int:pk>/units/accused/", views.AccusedRows.as_view(), name="accused-rows"),
]
