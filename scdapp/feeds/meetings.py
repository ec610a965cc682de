"""The calendars of the association's annual meetings: one for everybody, one for the board."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from flask_babel import gettext

from scdapp.core import web
from scdapp.decisions.models import FollowUp
from scdapp.feeds import entries, ical
from scdapp.feeds.ical import Entry
from scdapp.meetings.models import AnnualMeeting, MeetingKeyDate

Moment = tuple[AnnualMeeting, MeetingKeyDate]
DAY = timedelta(days=1)
# How a decision is carried out, as far as a calendar is concerned.
OVER = ("done", "dropped")


def of_everybody(moments: Iterable[Moment], held: Iterable[AnnualMeeting]) -> bytes:
    """The meetings and the last days for motions; withdrawn ones as cancelled."""
    name = gettext("Årsmöten i Föreningen Sveriges socialchefer")
    head = ical.Head(name, f"{name}. {_follows()}", source=web.address("feeds.meetings"))
    made = [*(of_moment(*one) for one in moments), *(of_held(one) for one in held)]
    return ical.calendar(head, map(ical.event, sorted(made, key=lambda one: one.uid)))


def of_board(moments: Iterable[Moment], follow_ups: Iterable[FollowUp]) -> bytes:
    """The same with what the board has to send, and the decisions that fall due. Only the meeting takes time."""
    name = "Styrelsens kalender"
    made = []
    for meeting, link in moments:
        entry = of_moment(meeting, link)
        busy = link.kind == "meeting" and entry.status == "CONFIRMED" and meeting.starts_at is not None
        made.append(replace(entry, private=True, busy=busy, url=web.address("meeting_desk.show", uid=meeting.uid)))
    made += [of_follow_up(one) for one in follow_ups]
    head = ical.Head(name, f"{name}. {_follows()}", source=None)
    return ical.calendar(head, map(ical.event, sorted(made, key=lambda one: one.uid)))


def of_moment(meeting: AnnualMeeting, link: MeetingKeyDate) -> Entry:
    """A last day, or the meeting itself with its place. Both the day and the meeting may have changed since."""
    entry = entries.of_key_date(link.key_date, url=_page(meeting))
    entry = replace(entry, categories=(gettext("årsmöte"),))
    if link.kind != "meeting":
        return entry
    entry = replace(
        entry,
        sequence=entry.sequence + meeting.version - 1,
        changed_at=max(entry.changed_at, meeting.changed_at),
        location=meeting.place or "",
    )
    if meeting.cancelled_at is not None:
        told = gettext("Inställt: %(reason)s", reason=meeting.cancelled_because)
        return replace(entry, description="\n\n".join((told, entry.description)))
    if meeting.starts_at is None or entry.status == "CANCELLED":
        return entry
    told = "" if meeting.ended_at else gettext("Sluttid meddelas senare; kalendern visar en timme.")
    ends = meeting.ended_at or meeting.starts_at + entries.UNTOLD_LENGTH
    ends = max(ends, meeting.starts_at + entries.MOMENT_LENGTH)
    return replace(entry, ends=ends, description="\n\n".join(filter(None, (entry.description, told))))


def of_held(meeting: AnnualMeeting) -> Entry:
    """A meeting that was recorded afterwards, as a whole day."""
    if meeting.held_on is None:
        raise ValueError("a meeting without a day is in no calendar")
    title = gettext("Extra årsmöte") if meeting.kind == "extra" else gettext("Årsmöte")
    return Entry(
        uid=meeting.uid,
        sequence=meeting.version - 1,
        created_at=meeting.created_at,
        changed_at=meeting.changed_at,
        summary=title,
        starts=meeting.held_on,
        ends=meeting.held_on + DAY,
        location=meeting.place or "",
        categories=(gettext("årsmöte"),),
        description=gettext("Exempel i demot.") if meeting.example else "",
        url=_page(meeting),
    )


def of_follow_up(one: FollowUp) -> Entry:
    """A decision on the day by which it should be carried out; struck out when there is no more to do."""
    if one.due_on is None:
        raise ValueError("what has no day falls never due")
    over = one.status in OVER
    title = f"Följ upp: {one.decision.heading}"
    lines = [f"Ansvarig: {one.responsible}" if one.responsible else "", "Avslutad." if over else ""]
    return Entry(
        uid=f"{one.decision.uid}-follow-up",
        sequence=one.version - 1,
        created_at=one.decision.opened_at or one.changed_at,
        changed_at=one.changed_at,
        summary=f"KLART: {title}" if over else title,
        starts=one.due_on,
        ends=one.due_on + DAY,
        status="CANCELLED" if over else "CONFIRMED",
        description="\n".join(filter(None, lines)),
        categories=("uppföljning",),
        private=True,
        url=web.address("follow_up_desk.index"),
    )


def _page(meeting: AnnualMeeting) -> str:
    return web.address("annual_meetings.show", year=meeting.year, extra=meeting.extra)


def _follows() -> str:
    return str(gettext("Följer med av sig självt när något flyttas eller ställs in."))
