"""Telling people what becomes of their accounts."""

from django.dispatch import receiver
from django.urls import reverse

from accounts.choices import AccountNews
from accounts.signals import account_news
from notices.choices import Channel, Wording
from notices.services import notify_users

PAGES = {AccountNews.RESET_ASKED: "accounts:factor-resets"}


@receiver(account_news)
def tell_of_account(sender, *, users, news, about, at, **kwargs):
    """Behind the bell and by e-mail, so that it is noticed even by somebody who no longer gets in."""
    notify_users(
        users=users,
        wording=Wording(news),
        context={},
        path=reverse(PAGES.get(news, "accounts:account")),
        about=about,
        at=at,
        channels=(Channel.IN_APP, Channel.EMAIL),
    )
