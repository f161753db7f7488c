"""What the tracking page shows of this app (the rating, whether one may be called), and what visitors answer by text message."""

from django.dispatch import receiver

from complaints.signals import text_came, tracking_opened
from evaluations.forms.ratings import RatingForm
from evaluations.selectors.call_lists import told_of_calls
from evaluations.selectors.ratings import is_ready_to_rate, may_reopen, rating_of
from evaluations.services import take_reply


@receiver(tracking_opened)
def offer_rating(sender, *, case, tracking_pass, **kwargs):
    """Offer the form once an answer is released, and show the rating once it is given."""
    if not is_ready_to_rate(case):
        return None
    rating = rating_of(case)
    form = (
        None if rating else RatingForm(initial={"tracking_pass": tracking_pass}, may_reopen=may_reopen(case))
    )
    return {"template": "evaluations/rating_panel.html", "context": {"rating": rating, "form": form}}


@receiver(tracking_opened)
def show_calls(sender, *, case, tracking_pass, **kwargs):
    """To whoever left a number: whether he may be called, when it was tried, and the button to change his mind."""
    told = told_of_calls(case)
    if told is None:
        return None
    return {
        "template": "evaluations/calls_panel.html",
        "context": {"told": told, "tracking_pass": tracking_pass},
    }


@receiver(text_came)
def take_text_for_reply(sender, *, phone, words, has_open_case, at, **kwargs):
    """A text message from a number that was invited to rate its visit."""
    return take_reply(phone=phone, words=words, has_open_case=has_open_case, at=at)
