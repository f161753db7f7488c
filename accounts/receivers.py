"""Knowing of every sign-in, so that the user can end it from elsewhere."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from accounts.services import forget_session, remember_session


@receiver(user_logged_in)
def note_sign_in(sender, *, request, user, **kwargs):
    """A session begins."""
    remember_session(user=user, session=request.session)


@receiver(user_logged_out)
def note_sign_out(sender, *, request, **kwargs):
    """It ends by its owner's own hand, or because it ran out."""
    forget_session(session=request.session)
