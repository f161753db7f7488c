"""The addresses of supervision orders."""

from django.urls import path

from supervision import views

urlpatterns = [
    path("orders/", views.OrderList.as_view(), name="order-list"),
    path("orders/export/", views.OrderExport.as_view(), name="order-export"),
    path("orders/new/", views.OrderAdd.as_view(), name="order-add"),
    path("orders/<int:order>/", views.OrderDetail.as_view(), name="order-detail"),
    path("orders/<int:order>/paper/", views.OrderPaper.as_view(), name="order-paper"),
    path("orders/<int:order>/moves/<slug:step>/", views.OrderMovePage.as_view(), name="order-move"),
]
