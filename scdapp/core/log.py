"""What the program says of itself: one line an event on standard error, in UTC, without personal data or secrets."""

import logging
import time

from flask import Flask


def install(_app: Flask) -> None:
    """Let everything from INFO on be heard. Each create_app uses the same one handler."""
    logger = logging.getLogger("scdapp")
    if not logger.handlers:
        formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        handler = logging.StreamHandler()
        handler.setFormatter(formatter)
        logger.addHandler(handler)
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
