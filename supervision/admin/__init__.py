"""The console's pages of supervision."""

from supervision.admin import orders as orders
from supervision.admin.thresholds import ThresholdAdmin as ThresholdAdmin
