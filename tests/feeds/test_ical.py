"""The bytes of a calendar. Numbers in brackets are the rows of the checklist that these tests stand for."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from scdapp.feeds.ical import DESCRIPTION_AT_MOST, STOCKHOLM, Entry, Head, calendar, component, event

ZONE = ZoneInfo("Europe/Stockholm")
HEAD = Head("Socialchefsdagarna 2024", "Följer med.", "https://scd.example/2024/kalender.ics")
ENTRY = Entry(
    uid="0b6b5b0e-2c4e-4f43-9d2c-0f7f3f1f2a11",
    sequence=2,
    created_at=datetime(2024, 8, 1, 9, 0, tzinfo=ZONE),
    changed_at=datetime(2024, 8, 26, 9, 0, 30, 999999, tzinfo=ZONE),
    summary="Invigning",
    starts=datetime(2024, 10, 2, 10, 0, tzinfo=ZONE),
    ends=datetime(2024, 10, 2, 10, 45, tzinfo=ZONE),
    url="https://scd.example/2024/program/invigning",
    description="Ordföranden hälsar välkommen.",
    location="Stora scenen, plan 1, Kistamässan, Stockholm",
    categories=("invigning", "Nära vård"),
)
WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Socialchefsdagarna//scdapp//SV
CALSCALE:GREGORIAN
DESCRIPTION:Följer med.
X-WR-CALDESC:Följer med.
NAME:Socialchefsdagarna 2024
X-WR-CALNAME:Socialchefsdagarna 2024
REFRESH-INTERVAL;VALUE=DURATION:PT1H
SOURCE;VALUE=URI:https://scd.example/2024/kalender.ics
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Europe/Stockholm
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
X-LIC-LOCATION:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Invigning
DTSTART;TZID=Europe/Stockholm:20241002T100000
DTEND;TZID=Europe/Stockholm:20241002T104500
DTSTAMP:20240826T070030Z
UID:0b6b5b0e-2c4e-4f43-9d2c-0f7f3f1f2a11
SEQUENCE:2
CATEGORIES:invigning,Nära vård
CLASS:PUBLIC
CREATED:20240801T070000Z
DESCRIPTION:Ordföranden hälsar välkommen.\\n\\nhttps://scd.example/2024/p
 rogram/invigning
LAST-MODIFIED:20240826T070030Z
LOCATION:Stora scenen\\, plan 1\\, Kistamässan\\, Stockholm
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:https://scd.example/2024/program/invigning
END:VEVENT
END:VCALENDAR
"""
NASTY = (
    "Komma, semikolon; bakstreck \\ och \\n som två tecken; "
    "emoji 👩‍👩‍👧 🇸🇪, \u202eomvänt\u202c \u200fmärke\u200e, \x00nolla\x0b\x1b[0m\x7f\x85, \ufeff, "
    "ensam\rretur, rad\r\nslut\u2028och\u2029stycke, é som e\u0301, halvt \ud83d tecken, שלום"
)
CLEAN = (
    "Komma, semikolon; bakstreck \\ och \\n som två tecken; "
    "emoji 👩‍👩‍👧 🇸🇪, omvänt märke, nolla[0m{0}, , "
    "ensam{0}retur, rad{0}slut{0}och{0}stycke, é som é, halvt  tecken, שלום"
)


def lines(written: bytes) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", written.decode()).split("\r\n")


