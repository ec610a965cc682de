"""Calendars as bytes (RFC 5545, RFC 7986): entries in, bytes out, by the icalendar library. Pure.

Each entry is serialised for itself and the parts are joined, so that a calendar of a thousand entries of which one
has changed costs one entry. What others got wrong, and therefore why this is as it is:

- No METHOD and no UID of the calendar: DTSTAMP then means "last revised" (RFC 5545 3.8.7.2), and vdirsyncer keeps
  all entries instead of one.
- One constant VTIMEZONE by rules, in every calendar: the library's own has the onset an hour late and lists dates
  that Outlook ignores. It also gives a calendar without entries the component that RFC 5545 3.4 demands.
- NAME and the X- properties are wrapped in `vText`, for the library writes them unescaped otherwise.
- Texts are cleaned where they are typed and once more here: the library writes control characters as they are, and
  one of them makes half of all readers refuse the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar
from icalendar import vText

from scdapp.core.text import clean
from scdapp.programme.times import ZONE

PRODID = "-//Socialchefsdagarna//scdapp//SV"
REFRESH = timedelta(hours=1)
# Google cuts descriptions at 8192 (characters or octets, nobody says); the address comes last and must survive.
DESCRIPTION_AT_MOST = 7500
END = b"END:VCALENDAR\r\n"

# The present rule of the EU drawn back to 1970: equal to the tz database for every hour since 1996.
STOCKHOLM = icalendar.Timezone.from_ical(
    "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            f"TZID:{ZONE.key}",
            f"X-LIC-LOCATION:{ZONE.key}",
            "BEGIN:DAYLIGHT",
            "TZNAME:CEST",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "DTSTART:19700329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "TZNAME:CET",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "DTSTART:19701025T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "END:STANDARD",
            "END:VTIMEZONE",
            "",
        )
    )
)


@dataclass(frozen=True)
class Entry:
    """One entry, in the words that the reader sees. Both times are dates (whole days, `ends` is the day after the
    last), or both are instants. `changed_at` is when a reader's view of it last changed, `sequence` how often."""

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    summary: str
    starts: date
    ends: date
    url: str
    status: str = "CONFIRMED"
    description: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    # In somebody's own calendar; and whether it takes their time.
    private: bool = False
    busy: bool = False


@dataclass(frozen=True)
class Head:
    """What a calendar says of itself. Nothing here changes with the programme. `source` is its own address, None for
    a secret one."""

    name: str
    description: str
    source: str | None


def calendar(head: Head, events: Iterable[bytes]) -> bytes:
    """A calendar of what `event` made. The same arguments give the same bytes."""
    opened: bytes = component(head).to_ical()
    return b"".join((opened.removesuffix(END), *events, END))


def component(head: Head) -> icalendar.Calendar:
    """The calendar without its entries."""
    made = icalendar.Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", PRODID)
    made.add("CALSCALE", "GREGORIAN")
    for names, words in ((("NAME", "X-WR-CALNAME"), head.name), (("DESCRIPTION", "X-WR-CALDESC"), head.description)):
        for name in names:
            made.add(name, vText(clean(words)))
    made.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vText("PT1H"))
    made.add("X-WR-TIMEZONE", vText(ZONE.key))
    if head.source is not None:
        made.add("SOURCE", head.source, parameters={"VALUE": "URI"})
    made.add_component(STOCKHOLM)
    return made


def event(entry: Entry) -> bytes:
    """`entry` as a VEVENT. Refuses (ValueError) an end that is not after the start."""
    made = icalendar.Event()
    made.add("UID", vText(entry.uid))
    made.add("DTSTAMP", entry.changed_at.astimezone(UTC))
    made.add("LAST-MODIFIED", entry.changed_at.astimezone(UTC))
    made.add("CREATED", entry.created_at.astimezone(UTC))
    made.add("SEQUENCE", entry.sequence)
    _add_times(made, entry)
    made.add("SUMMARY", clean(entry.summary))
    made.add("STATUS", entry.status)
    made.add("CLASS", "PRIVATE" if entry.private else "PUBLIC")
    # Nobody is busy at forty parallel talks.
    made.add("TRANSP", "OPAQUE" if entry.busy else "TRANSPARENT")
    made.add("URL", entry.url)
    made.add("DESCRIPTION", _description(entry))
    if entry.location:
        made.add("LOCATION", clean(entry.location))
    if entry.categories:
        made.add("CATEGORIES", [clean(name) for name in entry.categories])
    written: bytes = made.to_ical()
    return written


def _add_times(made: icalendar.Event, entry: Entry) -> None:
    starts, ends = _wall(entry.starts), _wall(entry.ends)
    if isinstance(starts, datetime) != isinstance(ends, datetime) or not _instant(starts) < _instant(ends):
        raise ValueError(f"{entry.uid} ends before it starts")
    made.add("DTSTART", starts)
    made.add("DTEND", ends)


def _wall(when: date) -> date:
    """By way of UTC, so that an hour that the clock skips becomes the one that it shows."""
    return when.astimezone(UTC).astimezone(ZONE) if isinstance(when, datetime) else when


def _instant(when: date) -> float:
    return when.timestamp() if isinstance(when, datetime) else when.toordinal()


def _description(entry: Entry) -> str:
    text = clean(entry.description, lines=True)
    if len(text) > DESCRIPTION_AT_MOST:
        text = text[:DESCRIPTION_AT_MOST].rstrip() + " …"
    return f"{text}\n\n{entry.url}" if text else entry.url
