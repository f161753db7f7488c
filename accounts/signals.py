"""What apps above want to hear of an account without accounts knowing them."""

from django.dispatch import Signal

# Sent inside the transaction of the change, with ``users`` (whom it concerns), ``news`` (a word of AccountNews), ``about``
# (which event, told once) and ``at``.
account_news = Signal()
