from django.urls import path

from evaluations import views
from evaluations.views import appraisal_public, appraised, ballots, rounds, rounds_setup, surveys

app_name = "evaluations"

urlpatterns = [
    path("track/rate/", views.Rate.as_view(), name="rate"),
    path("track/calls/", views.Calls.as_view(), name="calls"),
    path("staff/call-backs/", views.CallBacks.as_view(), name="call-backs"),
    path("staff/call-backs/next/", views.NextCall.as_view(), name="call-next"),
    path("staff/call-backs/figures/", views.CallFigures.as_view(), name="call-figures"),
    path("staff/call-backs/figures/file/", views.CallFiguresFile.as_view(), name="call-figures-file"),
    path("staff/call-backs/shares/", views.CallShares.as_view(), name="call-shares"),
    path("staff/call-backs/<int:call_back>/", views.Call.as_view(), name="call-back"),
    path("appraisal/", appraisal_public.PublicRounds.as_view(), name="public-rounds"),
    path("appraisal/vote/", ballots.Vote.as_view(), name="vote"),
    path("appraisal/<int:round>/", appraisal_public.PublicRound.as_view(), name="public-round"),
    path("staff/appraisal/", rounds.RoundList.as_view(), name="round-list"),
    path("staff/appraisal/add/", rounds_setup.RoundAdd.as_view(), name="round-add"),
    path("staff/appraisal/settings/", rounds_setup.Terms.as_view(), name="appraisal-terms"),
    path("staff/appraisal/<int:round>/", rounds.RoundPage.as_view(), name="round"),
    path("staff/appraisal/<int:round>/units/", rounds_setup.RoundUnits.as_view(), name="round-units"),
    path(
        "staff/appraisal/<int:round>/questions/",
        rounds_setup.RoundQuestions.as_view(),
        name="round-questions",
    ),
    path("staff/appraisal/<int:round>/group/", ballots.Group.as_view(), name="round-group"),
    path("staff/appraisal/<int:round>/survey/", surveys.SurveyAdd.as_view(), name="survey-add"),
    path("staff/appraisal/<int:round>/moves/<slug:move>/", rounds.RoundMovePage.as_view(), name="round-move"),
    path("staff/appraisal/surveys/<int:survey>/", surveys.SurveyPage.as_view(), name="survey"),
    path("staff/appraisal/units/<int:appraised>/", appraised.AppraisedPage.as_view(), name="appraised"),
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
