from django.urls import path

from evaluations import views

app_name = "evaluations"

urlpatterns = [
    path("track/rate/", views.Rate.as_view(), name="rate"),
    path("windows/", views.PublicWindows.as_view(), name="public-windows"),
    path("staff/windows/", views.Windows.as_view(), name="windows"),
    path("staff/windows/file/", views.WindowsFile.as_view(), name="windows-file"),
    path("staff/windows/list/", views.WindowList.as_view(), name="window-list"),
    path("staff/windows/limits/", views.WindowRules.as_view(), name="window-rules"),
    path("staff/windows/staff-numbers/", views.StaffPhones.as_view(), name="staff-phones"),
    path("staff/windows/visits/", views.VisitFile.as_view(), name="visit-file"),
    path("staff/windows/visits/template/", views.VisitTemplate.as_view(), name="visit-template"),
    path("staff/windows/visits/<int:visits>/", views.VisitBatchPage.as_view(), name="visit-batch"),
    path("staff/windows/alarms/", views.WindowAlarms.as_view(), name="window-alarms"),
    path("staff/windows/alarms/<int:alarm>/", views.WindowAlarm.as_view(), name="window-alarm"),
]
