"""What this app joins of the cases below it."""

from supervision.receivers import call_backs as call_backs
from supervision.receivers import console as console
from supervision.receivers import keeping_away as keeping_away
from supervision.receivers import ledger as ledger
from supervision.receivers import orders as orders
