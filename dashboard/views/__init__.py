"""The staff home page, and the figures for everybody."""

from dashboard.views.figures import Figures, FiguresFile
from dashboard.views.home import Home

__all__ = ["Figures", "FiguresFile", "Home"]
