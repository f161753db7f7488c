"""The words, icons and colours with which the trail of a case speaks of moves, signals and ratings."""

from django.utils.translation import gettext_lazy

from cases.choices import Signal

# What is said of a move once it is made; ``{unit}`` is the unit that the case went to or came from.
MOVE_DONE = {
    "accept": gettext_lazy("Accepted"),
    "decline": gettext_lazy("Not accepted"),
    "reconsider": gettext_lazy("Taken up again"),
    "assign": gettext_lazy("Assigned to {unit}"),
    "reassign": gettext_lazy("Assigned anew to {unit}"),
    "recall": gettext_lazy("Recalled from {unit}"),
    "sign_for": gettext_lazy("Signed for"),
    # No longer a move; trails of before have it.
    "hand_back": gettext_lazy("Handed back by {unit}"),
    "object": gettext_lazy("{unit} objects that it isn't its own"),
    "consent": gettext_lazy("Agreed that it isn't a matter of {unit}"),
    "overrule": gettext_lazy("Objection refused"),
    "ask_time": gettext_lazy("More time asked for"),
    "grant_time": gettext_lazy("More time granted"),
    "refuse_time": gettext_lazy("More time refused"),
    "ask_citizen": gettext_lazy("The citizen is asked; the clock stands still"),
    "go_on": gettext_lazy("The clock runs again"),
    "ask_part": gettext_lazy("{unit} asked for its part"),
    "contribute": gettext_lazy("Part added by {unit}"),
    "return_part": gettext_lazy("Part sent back to {unit}"),
    "join": gettext_lazy("Joined to another case"),
    "split": gettext_lazy("Taken out of the matter"),
    "close_joined": gettext_lazy("Closed with the leading case"),
    "answer": gettext_lazy("Answer submitted"),
    "return": gettext_lazy("Answer returned"),
    "close": gettext_lazy("Case closed"),
    "supervise": gettext_lazy("Supervision ordered"),
    "reopen": gettext_lazy("Reopened"),
    "hand_up": gettext_lazy("Handed up sealed to {unit}"),
    "withdraw": gettext_lazy("Withdrawn by the citizen"),
    "take_back": gettext_lazy("Withdrawal taken back"),
    "lead": gettext_lazy("Leads the matter from now on"),
    "ask_review": gettext_lazy("Review asked of {unit}"),
    "decide_review": gettext_lazy("Review decided by {unit}"),
    "annul": gettext_lazy("Answer revoked by {unit}"),
    "recall_reviewed": gettext_lazy("Recalled from {unit} while under review"),
}
MOVE_ICONS = {
    "accept": "check",
    "decline": "ban",
    "reconsider": "refresh",
    "assign": "send",
    "reassign": "arrows-exchange",
    "recall": "arrow-back-up",
    "sign_for": "pencil",
    "hand_back": "arrow-back-up",
    "object": "ban",
    "consent": "check",
    "overrule": "arrow-right",
    "ask_time": "clock",
    "grant_time": "check",
    "refuse_time": "ban",
    "ask_citizen": "message-2",
    "go_on": "arrow-right",
    "ask_part": "users",
    "contribute": "plus",
    "return_part": "arrow-back-up",
    "join": "link",
    "split": "arrow-back-up",
    "close_joined": "circle-check",
    "answer": "message-2",
    "return": "arrow-back-up",
    "close": "circle-check",
    "supervise": "flag",
    "reopen": "refresh",
    "hand_up": "shield-lock",
    "withdraw": "ban",
    "take_back": "refresh",
    "lead": "arrow-right",
    "ask_review": "gavel",
    "decide_review": "gavel",
    "annul": "arrow-back-up",
    "recall_reviewed": "arrow-back-up",
}
MOVE_KINDS = {
    "close": "green",
    "close_joined": "green",
    "supervise": "yellow",
    "object": "yellow",
    "ask_time": "yellow",
    "reopen": "yellow",
    "ask_review": "yellow",
    "decide_review": "green",
    "annul": "red",
}
SIGNAL_ICONS = {
    Signal.REMIND: "bell",
    Signal.YELLOW: "alert-triangle",
    Signal.RED: "alert-octagon",
    Signal.ESCALATE: "arrow-right",
}
SIGNAL_KINDS = {Signal.YELLOW: "yellow", Signal.RED: "red", Signal.ESCALATE: "red"}
# The words of a rating as its event keeps them.
GRADES = {
    "satisfied": gettext_lazy("Satisfied"),
    "mostly": gettext_lazy("Mostly satisfied"),
    "dissatisfied": gettext_lazy("Dissatisfied"),
}
GRADE_REASONS = {
    "not_solved": gettext_lazy("The problem still exists"),
    "not_true": gettext_lazy("The answer does not match the facts"),
    "not_done": gettext_lazy("What was promised was not done"),
    "attitude": gettext_lazy("The staff's attitude or manner"),
    "too_slow": gettext_lazy("It took too long"),
    "other": gettext_lazy("Something else"),
}
