"""The staff home page and figures, and the figures for everybody."""

from dashboard.views.analysis import Analysis, AnalysisFile
from dashboard.views.campaign import CampaignHome, CampaignPage
from dashboard.views.figures import Figures, FiguresFile
from dashboard.views.home import Home
from dashboard.views.sector import SectorList, SectorPage

__all__ = [
    "Analysis",
    "AnalysisFile",
    "CampaignHome",
    "CampaignPage",
    "Figures",
    "FiguresFile",
    "Home",
    "SectorList",
    "SectorPage",
]
