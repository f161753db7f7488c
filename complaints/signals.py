"""Where apps above may add to the tracking page without complaints knowing them."""

from django.dispatch import Signal

# Sent with ``case`` and ``tracking_pass`` when a citizen has opened a complaint. A receiver answers with None or with
# {"template": name, "context": mapping}; the template is shown on the page and reads the mapping as ``panel``.
tracking_opened = Signal()

# Sent with ``phone``, ``words``, ``has_open_case`` (a function that looks whether the number has just complained) and ``at`` before a
# text message is taken for a complaint, in the transaction that takes it in. A receiver that has stored it as a reply to something
# of its own answers with True, and it is no complaint then.
text_came = Signal()
