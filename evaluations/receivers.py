"""The rating panel on the tracking page."""

from django.dispatch import receiver

from complaints.signals import tracking_opened
from evaluations.forms.ratings import RatingForm
from evaluations.selectors.ratings import is_ready_to_rate, may_reopen, rating_of


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
