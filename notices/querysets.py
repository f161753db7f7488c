"""Ready-made questions about notices."""

from django.db.models import Q, QuerySet

from notices.choices import Channel, State, Wording

UNSENT = (State.PENDING, State.RETRYING, State.SENDING, State.UNKNOWN)


class NoticeQuerySet(QuerySet):
    """Rows of the outbox."""

    def due(self, *, at):
        """Notices that have to leave by now and have not; also those of whose sending nothing was heard any more."""
        return self.filter(state__in=UNSENT, next_attempt_at__lte=at)

    def gathered(self, *, at):
        """Those whose summary is due."""
        return self.filter(state=State.GATHERED, next_attempt_at__lte=at)

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


class VersionQuerySet(QuerySet):
    """Versions of templates and routes, of which nothing is ever changed."""

    def newest_per(self, *columns):
        """The newest of each combination of these columns."""
        return self.order_by(*columns, "-id").distinct(*columns)
