"""Those who come through the door: each has a code, a name and days. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scdapp.core import words

# What stands where somebody with protected identity has not said what they want to be called.
NAMELESS = "Deltagare"


@dataclass(frozen=True)
class Holder:
    """Whoever has a seat, or has one day of it (`share_id`). `state` is the seat's.

    `days`: for the seat's holder those that are not given to somebody else.
    """

    participant_id: int
    share_id: int | None
    code: str
    state: str
    name: str | None
    email: str | None
    title: str | None
    workplace: str | None
    category_id: int
    category: str
    days: tuple[date, ...]
    contact: str
    listed: bool = False
    protected: bool = False
    badge_name: str | None = None
    avoid_photo: bool = False

    @property
    def known_as(self) -> str | None:
        """The name that others may see; None while nobody has said who comes."""
        return self.badge_name or (NAMELESS if self.protected else self.name)

    @property
    def known_title(self) -> str | None:
        return None if self.protected else self.title

    @property
    def known_workplace(self) -> str | None:
        return None if self.protected else self.workplace


def days_in_words(days: Iterable[date]) -> str:
    """ "torsdag", "onsdag och fredag"; for none "ingen dag"."""
    named = [words.weekday(on) for on in days]
    if len(named) < 2:
        return named[0] if named else "ingen dag"
    return f"{', '.join(named[:-1])} och {named[-1]}"
