"""The addresses of bulletins: the staff's pages, those of the media, and what everybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from bulletins import views

app_name = "bulletins"

urlpatterns = [
    path("bulletins/", views.PublicList.as_view(), name="public-list"),
    path("bulletins/feed.atom", login_not_required(views.PublicFeed()), name="feed"),
    path("bulletins/<slug:slug>/", views.PublicPage.as_view(), name="public-page"),
    path("bulletins/<slug:slug>/press.pdf", views.PublicFile.as_view(), name="public-file"),
    path("media/bulletins/", views.MediaList.as_view(), name="media-list"),
    path("media/bulletins/<slug:slug>/", views.MediaPage.as_view(), name="media-page"),
    path("staff/bulletins/", views.BulletinList.as_view(), name="bulletin-list"),
    path("staff/bulletins/add/", views.BulletinAdd.as_view(), name="bulletin-add"),
    path("staff/bulletins/late/", views.LateReaders.as_view(), name="late-readers"),
    path("staff/bulletins/circulars/", views.CircularList.as_view(), name="circular-list"),
    path("staff/bulletins/circulars/<int:recipient>/", views.Circular.as_view(), name="circular"),
    path(
        "staff/bulletins/circulars/<int:recipient>/<slug:kind>/",
        views.CircularFile.as_view(),
        name="circular-file",
    ),
    path("staff/bulletins/replies/<int:asked>/", views.Reply.as_view(), name="reply"),
    path("staff/bulletins/editions/<int:edition>/", views.EditionPage.as_view(), name="edition"),
    path("staff/bulletins/editions/<int:edition>/words/", views.EditionWrite.as_view(), name="edition-write"),
    path(
        "staff/bulletins/editions/<int:edition>/units/",
        views.EditionAddress.as_view(),
        name="edition-address",
    ),
    path(
        "staff/bulletins/editions/<int:edition>/<slug:kind>/",
        views.EditionFile.as_view(),
        name="edition-file",
    ),
    path("staff/bulletins/passages/<int:passage>/", views.PassageWrite.as_view(), name="passage"),
    path("staff/bulletins/items/<int:item>/", views.ItemEdit.as_view(), name="item"),
    path("staff/bulletins/<int:bulletin>/", views.BulletinDetail.as_view(), name="bulletin"),
    path("staff/bulletins/<int:bulletin>/items/", views.ItemChoose.as_view(), name="item-choose"),
    path("staff/bulletins/<int:bulletin>/items/<int:case>/", views.ItemAdd.as_view(), name="item-add"),
]
