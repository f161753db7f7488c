"""The admin console of inspectors and administrators: pages to work from, and behind them the registers."""

from campaign.console.menu import MENU
from campaign.console.site import Console

__all__ = ["MENU", "Console"]
