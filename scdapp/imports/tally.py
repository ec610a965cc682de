"""What an import did, counted by what people call it. Pure."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts of what was brought in, what stood there already."""

    new: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    def count(self, what: str, *, new: bool) -> None:
        """One more of `what`."""
        (self.new if new else self.there)[what] += 1

    def add(self, later: "Tally") -> None:
        """What a later run did too: what it found there, it found because of this one."""
        for what, number in later.new.items():
            self.new[what] += number

    @property
    def changed(self) -> bool:
        """Whether the import changed anything at all."""
        return bool(self.new.total())

    def lines(self) -> list[str]:
        """ "programpunkter: 54 fanns redan, 0 nya" …"""
        names = dict.fromkeys([*self.there, *self.new])
        return [f"{name}: {self.there[name]} fanns redan, {self.new[name]} nya" for name in names]
