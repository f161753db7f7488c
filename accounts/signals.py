"""What the apps above hear of, in the same transaction, without accounts knowing them."""

from django.dispatch import Signal

# Somebody has declared a tie: ``user`` and ``at``. From now on cases are shut to him that he may have in hand.
tie_declared = Signal()

# Something of an account has changed: ``users`` (whom it concerns), ``news`` (a word of AccountNews), ``about`` (which
# event, told once) and ``at``.
account_news = Signal()

# Sent with ``user`` (whose page it is) and ``reader`` when somebody reads the page of a user in the console. A receiver answers
# with None or with {"title": words, "lines": [{"label": words, "note": words}], "url": address of the whole}.
user_studied = Signal()
