from django.urls.resolvers import URLPattern

app_name = "supervision"

urlpatterns: list[URLPattern] = []
