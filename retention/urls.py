"""The addresses of retention."""

app_name = "retention"
urlpatterns = []
