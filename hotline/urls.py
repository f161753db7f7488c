"""The addresses of the programme: the staff's pages, and the schedule with its live and replay pages that everybody may read."""

from django.urls import path

from hotline import views

app_name = "hotline"

urlpatterns = [
    path("hotline/", views.PublicSessions.as_view(), name="public-sessions"),
    path("hotline/calendar.ics", views.PublicCalendar.as_view(), name="public-calendar"),
    path("hotline/<int:session>/", views.PublicSession.as_view(), name="public-session"),
    path("staff/hotline/", views.Overview.as_view(), name="overview"),
    path("staff/hotline/add/", views.SessionAdd.as_view(), name="session-add"),
    path("staff/hotline/guidance/", views.GuidanceList.as_view(), name="guidance-list"),
    path("staff/hotline/guidance/write/", views.GuidanceWrite.as_view(), name="guidance-write"),
    path("staff/hotline/guidance/<int:guidance>/", views.GuidancePage.as_view(), name="guidance"),
    path("staff/hotline/questions/<int:question>/", views.QuestionPage.as_view(), name="question"),
    path("staff/hotline/<int:session>/", views.SessionPage.as_view(), name="session"),
    path("staff/hotline/<int:session>/desk/", views.Desk.as_view(), name="desk"),
    path("staff/hotline/<int:session>/screen/", views.Screen.as_view(), name="screen"),
    path("staff/hotline/<int:session>/guest/", views.GuestPage.as_view(), name="guest"),
    path("staff/hotline/<int:session>/edition/", views.EditionPage.as_view(), name="edition"),
    path(
        "staff/hotline/<int:session>/moves/<slug:move>/", views.SessionMovePage.as_view(), name="session-move"
    ),
]
