"""What the board fills in about focus areas."""

from typing import Any

from scdapp.core.fields import MARKDOWN_HINT as MARKDOWN
from scdapp.core.fields import Choice, Form, Prose, VersionedForm
from scdapp.focus.models import FocusArea
from scdapp.focus.rules import LIMITS, AreaFacts

LINES = "En på varje rad."


class AreaForm(VersionedForm):
    text = Prose(
        "Vad området betyder", limit=LIMITS["text"], hint=f"Läses av alla på sidan om fokusområden. {MARKDOWN}"
    )
    drivers = Prose("Driver området", limit=2000, hint=f"Namn. {LINES}")

    @classmethod
    def of(cls, area: FocusArea) -> "AreaForm":
        """As it is saved."""
        names = "\n".join(one.name for one in area.drivers)
        return cls(formdata=None, text=area.text, drivers=names, version=str(area.version))

    @property
    def names(self) -> list[str]:
        """Those who drive it, as typed."""
        return (self.drivers.data or "").splitlines()


class NoteForm(Form):
    note = Prose("Hur det går", limit=5000, required=True, hint="Bara styrelsen läser det.")


class AdoptForm(Form):
    decision = Choice("Beslutet", empty="Välj")
    areas = Prose("Områdena", limit=4000, required=True, hint=f"Vad de heter, i den ordning som beslutades. {LINES}")

    def offer(self, decisions: list[Any]) -> None:
        """Fill the list of decisions to choose from."""
        self.decision.offer([(one.uid, f"{one.meeting.year}: {one.heading}") for one in decisions])

    def as_facts(self) -> list[AreaFacts]:
        """What was typed."""
        return [AreaFacts(line) for line in (self.areas.data or "").splitlines() if line.strip()]
