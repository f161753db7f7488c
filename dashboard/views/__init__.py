"""The staff home page and figures, and the figures for everybody."""

from dashboard.views.analysis import Analysis, AnalysisFile
from dashboard.views.figures import Figures, FiguresFile
from dashboard.views.home import Home

__all__ = ["Analysis", "AnalysisFile", "Figures", "FiguresFile", "Home"]
