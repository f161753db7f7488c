"""Where apps above hear of what citizens say, without this app knowing them."""

from evaluations.signals.call_backs import dissatisfied_again

__all__ = ["dissatisfied_again"]
