"""Telling people what becomes of their accounts, and what the layers below announce."""

from django.dispatch import receiver
from django.urls import reverse

from accounts.signals import account_news
from audit.signals import tampering_found
from notices.choices import Channel, Wording
from notices.services import notify_users, tell_of_tampering


@receiver(account_news)
def tell_of_account(sender, *, users, news, about, at, **kwargs):
    """Behind the bell and by e-mail, so that it is noticed even by somebody who no longer gets in."""
    notify_users(
        users=users,
        wording=Wording(news),
        context={},
        path=reverse("accounts:account"),
        about=about,
        at=at,
        channels=(Channel.IN_APP, Channel.EMAIL),
    )


@receiver(tampering_found)
def alarm_about_the_audit(sender, *, check, at, **kwargs):
    """The chain isn't as it was sealed."""
    tell_of_tampering(check=check, at=at)
