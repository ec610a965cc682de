"""What organisers type about a key date."""

from scdapp.core.fields import MARKDOWN_HINT, Day, Prose, VersionedForm, WallTime, Words
from scdapp.editions import key_date_rules as rules
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.editions.models import KeyDate


class KeyDateForm(VersionedForm):
    title = Words("Vad händer?", limit=rules.LIMITS["title"], required=True, hint="Till exempel: Anmälan öppnar")
    starts_on = Day("Dag", required=True)
    at = WallTime("Klockslag", hint="Till exempel 09.00. Tomt om det gäller hela dagen.")
    ends_on = Day("Till och med", hint="Bara om det gäller flera dagar. Den dagen räknas med.")
    audience = Words("För vem?", limit=rules.LIMITS["audience"], hint="Tomt betyder alla.")
    note = Prose("Mer att veta", limit=rules.LIMITS["note"], hint=MARKDOWN_HINT)

    def as_facts(self) -> KeyDateFacts:
        """What was typed, as a value."""
        return KeyDateFacts(**{name: self[name].data for name in rules.IN_CALENDAR})


def key_date_form(key_date: KeyDate, *, saved_only: bool = False) -> KeyDateForm:
    """The form filled from `key_date`, then with what was typed unless `saved_only`."""
    data = {name: getattr(key_date, name) for name in ("version", *rules.IN_CALENDAR)}
    return KeyDateForm(formdata=None, data=data) if saved_only else KeyDateForm(data=data)
