"""What organisers type about an edition and its picture."""

from typing import Any

import wtforms
from wtforms import FieldList, FormField, RadioField
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

from scdapp.core import words
from scdapp.core.fields import MARKDOWN_HINT, Day, PictureFile, Prose, VersionedForm, Whole, Words
from scdapp.editions import rules
from scdapp.editions.models import Edition
from scdapp.editions.rules import DayLine, EditionFacts
from scdapp.pictures.rules import ALT_LIMIT, CREDIT_LIMIT
from scdapp.pictures.sizes import MAX_BYTES

COLOURS = {
    0: "hallon",
    25: "röd",
    60: "rost",
    85: "brons",
    110: "oliv",
    130: "mossa",
    145: "grön",
    170: "gran",
    195: "petrol",
    225: "sjöblå",
    245: "blå",
    265: "kungsblå",
    285: "indigo",
    305: "violett",
    325: "plommon",
    345: "cerise",
}


class Colour(RadioField):
    """One of the named colours, or the one that the edition already has."""

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, coerce=_hue, default=265, **rest)
        self.keep(265)

    def keep(self, hue: int) -> None:
        """Offer the colour that stands too, if it has no name."""
        self.offered = COLOURS if hue in COLOURS else {**COLOURS, hue: f"nuvarande ({hue})"}
        self.choices = list(self.offered.items())

    def pre_validate(self, form: Any) -> None:
        if self.data not in self.offered:
            raise StopValidation("Välj en färg.")


def _hue(typed: Any) -> int:
    return int(typed) if str(typed).isdecimal() and len(str(typed)) < 4 else -1


class LabelRow(wtforms.Form):
    """The label of a day that exists by itself; the hidden date says which."""

    on = Day("Datum", widget=HiddenInput())
    label = Words("Etikett", limit=rules.LABEL_LIMIT)


class ExtraDayRow(wtforms.Form):
    """A day before or after the others. An emptied date takes it away."""

    on = Day("Datum")
    label = Words("Etikett", limit=rules.LABEL_LIMIT)

    def validate_label(self, _field: Words) -> None:
        if self.on.data is None and not self.on.errors:
            raise StopValidation("Välj ett datum, eller töm etiketten också.")


class EditionForm(VersionedForm):
    year = Whole("Årtal", least=rules.FIRST_YEAR, most=rules.LAST_YEAR, required=True)
    name = Words("Namn", limit=rules.LIMITS["name"], hint="Tomt blir Socialchefsdagarna och årtalet.")
    theme = Words("Tema", limit=rules.LIMITS["theme"])
    starts_on = Day("Första dagen", required=True)
    ends_on = Day("Sista dagen", hint="Lämna tomt om den är okänd.")
    labels = FieldList(FormField(LabelRow), "Etiketter", max_entries=rules.MAX_DAYS)
    extra_days = FieldList(FormField(ExtraDayRow), "Extra dagar", max_entries=rules.MAX_EXTRA_DAYS + 1)
    city = Words("Ort", limit=rules.LIMITS["city"])
    venue = Words("Lokal", limit=rules.LIMITS["venue"], hint="Anläggningens namn, till exempel Kistamässan.")
    venue_address = Words("Adress", limit=rules.LIMITS["venue_address"])
    host = Words("Värdkommun eller medarrangör", limit=rules.LIMITS["host"])
    hue = Colour("Färg")
    welcome = Prose("Välkomsttext", limit=rules.LIMITS["welcome"], hint=f"Visas på startsidan. {MARKDOWN_HINT}")
    note = Prose(
        "Anmärkning", limit=rules.LIMITS["note"], hint="Visas under fakta om året, till exempel varför något är okänt."
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for named in self.labels:
            if named.form.on.data:
                named.form.label.label.text = f"Etikett för {words.day_short(named.form.on.data)}"
        if not self.is_submitted() and len(self.extra_days) <= rules.MAX_EXTRA_DAYS:
            self.extra_days.append_entry()
        for number, extra in enumerate(self.extra_days, 1):
            extra.form.on.label.text = f"Extra dag {number}"
            extra.form.label.label.text = f"Etikett för extra dag {number}"

    def as_facts(self) -> EditionFacts:
        """What was typed, as a value."""
        return EditionFacts(
            **{name: self[name].data for name in (*rules.LIMITS, "year", "starts_on", "ends_on", "hue")},
            labels=_lines(self.labels),
            extra_days=_lines(self.extra_days),
        )


def _lines(rows: FieldList) -> tuple[DayLine, ...]:  # type: ignore[type-arg]
    return tuple(DayLine(row.form.on.data, row.form.label.data or None) for row in rows if row.form.on.data)


def edition_form(edition: Edition, *, saved_only: bool = False) -> EditionForm:
    """The form filled from `edition`, then with what was typed unless `saved_only`."""
    main = set(rules.main_days(edition.starts_on, edition.ends_on))
    rows = [(day.date in main, {"on": day.date, "label": day.label}) for day in edition.days]
    names = (*rules.LIMITS, "version", "year", "starts_on", "ends_on", "hue")
    data = {name: getattr(edition, name) for name in names}
    data["labels"] = [row for is_main, row in rows if is_main]
    data["extra_days"] = [row for is_main, row in rows if not is_main]
    form = EditionForm(formdata=None, data=data) if saved_only else EditionForm(data=data)
    form.hue.keep(edition.hue)
    return form


class HeroForm(VersionedForm):
    picture = PictureFile("Bildfil", limit=MAX_BYTES, hint="JPEG, PNG eller WebP, högst 8 MB. Gärna 1600 px bred.")
    alt = Words("Bildbeskrivning", limit=ALT_LIMIT, required=True, hint="Vad bilden visar, för den som inte ser den.")
    credit = Words("Fotograf", limit=CREDIT_LIMIT, required=True, hint="Visas under bilden.")


def hero_form(edition: Edition, *, saved_only: bool = False) -> HeroForm:
    """The form filled with the words of the edition's picture, if it has one."""
    hero = edition.hero
    data = {"version": edition.version, "alt": hero.alt if hero else None, "credit": hero.credit if hero else None}
    return HeroForm(formdata=None, data=data) if saved_only else HeroForm(data=data)
