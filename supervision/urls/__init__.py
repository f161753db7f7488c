from supervision.urls.orders import urlpatterns as orders

app_name = "supervision"

urlpatterns = [*orders]
