"""How long the suite looks: enough to notice a mistake; `make drill` and its like look longer."""

import os

IS_DRILL = os.environ.get("HYPOTHESIS_PROFILE") == "drill"
