"""What a call-back tells the apps above."""

from django.dispatch import Signal

# Sent with ``case``, ``call_back`` and ``at``, in the transaction of the call-back: its citizen says that the matter isn't
# settled, and the case has been handled anew once already or can't be for another reason.
dissatisfied_again = Signal()
