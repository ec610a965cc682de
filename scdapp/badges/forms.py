"""Which badges are to be printed."""

from datetime import date

from scdapp.badges.rules import ORDERS, SHEETS, Wish
from scdapp.core import words
from scdapp.core.fields import Choice, Form, Tick


def _day(raw: date | str) -> date:
    return raw if isinstance(raw, date) else date.fromisoformat(raw)


class BadgeForm(Form):
    category = Choice("Kategori", empty="alla", coerce=int)
    day = Choice("Dag", empty="alla dagar", coerce=_day)
    only_new = Tick("Bara nya sedan sist", hint="De som inte är utskrivna, och de där något på skylten har ändrats.")
    order = Choice("Ordning")
    sheet = Choice("Storlek")

    def offer(self, categories: list[tuple[int, str]], days: list[date]) -> None:
        """Set what can be chosen."""
        self.category.offer(categories)
        self.day.offer([(on, words.day_short(on)) for on in days])
        self.order.offer(list(ORDERS.items()))
        self.sheet.offer([(key, sheet.label) for key, sheet in SHEETS.items()])

    def as_wish(self) -> Wish:
        """What was chosen."""
        return Wish(self.category.data, self.day.data, self.only_new.data, self.order.data, self.sheet.data)
