"""A meeting in words, for every page that names one."""

from flask import Flask

from scdapp.core import words as speech
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting

# The board's pages about one meeting, in the order in which they are used. Slices above add theirs in `app`.
PAGES: list[tuple[str, str]] = [
    ("meeting_desk.show", "Översikt"),
    ("agenda_desk.index", "Dagordning"),
    ("motion_desk.index", "Motioner"),
    ("notice_desk.index", "Kallelse och handlingar"),
    ("document_desk.index", "Bilagor"),
    ("hall_desk.show", "Håll mötet"),
    ("minutes_desk.show", "Protokoll"),
]


def name(meeting: AnnualMeeting) -> str:
    """ "ordinarie årsmöte 2024"."""
    return f"{words.KINDS[meeting.kind]} {meeting.year}"


def when(meeting: AnnualMeeting) -> str:
    """ "Onsdag 2 oktober 2024 kl. 16.30", what is known of it."""
    told = "dagen är inte känd" if meeting.state == "closed" else "dag inte bestämd"
    if meeting.starts_at is not None:
        told = speech.moment(meeting.starts_at)
    elif meeting.held_on is not None:
        told = speech.day(meeting.held_on)
    return told[:1].upper() + told[1:]


def when_in_letters(meeting: AnnualMeeting) -> str:
    """ "onsdag 2 oktober 2024 kl. 16.30", as it stands inside a sentence of a letter."""
    told = when(meeting).replace(speech.NBSP, " ")
    return told[:1].lower() + told[1:]


def state(meeting: AnnualMeeting) -> str:
    """Where the meeting is."""
    if meeting.cancelled_at is not None:
        return "inställt"
    return "hållet, och inskrivet i efterhand" if meeting.recorded_afterwards else words.STATES[meeting.state]


def held_as(meeting: AnnualMeeting) -> str:
    """How it is held."""
    return words.FORMATS[meeting.format] if meeting.format else "inte bestämt"


def install(app: Flask) -> None:
    """Let templates say these."""
    app.jinja_env.globals.update(
        meeting_name=name,
        meeting_when=when,
        meeting_state=state,
        meeting_format=held_as,
        meeting_pages=lambda: PAGES,
    )
