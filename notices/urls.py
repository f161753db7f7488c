from django.urls import path

from notices import views

app_name = "notices"

urlpatterns = [
    path("staff/notices/", views.Inbox.as_view(), name="inbox"),
    path("staff/notices/read/", views.MarkRead.as_view(), name="mark-read"),
    path("staff/notices/settings/", views.Wishes.as_view(), name="wishes"),
    path("staff/notices/dead/", views.DeadLetters.as_view(), name="dead-letters"),
    path("staff/notices/dead/retry/", views.RetryDeadLetters.as_view(), name="dead-letters-retry"),
    path("staff/notices/dead/close/", views.CloseDeadLetters.as_view(), name="dead-letters-close"),
    path("sms/receipts/", views.TextReceipts.as_view(), name="text-receipts"),
]
