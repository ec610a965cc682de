"""The form before a release: what kind of version, and what to say of it."""

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from scdapp.core.fields import Form, Prose, Tick
from scdapp.releases.rules import NOTE_AT_MOST


class ReleaseForm(Form):
    state = RadioField(
        "Programmet är",
        choices={"preliminary": "preliminärt: mer kan ändras", "final": "slutligt: bara nödvändiga ändringar"},
        validators=[InputRequired("Välj om versionen är preliminär eller slutlig.")],
    )
    note = Prose(
        "Vad vill du säga om versionen?",
        limit=NOTE_AT_MOST,
        hint="Visas för alla på sidan om ändringar. Till exempel: Seminarierna i block A och B är klara.",
    )
    accept_collisions = Tick("Jag har läst krockarna och släpper programmet ändå")
    number = HiddenField()

    @property
    def expected_number(self) -> int | None:
        """The number of the version that the preview showed."""
        typed = self.number.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 6 else None
