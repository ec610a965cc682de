"""A motion that came in by the form, and the receipt for it."""

from datetime import datetime

from scdapp.core import words
from scdapp.meetings import letters, motion_service
from scdapp.meetings.models import Motion
from scdapp.meetings.motion_rules import MotionFacts
from scdapp.outbox import service as outbox


def receive(meeting_id: int, facts: MotionFacts, *, form_key: str, language: str, now: datetime) -> Motion:
    """The motion, and a letter to whoever wrote it; the same form sent twice is one of each. Refuses a late one."""
    motion = motion_service.receive_motion(meeting_id, facts, form_key=form_key, now=now)
    values = {
        "namn": motion.sender_name,
        "ar": str(motion.meeting.year),
        "nummer": str(motion.number),
        "mottagen": words.moment(motion.received_at),
        "rubrik": motion.title,
        "yrkanden": "\n".join(one.text for one in motion.clauses),
    }
    if motion.sender_email:
        outbox.queue(
            letters.MOTION_RECEIVED,
            motion.sender_email,
            values,
            language=language,
            about=motion.uid,
            key=f"motion:{motion.uid}",
            now=now,
        )
    return motion
