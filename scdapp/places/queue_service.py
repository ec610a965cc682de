"""Verbs on rows that wait: participants, products, seminars. A row stands in one queue at a time."""

from datetime import datetime

from scdapp.places import service
from scdapp.places.models import Queued


def wait(row: Queued, quota_id: int, *, now: datetime) -> None:
    """Let `row` stand last in the queue of the quota that was full."""
    row.queue_id = quota_id
    row.queue_number = service.join_queue(quota_id)
    row.queued_at = now
    row.offered_at = row.offer_ends_at = None


def leave(row: Queued) -> None:
    """Take `row` out of the queue it stands in, if it does; the moment it came is kept."""
    if row.queue_id is not None:
        service.leave_queue(row.queue_id)
    row.queue_id = row.queue_number = None


def offer(row: Queued, *, ends_at: datetime, now: datetime) -> None:
    """From the queue to an offer that must be answered before `ends_at`. The places are taken by the caller."""
    leave(row)
    row.offered_at, row.offer_ends_at = now, ends_at


def settle(row: Queued) -> None:
    """The offer has been answered, or ended."""
    leave(row)
    row.offered_at = row.offer_ends_at = None
