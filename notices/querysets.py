"""Ready-made questions about notices."""

from django.db.models import Q, QuerySet

from notices.choices import Channel, State, Wording


class NoticeQuerySet(QuerySet):
    """Rows of the outbox."""

    def due(self, *, at):
        """Notices that have to leave by now and have not."""
        return self.filter(state__in=[State.PENDING, State.RETRYING], next_attempt_at__lte=at)

    def inbox_of(self, user):
        """What the user finds behind the bell, newest first."""
        return self.filter(channel=Channel.IN_APP, user=user).order_by("-id")

    def unread(self):
        """Those the user has not opened."""
        return self.filter(read_at=None)

    def mentions(self):
        """Those by which a colleague calls on the user."""
        return self.filter(wording=Wording.MENTIONED)

    def dead(self):
        """Those that were given up, newest first."""
        return self.filter(Q(state=State.DEAD)).order_by("-id")
