"""Which part of the programme a visitor asked for, as the address says it (`?typ=seminarium&lokal=sal-1`). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scdapp.programme.vocabulary import KIND_OF_SLUG
from scdapp.releases.released import Programme, Session

PARAMETERS = {"kind": "typ", "room": "lokal", "day": "dag", "block": "pass", "track": "spar"}


@dataclass(frozen=True)
class Wish:
    """Slugs as typed; None asks for all. Hashable: the key under which the page is kept."""

    kind: str | None = None
    room: str | None = None
    day: str | None = None
    block: str | None = None
    track: str | None = None

    @property
    def anything(self) -> bool:
        """Whether a part was asked for at all."""
        return any((self.kind, self.room, self.day, self.block, self.track))

    def query(self, **changed: str | None) -> dict[str, str]:
        """The parameters of an address that asks for this, with some of it changed."""
        values = {name: changed.get(name, getattr(self, name)) for name in PARAMETERS}
        return {PARAMETERS[name]: value for name, value in values.items() if value}


class UnknownWish(Exception):
    """The address asks for a kind, room, day, block or track that the programme does not have."""


def parse(arguments: Mapping[str, str]) -> Wish:
    """What the address asks for. "Alla" in a form is an empty value: the same wish as none."""
    return Wish(**{name: arguments.get(parameter) or None for name, parameter in PARAMETERS.items()})


def ensure_known(wish: Wish, programme: Programme) -> None:
    """Refuses what the programme does not have. Raises `UnknownWish`."""
    known = {
        "kind": KIND_OF_SLUG.keys(),
        "room": programme.room_of.keys(),
        "day": {day.isoformat() for day in days(programme)},
        "block": {block.slug for block in programme.blocks},
        "track": {track.slug for track in programme.tracks},
    }
    if any(value is not None and value not in known[name] for name, value in vars(wish).items()):
        raise UnknownWish


def days(programme: Programme) -> list[date]:
    """All days of the programme in order: those of the edition, and any other with something on it."""
    return sorted({day.date for day in programme.days} | {s.day for s in programme.shown if s.day is not None})


def chosen(programme: Programme, wish: Wish) -> list[Session]:
    """The sessions that `wish` asks for, in the programme's order."""
    kind = KIND_OF_SLUG[wish.kind].name if wish.kind else None
    wanted = (("kind", kind), ("room", wish.room), ("block", wish.block), ("track", wish.track))
    asked = [(name, value) for name, value in wanted if value is not None]
    found = [s for s in programme.shown if all(getattr(s, name) == value for name, value in asked)]
    return [s for s in found if wish.day is None or (s.day is not None and s.day.isoformat() == wish.day)]
