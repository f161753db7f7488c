"""The addresses of supervision, one module for each of its subjects."""

from supervision.urls.leads import urlpatterns as leads
from supervision.urls.ledger import urlpatterns as ledger
from supervision.urls.orders import urlpatterns as orders

app_name = "supervision"

urlpatterns = [*orders, *leads, *ledger]
