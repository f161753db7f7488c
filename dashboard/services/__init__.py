"""Keeping the sums behind the figures, and making the demonstration data."""

from dashboard.services.counting import check_figures, count_anew, count_figures
from dashboard.services.demo import Keepsakes, load_demo
from dashboard.services.demo_codes import codes_now
from dashboard.services.demo_people import LOGINS, PASSWORD, Login

__all__ = [
    "LOGINS",
    "PASSWORD",
    "Keepsakes",
    "Login",
    "check_figures",
    "codes_now",
    "count_anew",
    "count_figures",
    "load_demo",
]
