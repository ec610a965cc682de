"""Who did what to a booking, and when."""

import json
from datetime import datetime
from typing import Any

from scdapp.core.db import write_new
from scdapp.registration.models import Booking, Change, Participant
from scdapp.registration.rules import Actor


def record(
    booking: Booking,
    what: str,
    *,
    actor: Actor,
    now: datetime,
    participant: Participant | None = None,
    **detail: Any,
) -> None:
    """Write down a change; `detail` is what was and what is, never anything of food or access needs."""
    write_new(
        Change(
            booking_id=booking.id,
            participant_id=participant.id if participant else None,
            at=now,
            actor=actor.kind,
            actor_name=actor.name,
            what=what,
            detail=json.dumps(detail, ensure_ascii=False, default=str, sort_keys=True),
        )
    )
    if booking.changed_at != now:  # a booking that was written this moment need not be written again
        booking.changed_at = now
