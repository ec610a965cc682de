"""What somebody needs, as they tick and write it."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from scdapp.core.fields import Form, Prose, Several, Tick
from scdapp.needs import rules
from scdapp.needs.rules import Wish


class NeedsForm(Form):
    food = Several(lazy_gettext("Mat"))
    food_note = Prose(
        lazy_gettext("Allergier och annat köket måste veta"),
        limit=rules.NOTE_LIMIT,
        hint=lazy_gettext("Skriv vad du inte tål, inte varför. Till exempel: nötter, skaldjur."),
    )
    access = Several(lazy_gettext("Tillgänglighet"))
    access_note = Prose(
        lazy_gettext("Annat du behöver för att kunna delta"),
        limit=rules.NOTE_LIMIT,
        hint=lazy_gettext("Till exempel: en plats långt fram, eller nära dörren."),
    )
    consents = Tick("")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        words = rules.words()
        self.food.offer([(one, words[one]) for one in rules.FOOD])
        self.access.offer([(one, words[one]) for one in rules.ACCESS])
        self.consents.label.text = gettext("Jag samtycker")

    def as_wish(self) -> Wish:
        """What was ticked and written."""
        return Wish(
            tuple(self.food.data or ()),
            self.food_note.data or "",
            tuple(self.access.data or ()),
            self.access_note.data or "",
        )
