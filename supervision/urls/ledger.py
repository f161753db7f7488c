"""The addresses of the ledger of accountability."""

from django.urls import path

from supervision import views

urlpatterns = [
    path("ledger/", views.LedgerList.as_view(), name="ledger"),
    path("ledger/export/", views.LedgerExport.as_view(), name="ledger-export"),
    path("ledger/cases/<int:case>/", views.LedgerOpen.as_view(), name="ledger-open"),
    path("ledger/cases/<int:case>/false-accusation/", views.LedgerFalse.as_view(), name="ledger-false"),
    path("ledger/<int:account>/", views.LedgerFile.as_view(), name="ledger-file"),
    path("leaders/", views.LeaderGaps.as_view(), name="leader-gaps"),
]
