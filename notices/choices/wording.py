"""What notices say."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from notices.choices import sentences


class Wording(TextChoices):
    """What a notice says. ``{number}`` is the case, ``{date}`` a day, ``{unit}`` a unit: never a word of the story."""

    CASE_ASSIGNED = (
        "case_assigned",
        _("Case {number} has been assigned to {unit}. Please sign for it by {date}."),
    )
    CASE_URGENT = "case_urgent", _("URGENT: people are in danger, case {number}. Please act at once.")
    CASE_CO_HANDLED = "case_co_handled", _("Your unit is asked to help {unit} with case {number}.")
    CASE_HANDED_UP = (
        "case_handed_up",
        _("Case {number} was handed up sealed by {unit}. Please decide on it by {date}."),
    )
    CASE_OBJECTED = (
        "case_objected",
        _("{unit} objects that case {number} isn't its own. Please decide by {date}."),
    )
    OBJECTION_GRANTED = (
        "objection_granted",
        _("Case {number}: it is agreed that it isn't a matter of {unit}. It has left your list."),
    )
    CASE_IMPOSED = (
        "case_imposed",
        _("Case {number}: the commission has decided that it is a matter of {unit}."),
    )
    OBJECTION_REFUSED = (
        "objection_refused",
        _("Case {number}: your objection was refused. Please sign for it by {date}."),
    )
    TIME_ASKED = "time_asked", _("Case {number}: a colleague asks for more time. Please decide by {date}.")
    TIME_GRANTED = "time_granted", _("Case {number}: more time was granted to {unit}. It is due on {date}.")
    TIME_REFUSED = "time_refused", _("Case {number}: more time was refused. It is due on {date}.")
    CASE_GOES_ON = (
        "case_goes_on",
        _("Case {number}: nobody waits for the citizen any more. It is due on {date}."),
    )
    CASE_HANDED_BACK = "case_handed_back", _("{unit} has handed case {number} back. Please assign it again.")
    CASE_RECALLED = "case_recalled", _("Case {number} has been recalled from {unit}.")
    CASE_ANSWERED = (
        "case_answered",
        _("{unit} has answered case {number}. Please check the answer by {date}."),
    )
    CASE_RETURNED = (
        "case_returned",
        _("The answer to case {number} was returned. Please answer again by {date}."),
    )
    CASE_SUPERVISED = "case_supervised", _("Case {number} is under supervision of the commission.")
    CASE_CONTRIBUTED = "case_contributed", _("{unit} has added its part to case {number}.")
    PART_ASKED = "part_asked", _("Case {number}: {unit} asks for your unit's part by {date}.")
    PART_RETURNED = (
        "part_returned",
        _("Case {number}: {unit} has sent your part back. Please hand it in again by {date}."),
    )
    PART_DUE = "part_due", _("Case {number}: the part of {unit} is due on {date}.")
    PART_LATE = "part_late", _("Case {number}: {unit} has owed its part since {date}.")
    MENTIONED = "mentioned", _("A colleague mentions you in an internal note on case {number}.")
    CASE_REOPENED = (
        "case_reopened",
        _("Case {number} was reopened: the citizen is not satisfied. Due {date}."),
    )
    CASE_WITHDRAWN = "case_withdrawn", _("The citizen has withdrawn case {number}; its clocks have stopped.")
    WITHDRAWAL_TAKEN_BACK = (
        "withdrawal_taken_back",
        _("The citizen of case {number} has taken the withdrawal back. Please assign it by {date}."),
    )
    CASE_LEADS = "case_leads", sentences.CASE_LEADS
    REVIEW_ASKED = (
        "review_asked",
        _("Case {number}: a review of the answer of {unit} is asked for. Please decide by {date}."),
    )
    ANSWER_UNDER_REVIEW = (
        "answer_under_review",
        _("Case {number}: the citizen asks the next higher body to review the answer."),
    )
    HEARING_CALLED = (
        "hearing_called",
        _("Case {number}: there is a hearing in the review of the answer. Time and place stand in the case."),
    )
    HEARING_OVER = (
        "hearing_over",
        _("Case {number}: the hearing is over. Please decide on the review by {date}."),
    )
    REVIEW_DECIDED = "review_decided", _("Case {number}: the review of the answer is decided.")
    ANSWER_REVOKED = (
        "answer_revoked",
        _("Case {number}: the review has revoked your answer. Please handle the matter anew by {date}."),
    )
    CASE_RELOCATED = (
        "case_relocated",
        _("Case {number} has come to {unit}: the place was put right. Due {date}."),
    )
    CASE_CLOSED = "case_closed", _("Case {number} is closed.")
    CLOCK_REMIND = "clock_remind", _("Case {number} is due on {date}.")
    CLOCK_YELLOW = "clock_yellow", _("Yellow card: case {number} was due on {date}.")
    CLOCK_RED = "clock_red", _("Red card: case {number} has been overdue since {date}.")
    CLOCK_ESCALATE = (
        "clock_escalate",
        _("Nobody has moved case {number}, due on {date}. It now comes to you: {unit}."),
    )
    CLOCK_MOVED = (
        "clock_moved",
        _("Case {number}: a working day was set anew, so the last day is {date} now."),
    )
    CITIZEN_WROTE = "citizen_wrote", _("The citizen of case {number} has written. Please read it and reply.")
    EVIDENCE_ADDED = "evidence_added", _("The citizen of case {number} has added files. Please look at them.")
    REVENGE_REPORTED = (
        "revenge_reported",
        _("URGENT: the citizen of case {number} reports revenge. Please act at once."),
    )
    IDENTITY_ASKED = (
        "identity_asked",
        _("Case {number}: a colleague asks to open the citizen's identity. Please decide."),
    )
    IDENTITY_DECIDED = "identity_decided", _("Case {number}: it is decided on opening the identity.")
    RELEASE_ASKED = "release_asked", _("Case {number}: a text for the public waits for your decision.")
    RELEASE_DECIDED = "release_decided", _("Case {number}: it is decided on the text for the public.")
    CASE_PROMISED = "case_promised", _("Case {number}: a promise made on the air is due on {date}.")
    SESSION_LINED_UP = (
        "session_lined_up",
        _("Hotline {number}: {unit} is on the line. Please report leader, post and topic by {date}."),
    )
    SESSION_STEP_DUE = "session_step_due", _("Hotline session {number}: to be prepared by {date}.")
    SESSION_CHANGED = "session_changed", _("Hotline session {number} was moved or cancelled ({date}).")
    EDITION_DRAFTED = "edition_drafted", _("Hotline {number}: please check the feedback edition ({date}).")
    GUIDANCE_SENT = "guidance_sent", _("Hotline guidance {number}: please confirm it by {date}.")
    CALL_BACK_URGENT = "call_back_urgent", _("Case {number}: please call the citizen back by {date}.")
    CALL_BACK_LATE = "call_back_late", _("Case {number}: the call-back was due on {date}.")
    ORDER_ISSUED = (
        "order_issued",
        _("Supervision order {number} to {unit}. Please sign for it and reply by {date}."),
    )
    ORDER_REPLIED = (
        "order_replied",
        _("{unit} has replied to supervision order {number}. Please check the reply."),
    )
    ORDER_ACCEPTED = "order_accepted", _("The reply to supervision order {number} was accepted.")
    ORDER_REFUSED = (
        "order_refused",
        _("The reply to supervision order {number} was refused. Please reply again by {date}."),
    )
    ORDER_REISSUED = (
        "order_reissued",
        _("Supervision order {number} to {unit} was re-issued by the level above."),
    )
    ORDER_WITHDRAWN = "order_withdrawn", _("Supervision order {number} to {unit} was withdrawn.")
    ORDER_CLOSED = "order_closed", _("Supervision order {number} is closed.")
    ORDER_REMIND = "order_remind", _("The reply to supervision order {number} is due on {date}.")
    ORDER_YELLOW = (
        "order_yellow",
        _("Yellow card: the reply to supervision order {number} was due on {date}."),
    )
    ORDER_RED = (
        "order_red",
        _("Red card: {unit} has owed its reply to supervision order {number} since {date}."),
    )
    ORDER_ESCALATE = (
        "order_escalate",
        _("{unit} hasn't replied to supervision order {number}, due on {date}. It now comes to you."),
    )
    ORDER_MOVED = (
        "order_moved",
        _("Supervision order {number}: a working day was set anew, so the reply is due on {date} now."),
    )
    OBJECTION_LAPSED = "objection_lapsed", _("Case {number}: the objection has lapsed; {unit} keeps it.")
    TIME_LAPSED = "time_lapsed", _("Case {number}: nobody decided on more time; it is due on {date}.")
    ACT_ASKED = "act_asked", _("Please decide by {date}: {act}, {number}.")
    ACT_DECIDED = "act_decided", _("It is decided: {act}, {number}.")
    ACT_LAPSED = "act_lapsed", _("Nobody decided in time, so it has lapsed: {act}, {number}.")
    ACCOUNT_DUE = "account_due", _("Accountability file {number} is due on {date}.")
    ACCOUNT_LATE = "account_late", _("Accountability file {number} has been overdue since {date}.")
    CASE_TAKEN_OVER = "case_taken_over", _("Case {number} is with {unit} now, as others keep away: {date}.")
    CITIZEN_RECUSAL = (
        "citizen_recusal",
        _(
            "Your demand that somebody keeps away from your complaint is decided. Read it with your receipt code."
        ),
    )
    CITIZEN_IDENTITY_OPENED = (
        "citizen_identity_opened",
        _("The discipline commission has read your name and phone number. The reason is recorded."),
    )
    CITIZEN_ASKED = (
        "citizen_asked",
        _("There is a message about your complaint. Read it with your receipt code."),
    )
    CITIZEN_EXTENDED = (
        "citizen_extended",
        _("Your complaint takes longer. Read the reason and the new date with your receipt code."),
    )
    CITIZEN_DATE_MOVED = (
        "citizen_date_moved",
        _("A date of your complaint has changed. Read it with your receipt code."),
    )
    CITIZEN_ACCEPTED = (
        "citizen_accepted",
        _("Your complaint has been accepted. Follow it with your receipt code."),
    )
    CITIZEN_DECLINED = (
        "citizen_declined",
        _("There is a decision on your complaint. Read it with your receipt code."),
    )
    CITIZEN_TAKEN_UP = (
        "citizen_taken_up",
        _("Your complaint has been taken up again. Follow it with your receipt code."),
    )
    CITIZEN_WITHDRAWN = (
        "citizen_withdrawn",
        _("Your complaint was withdrawn with your receipt code. Was it not you? Take it back with the code."),
    )
    CITIZEN_REVIEWED = (
        "citizen_reviewed",
        _("There is a decision on your request for a review. Read it with your receipt code."),
    )
    CITIZEN_CLOSED = (
        "citizen_closed",
        _("Your complaint has been answered. Read and rate it with your receipt code."),
    )
    REPLY_RECEIVED = (
        "reply_received",
        _(
            "Your complaint was received. Receipt code: {code}. It works once: open {link}, enter it and note the new code that replaces it."
        ),
    )
    REPLY_WITHOUT_FILES = (
        "reply_without_files",
        _(
            "Your complaint was received, but not these files: {files}. Receipt code: {code}. It works once: open {link}, enter it and note the new code that replaces it."
        ),
    )
    REPLY_ADDED = "reply_added", _("What you wrote was added to your complaint.")
    REPLY_ADDED_WITHOUT_FILES = (
        "reply_added_without_files",
        _("What you wrote was added to your complaint, but not these files: {files}."),
    )
    REPLY_NOT_OPEN = (
        "reply_not_open",
        _(
            "This complaint is no longer open, so nothing was added. Read it with your receipt code at {link}, or write anew."
        ),
    )
    REPLY_WAIT = (
        "reply_wait",
        _("Several of your messages still wait for a reply, so this one was not added. Please wait for it."),
    )
    REPLY_HELP = "reply_help", sentences.REPLY_HELP
    REPLY_TOO_LARGE = (
        "reply_too_large",
        _("Your e-mail is too large and was not taken in. Please send it in parts, or complain at {link}."),
    )
    REPLY_NO_MORE_SMS = (
        "reply_no_more_sms",
        _("You will get no more text messages about your complaints. Follow them at {link}."),
    )
    VISIT_ASKED = "visit_asked", sentences.VISIT_ASKED
    REPLY_VOTE_TAKEN = "reply_vote_taken", sentences.REPLY_VOTE_TAKEN
    REPLY_VOTE_BAD = "reply_vote_bad", sentences.REPLY_VOTE_BAD
    REPLY_VOTE_SECOND = "reply_vote_second", sentences.REPLY_VOTE_SECOND
    REPLY_VOTE_LATE = "reply_vote_late", sentences.REPLY_VOTE_LATE
    REPLY_VOTE_HELP = "reply_vote_help", sentences.REPLY_VOTE_HELP
    REPLY_NO_MORE_RATING = "reply_no_more_rating", sentences.REPLY_NO_MORE_RATING
    REPLY_PRESSURE = "reply_pressure", sentences.REPLY_PRESSURE
    DIGEST = "digest", _("You have {count} new notices. Sign in to read them.")
    DEAD_LETTERS = "dead_letters", _("{count} notices could not be delivered. Please look at them.")
    PASSWORD_CHANGED = "password_changed", sentences.PASSWORD_CHANGED
    FACTORS_CHANGED = "factors_changed", sentences.FACTORS_CHANGED
    FACTORS_RESET = "factors_reset", sentences.FACTORS_RESET
    AUDIT_BROKEN = (
        "audit_broken",
        _(
            "ALARM: the audit isn't as it was sealed. {fault}: {place}. Change nothing; look at the state of the chain."
        ),
    )
    BULLETIN_DRAFTED = "bulletin_drafted", _("{unit}: the bulletin on {date} is drafted. Please complete it.")
    BULLETIN_SENT = "bulletin_sent", _("Circular {number} was sent to {unit}. Please sign for it by {date}.")
    BULLETIN_CHANGED = "bulletin_changed", _("Circular {number} to {unit} was corrected or withdrawn.")
    BULLETIN_REPLY_ASKED = "bulletin_reply_asked", _("A public text is to name {unit}. Reply by {date}.")
    BULLETIN_REPLIED = "bulletin_replied", _("{unit} has replied to what a bulletin says of it.")
    REGISTER_ALARM = "register_alarm", _("Alarm of {date} at {unit}, record {number}: it has come up to you.")
    REGISTER_PROPOSAL = "register_proposal", _("{unit}, record {number}: accountability proposed ({date}).")
    LEAD_GONE = "lead_gone", sentences.LEAD_GONE
    LEAD_LEFT = "lead_left", sentences.LEAD_LEFT
    LEAD_CAME_UP = "lead_came_up", sentences.LEAD_CAME_UP
    WINDOW_ALARM = "window_alarm", sentences.WINDOW_ALARM
    WINDOW_WATCHED = "window_watched", sentences.WINDOW_WATCHED
    WINDOW_ALARM_BACK = "window_alarm_back", sentences.WINDOW_ALARM_BACK
    APPRAISAL_RESULT = "appraisal_result", sentences.APPRAISAL_RESULT
    APPRAISAL_CORRECTED = "appraisal_corrected", sentences.APPRAISAL_CORRECTED
    APPRAISAL_PUBLISHED = "appraisal_published", sentences.APPRAISAL_PUBLISHED
    TEST = "test", _("Test: {words}")
