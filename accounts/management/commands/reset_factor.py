"""Set somebody's second factor back at the machine itself, for a site whose security administrators have lost theirs."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.choices import AccountNews
from accounts.models import User
from accounts.services import forget_factors
from accounts.signals import account_news


class Command(BaseCommand):
    """The way for an emergency; in everyday life two security administrators do it on their page."""

    help = (
        "Take all second factors and recovery codes of a user away and end the user's sessions. Only for a site on which"
        " no two security administrators can do it on their page; the user is told."
    )

    def add_arguments(self, parser):
        """Whose."""
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *, username: str, **options):
        """Told like every other reset."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username!r}.")
        at = timezone.now()
        forget_factors(user=user)
        about = f"reset-at-machine:{user.pk}:{at.timestamp()}"
        account_news.send(None, users=[user], news=AccountNews.FACTORS_RESET, about=about, at=at)
        self.stdout.write(f"{username} sets a new second factor up at the next sign-in.")
