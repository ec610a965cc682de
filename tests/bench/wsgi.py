"""The application on the measured data, in the middle of the conference's first morning."""

import os
from pathlib import Path

from scdapp.app import create_app
from scdapp.core.clock import MovableClock
from tests.bench.edition import MORNING

instance = Path(os.environ["SCDAPP_INSTANCE"])
app = create_app({"INSTANCE": str(instance), "CLOCK": MovableClock(instance / "clock", MORNING)})
