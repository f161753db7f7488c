from django.urls import path

from notices import views

app_name = "notices"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("read/", views.MarkRead.as_view(), name="mark-read"),
    path("dead/", views.DeadLetters.as_view(), name="dead-letters"),
    path("dead/<int:pk>/retry/", views.RetryDeadLetter.as_view(), name="dead-letter-retry"),
]
