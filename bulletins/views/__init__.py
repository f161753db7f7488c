"""The pages of bulletins: for those who write them, for the units that get them, for the media, and for everybody."""

from bulletins.views.circulars import Circular, CircularFile, CircularList, Reply
from bulletins.views.dossiers import BulletinAdd, BulletinDetail, BulletinList, LateReaders
from bulletins.views.editions import EditionFile, EditionPage
from bulletins.views.items import ItemAdd, ItemChoose, ItemEdit
from bulletins.views.media import MediaList, MediaPage
from bulletins.views.public import PublicFeed, PublicFile, PublicList, PublicPage
from bulletins.views.writing import EditionAddress, EditionWrite, PassageWrite

__all__ = [
    "BulletinAdd",
    "BulletinDetail",
    "BulletinList",
    "Circular",
    "CircularFile",
    "CircularList",
    "EditionAddress",
    "EditionFile",
    "EditionPage",
    "EditionWrite",
    "ItemAdd",
    "ItemChoose",
    "ItemEdit",
    "LateReaders",
    "MediaList",
    "MediaPage",
    "PassageWrite",
    "PublicFeed",
    "PublicFile",
    "PublicList",
    "PublicPage",
    "Reply",
]
