"""What the board fills in about what becomes of decisions."""

from typing import Any

import wtforms

from scdapp.core.fields import Choice, Day, Prose, VersionedForm, Words
from scdapp.decisions import vocabulary as words
from scdapp.decisions.follow_up_rules import LIMITS, FollowUpFacts, Wanted

SHOWN = {"pagar": "att följa upp", "klara": "klara och avskrivna", "alla": "alla beslut"}


class FollowUpForm(VersionedForm):
    responsible = Words("Ansvarig", limit=LIMITS["responsible"], hint="En person eller en grupp, som ni säger det.")
    due_on = Day("Senast klart", hint="Lämna tomt om det inte är bestämt.")
    status = Choice("Hur det går", hint="Det enda som syns för alla.")
    notes = Prose("Anteckningar", limit=LIMITS["notes"], hint="Bara styrelsen läser dem.")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.status.offer(list(words.FOLLOW_UP_STATES.items()))

    @property
    def seen(self) -> int | None:
        """The version that the person saw; None when nothing was written yet."""
        return self.opened_version if self.version.data else None

    def as_facts(self) -> FollowUpFacts:
        """What was typed."""
        return FollowUpFacts(
            responsible=self.responsible.data or None,
            due_on=self.due_on.data,
            status=self.status.data or "",
            notes=self.notes.data or None,
        )


class FilterForm(wtforms.Form):
    """Read from the query string. What makes no sense there is left out, for nobody typed it."""

    sok = Words("Sök i besluten", limit=100)
    visa = Choice("Visa", empty="att följa upp")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.visa.offer([(key, label) for key, label in SHOWN.items() if key != "pagar"])
        if not self.validate():
            for name in self.errors:
                self[name].data = None

    def as_wanted(self) -> Wanted:
        """What was asked for."""
        return Wanted(text=self.sok.data or "", which=self.visa.data)

    def query(self) -> dict[str, Any]:
        """The same as parts of an address."""
        return {field.name: field.data for field in self if field.data}