def only(written: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(calendar(HEAD, [written])).walk("VEVENT")[0]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def test_a_small_calendar_to_the_byte() -> None:
    assert calendar(HEAD, [event(ENTRY)]).decode() == WHOLE.replace("\n", "\r\n")


def test_joined_parts_are_what_the_library_writes() -> None:
    whole = component(HEAD)
    events = [event(replace(ENTRY, uid=f"{n}", summary=f"{NASTY} {n}")) for n in range(3)]
    for one in events:
        whole.add_component(icalendar.Event.from_ical(one))
    assert calendar(HEAD, events) == whole.to_ical()


@pytest.mark.parametrize("unit", ["a", "å", ",", "\\", "^", "👩‍👩‍👧", "a\n", "^å\\"])
def test_folds_as_the_library_does(unit: str) -> None:
    for length in range(150):
        written = event(replace(ENTRY, summary="x" * (length % 9) + unit * length))
        assert written == icalendar.Event.from_ical(written).to_ical()


def test_an_empty_calendar_still_holds_the_time_zone() -> None:  # [6]
    read = icalendar.Calendar.from_ical(calendar(HEAD, []))
    assert [part.name for part in read.subcomponents] == ["VTIMEZONE"]


def test_has_no_method_no_uid_of_its_own_and_nobody_invited() -> None:  # [31], decisions 3, 6, 10
    names = {line.partition(":")[0].partition(";")[0] for line in lines(calendar(HEAD, [event(ENTRY)]))}
    assert not names & {"METHOD", "ATTENDEE", "ORGANIZER", "VALARM", "RDATE", "COMMENT", "DURATION"}
    assert [line for line in lines(calendar(HEAD, [event(ENTRY)])) if line.startswith("UID")] == [f"UID:{ENTRY.uid}"]
    assert not [line for line in lines(event(ENTRY)) if line.startswith("RRULE")]  # decision 1


def test_lines_are_crlf_at_most_75_octets_and_whole_characters() -> None:  # [1] [2]
    written = calendar(HEAD, [event(replace(ENTRY, summary="å" * 200, description="👩‍👩‍👧 ö\\, " * 300))])
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert not written.startswith(b"\xef\xbb\xbf")
    physical = written.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line and len(line) <= 75 for line in physical)
    assert all(line.decode() is not None for line in physical)


@pytest.mark.parametrize("place", ["summary", "location", "description", "categories", "name", "about"])
def test_texts_come_through_clean(place: str) -> None:  # [3] [4]
    entry, head = ENTRY, HEAD
    if place in {"name", "about"}:
        head = replace(HEAD, **{"name" if place == "name" else "description": NASTY})
    else:
        entry = replace(ENTRY, **{place: (NASTY, "två") if place == "categories" else NASTY})
    written = calendar(head, [event(entry)])
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\ufeff]", written.decode()
    )
    read = icalendar.Calendar.from_ical(written)
    assert not read.errors
    one = read.walk("VEVENT")[0]
    assert not one.errors
    found = {
        "summary": one["SUMMARY"],
        "location": one["LOCATION"],
        "description": str(one["DESCRIPTION"]).removesuffix(f"\n\n{ENTRY.url}"),
        "categories": one["CATEGORIES"].cats[0],
        # The library leaves these two as they stand in the file.
        "name": unescaped(read["NAME"]),
        "about": unescaped(read["X-WR-CALDESC"]),
    }[place]
    assert str(found) == CLEAN.format("\n" if place == "description" else " ")


def test_a_text_can_never_add_a_line() -> None:
    evil = "x\r\nSTATUS:CANCELLED\nBEGIN:VALARM\x85X-EVIL:1\u2028END:VEVENT"
    head = Head(evil, evil, HEAD.source)
    written = calendar(head, [event(replace(ENTRY, summary=evil, description=evil, location=evil, categories=(evil,)))])
    starts = [line.partition(":")[0].partition(";")[0] for line in lines(written)]
    plain = [line.partition(":")[0].partition(";")[0] for line in lines(calendar(HEAD, [event(ENTRY)]))]
    assert starts == plain


def test_an_address_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="may not contain CR or LF"):
        event(replace(ENTRY, url="https://x.example/\r\nX-EVIL:1"))


def test_stamps_are_the_last_change_in_utc() -> None:  # [15] [16], decisions 3, 4
    read = only(event(ENTRY))
    assert read["DTSTAMP"].dt == read["LAST-MODIFIED"].dt == datetime(2024, 8, 26, 7, 0, 30, tzinfo=UTC)
    assert read["CREATED"].dt == datetime(2024, 8, 1, 7, 0, tzinfo=UTC)
    assert read["SEQUENCE"] == 2


def test_whole_days_are_dates_and_the_end_is_the_day_after() -> None:  # [14]
    written = event(replace(ENTRY, starts=date(2024, 10, 2), ends=date(2024, 10, 5)))
    assert "DTSTART;VALUE=DATE:20241002" in lines(written)
    assert "DTEND;VALUE=DATE:20241005" in lines(written)
    assert "TRANSP:TRANSPARENT" in lines(written)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (ENTRY.starts, ENTRY.starts),
        (ENTRY.ends, ENTRY.starts),
        (date(2024, 10, 2), date(2024, 10, 2)),
        (date(2024, 10, 2), datetime(2024, 10, 3, tzinfo=ZONE)),
    ],
)
def test_an_end_that_is_not_after_the_start_is_refused(starts: date, ends: date) -> None:  # [7]
    with pytest.raises(ValueError, match="ends before it starts"):
        event(replace(ENTRY, starts=starts, ends=ends))


