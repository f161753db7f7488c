"""The console's pages of what citizens say: of the answers, of the service windows, in the appraisal."""

from evaluations.admin.call_backs import CallBackAdmin
from evaluations.admin.ratings import RatingAdmin
from evaluations.admin.rounds import RoundAdmin
from evaluations.admin.windows import ServiceWindowAdmin, VisitAlarmAdmin

__all__ = ["CallBackAdmin", "RatingAdmin", "RoundAdmin", "ServiceWindowAdmin", "VisitAlarmAdmin"]
