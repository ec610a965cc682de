"""The application on the measured data, in the middle of the conference's first morning."""

import os
from pathlib import Path

from tests.bench.edition import open_app

app = open_app(Path(os.environ["SCDAPP_INSTANCE"]))
