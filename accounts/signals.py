"""What the apps above hear of, in the same transaction."""

from django.dispatch import Signal

# Somebody has declared a tie: ``user`` and ``at``. From now on cases are shut to him that he may have in hand.
tie_declared = Signal()
