"""The forms about a person or a group, and about the portrait. No e-mail, no telephone: those are not ours to keep."""

from scdapp.core.fields import Form, PictureFile, Prose, Tick, VersionedForm, Words
from scdapp.people.rules import LIMITS, PersonValues
from scdapp.pictures.rules import ALT_LIMIT, CREDIT_LIMIT
from scdapp.pictures.sizes import MAX_BYTES


class PersonForm(VersionedForm):
    name = Words("Namn", limit=LIMITS["name"], required=True)
    is_group = Tick("Det här är en grupp", hint="Till exempel en kör, ett nätverk eller en redaktion.")
    title = Words("Titel", limit=LIMITS["title"], hint="Till exempel: professor i historia.")
    organisation = Words("Organisation", limit=LIMITS["organisation"], hint="Till exempel: Lunds universitet.")
    bio = Prose(
        "Presentation",
        limit=LIMITS["bio"],
        hint="Visas för alla. Tom rad ger nytt stycke, *en stjärna* kursiv stil och [ord](https://…) en länk.",
    )
    internal_note = Prose(
        "Intern anteckning",
        limit=LIMITS["internal_note"],
        hint="Visas bara för arrangörer. Skriv inget som personen inte skulle få läsa.",
    )
    certain = Tick("Det är någon annan. Lägg upp ändå.")

    def as_values(self) -> PersonValues:
        """What was typed."""
        return PersonValues(
            name=self.name.data or "",
            is_group=self.is_group.data,
            title=self.title.data,
            organisation=self.organisation.data,
            bio=self.bio.data,
            internal_note=self.internal_note.data,
        )


class PortraitForm(Form):
    picture = PictureFile(
        "Bild", limit=MAX_BYTES, hint=f"JPEG, PNG eller WebP, högst {MAX_BYTES // 1024**2} MB. Gärna minst 960 px bred."
    )
    alt = Words("Beskrivning", limit=ALT_LIMIT, required=True, hint="Vad bilden visar, för den som inte ser den.")
    credit = Words("Fotograf", limit=CREDIT_LIMIT, required=True)
