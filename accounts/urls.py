from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="login"),
    path("sign-in/second/", views.SecondStep.as_view(), name="second-step"),
    path("sign-out/", views.SignOut.as_view(), name="logout"),
    path("ties/", views.OwnTies.as_view(), name="own-ties"),
    path("second-person/", views.WaitingActs.as_view(), name="waiting-acts"),
    path("second-person/line/", views.WaitingActsLine.as_view(), name="waiting-acts-line"),
    path("confirm/", views.Confirm.as_view(), name="confirm"),
    path("account/", views.Account.as_view(), name="account"),
    path("account/password/", views.OwnPassword.as_view(), name="password"),
    path("account/sessions/end/", views.EndSessions.as_view(), name="end-sessions"),
    path("account/factors/", views.FactorList.as_view(), name="factors"),
    path("account/factors/app/", views.AppSetUp.as_view(), name="factor-app"),
    path("account/factors/passkey/", views.PasskeySetUp.as_view(), name="factor-passkey"),
    path("account/factors/remove/", views.FactorRemove.as_view(), name="factor-remove"),
    path("account/factors/codes/", views.RecoveryCodes.as_view(), name="recovery-codes"),
    path("factor-resets/", views.FactorResets.as_view(), name="factor-resets"),
    path("factor-resets/<int:reset>/", views.FactorResetDecide.as_view(), name="factor-reset"),
]