def test_times_of_any_zone_are_told_in_swedens() -> None:  # [9] [10] [12], decision 2
    written = event(
        replace(ENTRY, starts=datetime(2024, 10, 2, 8, tzinfo=UTC), ends=datetime(2024, 10, 2, 11, tzinfo=ZONE))
    )
    assert "DTSTART;TZID=Europe/Stockholm:20241002T100000" in lines(written)
    assert "DTEND;TZID=Europe/Stockholm:20241002T110000" in lines(written)
    fixed = replace(ENTRY, starts=datetime.fromisoformat("2024-10-02T10:00:00+02:00"))
    assert event(fixed) == event(ENTRY)


@pytest.mark.parametrize(
    ("when", "wall"),
    [
        (datetime(2024, 3, 30, 10, tzinfo=ZONE), "20240330T100000"),
        (datetime(2024, 3, 31, 10, tzinfo=ZONE), "20240331T100000"),
        (datetime(2024, 3, 31, 2, 30, tzinfo=ZONE), "20240331T033000"),  # does not exist: what the clock shows [13]
        (datetime(2024, 10, 26, 10, tzinfo=ZONE), "20241026T100000"),
        (datetime(2024, 10, 27, 10, tzinfo=ZONE), "20241027T100000"),
        (datetime(2024, 10, 27, 2, 30, tzinfo=ZONE), "20241027T023000"),  # the first of two
    ],
)
def test_both_sides_of_both_changes_of_the_clock(when: datetime, wall: str) -> None:
    ends = when.astimezone(UTC) + timedelta(minutes=20)
    written = event(replace(ENTRY, starts=when, ends=ends))
    assert f"DTSTART;TZID=Europe/Stockholm:{wall}" in lines(written)
    assert only(written)["DTSTART"].dt.astimezone(UTC) == when.astimezone(UTC)
    assert only(written)["DTEND"].dt.astimezone(UTC) == ends


def test_a_party_through_the_night_the_clock_is_set_back() -> None:
    written = event(
        replace(ENTRY, starts=datetime(2024, 10, 26, 21, tzinfo=ZONE), ends=datetime(2024, 10, 27, 3, 30, tzinfo=ZONE))
    )
    read = only(written)
    assert read["DTEND"].dt.astimezone(UTC) - read["DTSTART"].dt.astimezone(UTC) == timedelta(hours=7, minutes=30)


def test_the_rules_of_the_zone_are_those_of_the_world() -> None:  # [10] [11]
    rules = STOCKHOLM.to_tz(lookup_tzid=False)
    hour = datetime(2016, 1, 1, tzinfo=UTC)
    while hour.year < 2032:
        wall = hour.astimezone(ZONE)
        if wall.fold == 0:
            assert wall.replace(tzinfo=rules).utcoffset() == wall.utcoffset(), wall
        hour += timedelta(hours=1 if wall.month in {3, 10} else 24)
    assert STOCKHOLM["TZID"] == "Europe/Stockholm"


def test_a_long_description_is_cut_and_the_address_stays_last() -> None:  # [27], decision 11
    read = str(only(event(replace(ENTRY, description="ord " * 5000)))["DESCRIPTION"])
    assert len(read) < 8000
    assert len(read) > DESCRIPTION_AT_MOST
    assert read.endswith(f"ord …\n\n{ENTRY.url}")
    assert str(only(event(replace(ENTRY, description="")))["DESCRIPTION"]) == ENTRY.url


def test_six_hundred_long_entries_stay_below_a_megabyte() -> None:  # [45]
    entries = (replace(ENTRY, uid=str(n), description="Ett stycke på svenska. " * 30) for n in range(600))
    assert len(calendar(HEAD, (event(one) for one in entries))) < 1_000_000


@pytest.mark.parametrize("flags", [[], ["-O"]])
def test_another_process_writes_the_same_bytes(flags: list[str]) -> None:  # decision 4
    program = (
        "import sys; from tests.feeds.test_ical import *;"
        "head = Head('a, b; c', 'två\\nrader', HEAD.source);"
        "sys.stdout.buffer.write(calendar(head, [event(replace(ENTRY, summary=NASTY))]))"
    )
    written = {
        subprocess.run(
            [sys.executable, *flags, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd()), "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    head = Head("a, b; c", "två\nrader", HEAD.source)
    assert written == {calendar(head, [event(replace(ENTRY, summary=NASTY))])}
