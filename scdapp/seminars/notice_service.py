"""Letters about chosen sessions, to whoever has the seat on the day, in the transaction of what they tell of."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from flask_babel import gettext

from scdapp.core import words
from scdapp.core.language import speaking
from scdapp.outbox.letters import Letter
from scdapp.registration import notice_service
from scdapp.registration.models import DayShare, Participant
from scdapp.releases.released import Session
from scdapp.seminars import letters, rules
from scdapp.seminars.models import Choice


def about(
    letter: Letter, seat: Participant, session: Session, values: Mapping[str, str] | None = None, *, now: datetime
) -> None:
    """A letter about one session."""
    with speaking(seat.booking.language):
        told = {"seminarium": session.title, "tid": time_of(session), **(values or {})}
        _send(letter, seat, session.day, told, {}, now)


def offered(choice: Choice, session: Session, instead: Iterable[Session], *, now: datetime) -> None:
    """There is a place, in exchange for what is chosen at that time."""
    seat = choice.participant
    with speaking(seat.booking.language):
        told = {
            "seminarium": session.title,
            "tid": time_of(session),
            "i_stallet_for": ", ".join(one.title for one in instead),
            "svara_senast": words.moment(choice.offer_ends_at or now),
        }
        link = {"svara": (letters.SEMINAR_OFFER.name, subject_of(choice))}
        _send(letters.OFFERED, seat, session.day, told, link, now)


def subject_of(choice: Choice) -> str:
    """What an offer's link opens: this seat's choice of this session, not a row whose number may come again."""
    return f"{choice.participant.uid}:{choice.session.uid}"


def listed(letter: Letter, seat: Participant, sessions: Iterable[Session], *, now: datetime) -> None:
    """A letter that lists sessions, to each who has the seat on one of their days; none when there are none.

    Where nothing is left to list, the holder of the seat is told so.
    """
    of_holder: dict[date | None, list[Session]] = {}
    for session in sessions:
        holder = rules.holder_of(seat, session.day)
        of_holder.setdefault(holder.date if isinstance(holder, DayShare) else None, []).append(session)
    with speaking(seat.booking.language):
        for day, theirs in of_holder.items():
            _send(letter, seat, day, {"seminarier": lines(theirs)}, {}, now)


def changed(seat: Participant, sessions: Iterable[Session], day: date | None, *, now: datetime) -> None:
    """An organiser changed something on a day: what that day's holder has now, be it nothing."""
    holder = rules.holder_of(seat, day)
    theirs = [one for one in sessions if rules.holder_of(seat, one.day) is holder]
    with speaking(seat.booking.language):
        _send(letters.CHANGED, seat, day, {"seminarier": lines(theirs) or gettext("inget")}, {}, now)


def lines(sessions: Iterable[Session]) -> str:
    """One a line, with its time, in order of time."""
    in_time = sorted(sessions, key=lambda one: (one.day or date.max, str(one.starts)))
    return "\n".join(f"– {one.title}, {time_of(one)}" for one in in_time)


def time_of(session: Session) -> str:
    """ "onsdag 2 oktober kl. 11.20–12.05", as much of it as is known."""
    day = words.day_short(session.day) if session.day else ""
    hours = words.hours(session.starts, session.ends) if session.starts else ""
    return words.day_at(day, hours) or str(gettext("tid meddelas senare"))


def _send(
    letter: Letter,
    seat: Participant,
    day: date | None,
    values: Mapping[str, str],
    links: Mapping[str, tuple[str, str]],
    now: datetime,
) -> None:
    holder = rules.holder_of(seat, day)
    if isinstance(holder, DayShare):
        notice_service.to_sharer(letter, holder, values, links=links, now=now)
    else:
        notice_service.to_holder(letter, seat, values, links=links, now=now)
