"""The pages of the programme."""

from hotline.views.desk import Desk, QuestionPage
from hotline.views.editions import EditionPage
from hotline.views.guidance import GuidanceList, GuidancePage, GuidanceWrite
from hotline.views.overview import Overview, SessionAdd
from hotline.views.public import PublicCalendar, PublicSession, PublicSessions
from hotline.views.screen import Screen
from hotline.views.sessions import GuestPage, SessionMovePage, SessionPage

__all__ = [
    "Desk",
    "EditionPage",
    "GuestPage",
    "GuidanceList",
    "GuidancePage",
    "GuidanceWrite",
    "Overview",
    "PublicCalendar",
    "PublicSession",
    "PublicSessions",
    "QuestionPage",
    "Screen",
    "SessionAdd",
    "SessionMovePage",
    "SessionPage",
]
