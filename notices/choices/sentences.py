"""The longer sentences of notices, for the list of wordings."""

from django.utils.translation import gettext_lazy as _

CASE_LEADS = _(
    "Case {number} leads its matter now, since the case before it was withdrawn. Please assign it by {date}."
)
REPLY_HELP = _(
    "To complain, tell us what happened, where and when, in at least 10 characters. To follow a complaint, enter your receipt code at {link}."
)
LEAD_GONE = _(
    "{number}, about {unit}, is with another discipline commission now. Nothing is left for you to do about it."
)
LEAD_LEFT = _("{number}, about {unit}, is open again: nobody has it in hand any more. Please look at it.")
LEAD_CAME_UP = _("{number}, about {unit}, has come to your discipline commission. Please look at it.")
WINDOW_ALARM = _(
    "Service window {unit}, {date}: something looks wrong with its ratings. Please look into it."
)
WINDOW_WATCHED = _(
    "Service window {unit}, {date}: its figures look unusual. The commission looks into it; the window isn't told."
)
WINDOW_ALARM_BACK = _(
    "Service window {unit}: an alarm that was dismissed is back on {date} with new evidence. Please look into it."
)
APPRAISAL_RESULT = _(
    "The result of {unit} in the public appraisal is public. Its leader can appeal on this page until {date}, with reasons."
)
APPRAISAL_CORRECTED = _(
    "The ranking of the public appraisal was published anew after the appeal of another unit. For {unit} this has changed: {words}."
)
APPRAISAL_PUBLISHED = _("The appraisal by {unit} is public. The appraised units can appeal until {date}.")
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
