"""When a mail is tried again, and what may be done with it. Pure."""

import random
from datetime import timedelta

# In the order in which somebody wants to see them.
STATE_WORDS = {
    "dead": "kom inte fram",
    "queued": "på väg",
    "held": "hålls kvar",
    "sending": "skickas nu",
    "sent": "skickat",
    "stopped": "stoppat",
}
STATE_PATHS = {
    "dead": "kom-inte-fram",
    "queued": "pa-vag",
    "held": "halls-kvar",
    "sending": "skickas",
    "sent": "skickat",
    "stopped": "stoppat",
}
# From which states a mail can be held, stopped, sent again.
HELD_FROM = ("queued",)
STOPPED_FROM = ("queued", "held", "dead")
AGAIN_FROM = ("sent", "dead", "stopped")

MAX_ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=6)
ATTACHMENTS_LIMIT = 1024 * 1024


def pause_after(attempt: int, mail_id: int, *, first: timedelta) -> timedelta:
    """How long to wait after that many tries: four times as long each time, a fifth shorter or longer.

    The same mail waits equally long every time it is asked, but mails that failed together come back apart.
    """
    pause: timedelta = min(first * 4 ** (attempt - 1), LONGEST_PAUSE)
    return pause * random.Random(f"{mail_id}:{attempt}").uniform(0.8, 1.2)  # noqa: S311 - spreads, keeps no secret


def may_try_again(attempts: int) -> bool:
    """Whether a mail that has been tried that often is tried once more."""
    return attempts < MAX_ATTEMPTS
