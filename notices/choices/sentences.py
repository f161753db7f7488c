"""The longer sentences of notices, for the list of wordings: of service windows, and of accounts."""

from django.utils.translation import gettext_lazy as _

VISIT_ASKED = _(
    "The discipline commission asks: how was your visit to {unit}? Reply 1 satisfied, 2 mostly, 3 not, and why. Pressed to praise? Reply 9. Until {date}. No more: T"
)
REPLY_VOTE_TAKEN = _("Thank you, your rating is counted. The unit does not learn who you are.")
REPLY_VOTE_BAD = _(
    "Thank you, your rating is counted; the unit does not learn who you are. If something has to be put right, complain here: {link}"
)
REPLY_VOTE_SECOND = _("You have rated this visit before; the first rating counts.")
REPLY_VOTE_LATE = _("The time for this rating has run out, so it is not counted. Thank you all the same.")
REPLY_VOTE_HELP = _(
    "Please begin with 1 (satisfied), 2 (mostly satisfied) or 3 (not satisfied). 9: I was pressed to praise. T: no more invitations."
)
REPLY_NO_MORE_RATING = _("You will get no more invitations to rate.")
REPLY_PRESSURE = _("Thank you. The discipline commission looks into it; the unit does not learn of it.")
PASSWORD_CHANGED = _(
    "The password of your account was changed. If that wasn't you, tell the security administrator now."
)
FACTORS_CHANGED = _(
    "Your second factor was changed. If that wasn't you, tell the security administrator now."
)
FACTORS_RESET = _(
    "Two security administrators have reset your second factor. Set up a new one at your next sign-in."
)
