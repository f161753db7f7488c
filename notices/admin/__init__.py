"""The console's pages about notices: the outbox, the words, and who is told by which channel."""

from notices.admin.outbox import NoticeAdmin
from notices.admin.routes import RouteAdmin
from notices.admin.templates import TemplateAdmin

__all__ = ["NoticeAdmin", "RouteAdmin", "TemplateAdmin"]
