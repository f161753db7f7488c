"""The rating panel on the tracking page, and what visitors of service windows answer by text message."""

from django.dispatch import receiver

from complaints.signals import text_came, tracking_opened
from evaluations.forms.ratings import RatingForm
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


@receiver(text_came)
def take_text_for_reply(sender, *, phone, words, has_open_case, at, **kwargs):
    """A text message from a number that was invited to rate its visit."""
    return take_reply(phone=phone, words=words, has_open_case=has_open_case, at=at)
