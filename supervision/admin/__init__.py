"""The console's pages of supervision."""

from supervision.admin import orders as orders
