"""Which sessions one may choose, when, and what cannot be had together. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext

from scdapp.admission.catalogue import Catalogue
from scdapp.core import words
from scdapp.core.errors import Refusal
from scdapp.registration import rules as registration
from scdapp.registration.models import DayShare, Participant
from scdapp.registration.rules import Actor
from scdapp.releases.released import Programme, Session

# An offer is answered before this much is left until the session begins.
BEFORE_START = timedelta(hours=1)
FEW = 10


class NotOpenYet(Refusal):
    """Seminars cannot be chosen yet, or not any more."""


class Clash(Refusal):
    """Two of the sessions are on at the same time."""


@dataclass(frozen=True)
class Choosing:
    """A block as somebody meets it who is to choose: one of `sessions`, called-off ones in their places."""

    slug: str
    name: str
    note: str | None
    sessions: tuple[Session, ...]

    @property
    def open(self) -> tuple[Session, ...]:
        """Those that take place."""
        return tuple(one for one in self.sessions if choosable(one))


@dataclass(frozen=True)
class Left:
    """How it stands with a session. `capacity` None: there is room for all."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def places(self) -> int | None:
        """What somebody who comes now may have; whoever waits comes first."""
        if self.capacity is None:
            return None
        return 0 if self.waiting else max(self.capacity - self.taken, 0)

    @property
    def state(self) -> str:
        """ "open", "few" or "full"."""
        if self.places is None or self.places > FEW:
            return "open"
        return "few" if self.places else "full"


def choosable(session: Session) -> bool:
    """Whether it lies in a block at a time that is known, and takes place."""
    return session.block is not None and session.starts_at is not None and not session.off


def blocks(programme: Programme) -> tuple[Choosing, ...]:
    """The blocks with something to choose, in order of time."""
    found = [
        Choosing(one.slug, one.name, one.note, tuple(s for s in programme.shown if s.block == one.slug and s.starts_at))
        for one in programme.blocks
    ]
    return tuple(sorted((one for one in found if one.open), key=lambda one: _instant(one.open[0].starts_at)))


def capacity_of(session: Session, programme: Programme) -> int | None:
    """The session's own number of places, else the room's, else none is said."""
    room = programme.room_of.get(session.room) if session.room else None
    return session.capacity or (room.capacity if room else None)


def overlap(one: Session, other: Session) -> bool:
    """Whether somebody would have to be in two places. One whose end is unknown takes up the moment it begins."""
    first, second = sorted((one, other), key=lambda session: _instant(session.starts_at))
    if first.starts_at is None or second.starts_at is None:
        return False
    begins = _instant(second.starts_at)
    return begins == _instant(first.starts_at) or (first.ends_at is not None and begins < _instant(first.ends_at))


def clashes(session: Session, others: Iterable[Session]) -> list[Session]:
    """Those of the others that are on at the same time."""
    return [other for other in others if other.uid != session.uid and not other.off and overlap(session, other)]


def ensure_no_clash(session: Session, others: Iterable[Session]) -> None:
    """Refuses (`Clash`) a session that is on at the same time as one of the others, and names it."""
    found = clashes(session, others)
    if found:
        raise Clash(
            gettext(
                "”%(wanted)s” är samtidigt som ”%(other)s”, som också är vald.",
                wanted=session.title,
                other=found[0].title,
            ),
            field=session.block,
        )


def ensure_open(catalogue: Catalogue, actor: Actor, now: datetime) -> None:
    """Refuses (`NotOpenYet`) before seminars are chosen and after the last moment for changes, but not organisers."""
    if actor.kind == "organiser":
        return
    opens, closes = catalogue.seminars_open_at, catalogue.changes_close_at
    if opens and now < opens:
        left = registration.time_left(opens - now)
        raise NotOpenYet(
            gettext("Seminarierna kan väljas från %(moment)s, om %(left)s.", moment=words.moment(opens), left=left)
        )
    if closes and now >= closes:
        raise NotOpenYet(
            gettext(
                "Sista dagen för ändringar var %(moment)s. Hör av dig till arrangören.", moment=words.moment(closes)
            )
        )


def ensure_confirmed(seat: Participant) -> None:
    """Refuses to let somebody choose who has no seat, or none yet."""
    if seat.state != "confirmed":
        raise Refusal(gettext("Seminarier kan väljas när platsen är klar."))


def ensure_day(session: Session, days: Collection[date]) -> None:
    """Refuses a session on a day that is not among those that may be chosen for."""
    if session.day not in days:
        raise Refusal(gettext("Platsen gäller inte den dagen."), field=session.block)


def days_of(seat: Participant, conference: Iterable[date]) -> list[date]:
    """The days that a seat gives, to whomever. Where there are no passes, a seat is one for all days."""
    passes = [line for line in seat.lines if line.product.kind == "pass" and line.state in ("taken", "wanted")]
    return registration.days_of(passes) if passes else sorted(conference)


def holder_of(seat: Participant, day: date | None) -> Participant | DayShare:
    """Who is there with the seat on that day."""
    return next((share for share in seat.shares if share.date == day), seat)


def name_on(seat: Participant, day: date | None) -> str:
    """Who is there with the seat on that day, by name, or whoever registered them."""
    return holder_of(seat, day).name or seat.booking.contact_name


def answer_before(session: Session) -> datetime | None:
    """Until when an offer of the session can be answered at all; None while its time is unknown."""
    return session.starts_at.astimezone(UTC) - BEFORE_START if session.starts_at else None


def _instant(moment: datetime | None) -> datetime:
    # As instants: times of one zone are compared by the wall, which is wrong in the night the clock changes.
    return moment.astimezone(UTC) if moment else datetime.max.replace(tzinfo=UTC)
