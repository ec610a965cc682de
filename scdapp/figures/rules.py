"""What is counted, as values. Pure."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Course:
    """How many came (and went) by days left to the conference. `example`: some of them are made up."""

    year: int
    example: bool
    steps: dict[int, int]

    def at(self, days_left: int) -> int:
        """How many there were at the end of the day with so many days left."""
        return sum(number for day, number in self._in_order if day >= days_left)

    @cached_property
    def _in_order(self) -> list[tuple[int, int]]:
        return sorted(self.steps.items(), reverse=True)


@dataclass(frozen=True)
class CategoryCount:
    """A category, its places and those in it."""

    name: str
    capacity: int | None
    seated: int
    waiting: int
    cancelled: int


@dataclass(frozen=True)
class Fill:
    """A number of places and what became of them. `group`: the block of a session."""

    name: str
    capacity: int | None
    taken: int
    waiting: int
    group: str = ""
