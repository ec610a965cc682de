"""A motion that came in by the form, and the receipt for it."""

from datetime import datetime

from scdapp.accounts import rules as accounts
from scdapp.accounts import try_service
from scdapp.core import words
from scdapp.core.secret import fingerprint
from scdapp.meetings import letters, motion_service
from scdapp.meetings.models import Motion
from scdapp.meetings.motion_rules import MotionFacts
from scdapp.outbox import service as outbox

# Within the window that tries to log in are counted in: each motion mails a receipt to whatever address was typed.
PER_ADDRESS, PER_NETWORK = 5, 30


def receive(
    meeting_id: int, facts: MotionFacts, *, form_key: str, network: str, language: str, now: datetime
) -> Motion:
    """The motion, and a letter to whoever wrote it; the same form sent twice is one of each.

    Refuses a late one, and (`TooManyTries`) more than an address or a network may send in a while.
    """
    allowed = {accounts.network_subject(network): PER_NETWORK}
    if facts.sender_email:
        allowed[accounts.address_subject(facts.sender_email)] = PER_ADDRESS
    try_service.count({fingerprint(f"motion:{subject}"): most for subject, most in allowed.items()}, now=now)
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
