from django.urls import path

from complaints import views

app_name = "complaints"

urlpatterns = [
    path("", views.Start.as_view(), name="start"),
    path("complain/", views.ComplaintCreate.as_view(), name="complaint-create"),
    path("complain/step-by-step/", views.ComplaintGuided.as_view(), name="complaint-guided"),
    path("track/", views.Track.as_view(), name="track"),
    path("track/write/", views.Write.as_view(), name="write"),
    path("track/letter/", views.Letter.as_view(), name="letter"),
    path("staff/take-down/", views.TakeDown.as_view(), name="take-down"),
    path("staff/take-down/earlier/", views.EarlierOfPhone.as_view(), name="earlier-of-phone"),
    path("track/files/", views.AddEvidence.as_view(), name="add-evidence"),
    path("track/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("track/withdraw/take-back/", views.TakeBack.as_view(), name="take-back"),
    path("track/recusal/", views.AskRecusal.as_view(), name="ask-recusal"),
    path("track/review/", views.AskReview.as_view(), name="ask-review"),
    path("files/", views.KeepFile.as_view(), name="file-keep"),
    path("sms/in/", views.TextIn.as_view(), name="text-in"),
    path("units/", views.UnitSearch.as_view(), name="unit-search"),
    path("sectors/", views.SectorSuggest.as_view(), name="sector-suggest"),
    path("answered/", views.AnsweredList.as_view(), name="answered-list"),
    path("answered/<slug:slug>/", views.AnsweredPage.as_view(), name="answered-page"),
    path("help/", views.Help.as_view(), name="help"),
]
