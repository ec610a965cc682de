"""A figure: a sentence, and the numbers behind it. The drawing and the table are both made from this value. Pure."""

from dataclasses import dataclass

# How a series looks. What is now has the year's colour, what is sure is solid, what is not (yet) is an outline.
NOW, SOLID, OUTLINE, EARLIER = "now", "solid", "outline", "earlier"


@dataclass(frozen=True)
class Series:
    """One column of numbers; None where there is none (yet)."""

    name: str
    values: tuple[int | None, ...]
    look: str = SOLID


@dataclass(frozen=True)
class Figure:
    """`name` is its address. With `places` (one for each row) it is drawn as lines along them, else as bars.

    `marks`: what stands beside each bar, if not its numbers one after the other. `notes` stand in the table only.
    """

    name: str
    title: str
    finding: str
    rows_are: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]
    places: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    notes_are: str = ""
    notes: tuple[str, ...] = ()

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(value for one in self.series for value in one.values)

    @property
    def most(self) -> int:
        """The largest number, or sum of a bar."""
        if self.places:
            return max((value or 0 for one in self.series for value in one.values), default=0)
        return max((sum(one.values[n] or 0 for one in self.series) for n in range(len(self.rows))), default=0)

    def mark(self, row: int) -> str:
        """The numbers of a row, as they stand beside its bar."""
        if self.marks:
            return self.marks[row]
        first, *rest = (one.values[row] or 0 for one in self.series)
        return " + ".join(str(value) for value in (first, *filter(None, rest)))

    @property
    def headings(self) -> tuple[str, ...]:
        """The first row of the table."""
        return (self.rows_are, *(one.name for one in self.series), *((self.notes_are,) if self.notes_are else ()))

    def table(self) -> list[tuple[str, tuple[int | None, ...], str]]:
        """A line for each row: its name, its numbers, its note."""
        return [
            (row, tuple(one.values[n] for one in self.series), self.notes[n] if self.notes else "")
            for n, row in enumerate(self.rows)
        ]
