"""Decisions about rooms, blocks and tracks: the places that sessions are put into."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.programme.models import Block, Room, Track
from scdapp.programme.vocabulary import ROOM_KINDS

Place = TypeVar("Place", bound=Room | Block | Track)

ROOM_NAME_AT_MOST = TRACK_NAME_AT_MOST = 80
BLOCK_NAME_AT_MOST = 60
DIRECTIONS_AT_MOST, NOTE_AT_MOST = 160, 200
CAPACITY_AT_MOST = 20_000
TOLD_AT_MOST = 5


class Noun(NamedTuple):
    """What a place is called in a sentence."""

    indefinite: str
    new: str


NOUNS = {
    Room: Noun("en lokal", "ny lokal"),
    Block: Noun("ett block", "nytt block"),
    Track: Noun("ett spår", "nytt spår"),
}


@dataclass(frozen=True)
class TrackValues:
    """What organisers write about a track."""

    name: str

    def sound(self) -> "TrackValues":
        """The same with clean texts. Refuses a missing or too long name."""
        return TrackValues(_name(self.name, TRACK_NAME_AT_MOST))


@dataclass(frozen=True)
class BlockValues:
    """What organisers write about a choice block."""

    name: str
    note: str | None = None

    def sound(self) -> "BlockValues":
        """The same with clean texts. Refuses a missing name and texts that are too long."""
        return BlockValues(_name(self.name, BLOCK_NAME_AT_MOST), _text(self.note, NOTE_AT_MOST, field="note"))


@dataclass(frozen=True)
class RoomValues:
    """What organisers write about a room. None is unknown, never no."""

    name: str
    kind: str = "seminar"
    capacity: int | None = None
    directions: str | None = None
    step_free: bool | None = None
    hearing_loop: bool | None = None

    def sound(self) -> "RoomValues":
        """The same with clean texts. Refuses what cannot be: no name, an unheard-of kind, room for nobody."""
        if self.kind not in ROOM_KINDS:
            raise Refusal("Välj vad för slags lokal det är.", field="kind")
        if self.capacity is not None and not 0 < self.capacity <= CAPACITY_AT_MOST:
            most = f"{CAPACITY_AT_MOST:,}".replace(",", "\u00a0")
            raise Refusal(f"Antalet platser ska ligga mellan 1 och {most}.", field="capacity")
        return replace(
            self,
            name=_name(self.name, ROOM_NAME_AT_MOST),
            directions=_text(self.directions, DIRECTIONS_AT_MOST, field="directions"),
        )


Values = RoomValues | BlockValues | TrackValues


def ensure_free_name(name: str, others: Iterable[Place]) -> None:
    """Refuses a name that one of `others` has, however it is capitalised."""
    for other in others:
        if other.name.casefold() == name.casefold():
            raise taken(other, other.name)


def taken(place: Place, name: str) -> Refusal:
    """The refusal of a `name` that another place of the same sort has."""
    return Refusal(f"Det finns redan {NOUNS[type(place)].indefinite} som heter {name}.", field="name")


def ensure_unused(name: str, titles: Sequence[str]) -> None:
    """Refuses while sessions use the place `name`, and says which."""
    if not titles:
        return
    told = [f"”{title}”" for title in titles[:TOLD_AT_MOST]]
    if len(titles) > TOLD_AT_MOST:
        told.append(f"{len(titles) - TOLD_AT_MOST} till")
    listed = " och ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]
    count = "en programpunkt" if len(titles) == 1 else f"{len(titles)} programpunkter"
    raise Refusal(f"{name} används av {count}: {listed}. Flytta {'den' if len(titles) == 1 else 'dem'} först.")


def _name(typed: str, limit: int) -> str:
    name = _text(typed, limit, field="name")
    if name is None:
        raise Refusal("Skriv vad det ska heta.", field="name")
    return name


def _text(typed: str | None, limit: int, *, field: str) -> str | None:
    text = " ".join(clean(typed or "").split())
    if len(text) > limit:
        raise Refusal(f"Texten är för lång. Högst {limit} tecken får plats.", field=field)
    return text or None
