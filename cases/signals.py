"""Where apps above may follow and add to a case without cases knowing them."""

from django.dispatch import Signal

# Sent with ``case``, ``complaint`` and ``firewall`` inside the transaction in which a case was opened, when all is written.
case_received = Signal()

# Sent with ``case``, ``event`` and ``firewall`` inside the transaction of every move of the lifecycle table, when all is
# written. A receiver may raise ``MoveRefused``: then nothing is kept of the move.
case_moved = Signal()

# Sent with ``case`` and ``at`` inside the transaction in which one more unit or person is named as accused.
accused_named = Signal()

# Sent with ``case``, ``user`` and ``at`` inside the transaction in which it was decided that this user keeps away from the case.
kept_away = Signal()

# Sent with ``case``, ``user`` and ``conclusion`` (None where there is none that he may read) when somebody has opened the
# page of a case that he may read. A receiver answers with None
# or with {"template": name, "context": mapping, "buttons": list}; the template is shown on the page and reads the mapping as
# ``panel``, the buttons stand among those of the moves.
case_opened = Signal()

# Sent with ``case`` and ``user`` when somebody reads the page of a case in the console. A receiver answers with None or with
# a list of {"title": words, "lines": [{"label": words, "url": address, "note": words, "tone": colour or ""}]}.
case_studied = Signal()

# Sent with ``case`` and ``at`` inside the transaction in which somebody at a desk has taken down what a caller tells. Exactly one
# receiver answers, with the temporary receipt code that is read out to the caller.
receipt_wanted = Signal()
