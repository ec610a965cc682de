"""What the program says of itself: one line an event on standard error, in UTC, without personal data or secrets."""

import logging
import re
import time

from flask import Flask

# A secret of ours as it stands in an address (`core.secret.new_token`): 43 signs, no more and no fewer.
_SECRET = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])", re.ASCII)
# Who writes down addresses that were asked for: the servers' logs of accesses and of errors.
_SERVERS = ("gunicorn.access", "gunicorn.error", "werkzeug")


class Masking(logging.Formatter):
    """Lines in which no secret link can be read, be it in the message or in what follows an error."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def masked(text: str) -> str:
    """`text` with every secret of ours replaced by three dots."""
    return _SECRET.sub("…", text)


def _mask(record: logging.LogRecord) -> bool:
    record.msg, record.args = masked(record.getMessage()), ()
    return True


def install(_app: Flask) -> None:
    """Let everything from INFO on be heard. Each create_app uses the same one handler."""
    for name in _SERVERS:
        server = logging.getLogger(name)
        if _mask not in server.filters:
            server.addFilter(_mask)
    logger = logging.getLogger("scdapp")
    if not logger.handlers:
        formatter = Masking("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        handler = logging.StreamHandler()
        handler.setFormatter(formatter)
        logger.addHandler(handler)
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
