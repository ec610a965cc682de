"""The days worth visiting in the demo, and when its parts became public. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _

from scdapp.core.walltime import instant


@dataclass(frozen=True)
class Moment:
    """A named moment. `name` is its place on the demo's page, `shows` what a visitor sees then."""

    name: str
    label: Any
    at: datetime
    shows: Any

    @property
    def typed(self) -> str:
        """`at` as the field for day and time writes it."""
        return f"{self.at:%Y-%m-%dT%H:%M}"


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return instant(date(year, month, day), time(hour, minute))


START = _at(2024, 8, 26, 9)

MOMENTS = (
    Moment(
        "save-the-date",
        _("Save the date"),
        _at(2024, 1, 15, 9),
        _("Året är bestämt: tema, dagar och plats. Det finns varken talare eller program ännu."),
    ),
    Moment(
        "dagen-innan",
        _("Dagen innan anmälan öppnar"),
        _at(2024, 5, 6, 9),
        _("De första talarna är klara och en preliminär översikt är släppt, nästan utan tider."),
    ),
    Moment(
        "minuten-fore",
        _("En minut före"),
        _at(2024, 5, 7, 8, 59),
        _("Anmälan öppnar om en minut. Vänta kvar, eller hoppa till nästa ögonblick."),
    ),
    Moment(
        "anmalan-oppen",
        _("Anmälan öppnar"),
        _at(2024, 5, 7, 9),
        _("Anmälan öppnar just nu, och ingen har hunnit före. Nästa viktiga datum är när den stänger."),
    ),
    Moment(
        "nastan-fullt",
        _("Nästan fullt"),
        _at(2024, 8, 19, 14),
        _("Bara några platser är kvar för deltagare. Alla andra kategorier har gott om plats."),
    ),
    Moment(
        "motioner",
        _("Sista dagen för motioner"),
        _at(2024, 8, 21, 9),
        _(
            "Styrelsen förbereder årsmötet: dagordningen är utkastad, två motioner har kommit in och medlemmarna kan "
            "lämna fler till midnatt. Logga in som styrelse."
        ),
    ),
    Moment(
        "start",
        _("Demots början"),
        START,
        _(
            "Fem veckor är kvar. Programmet är slutligt. Det är fullt för deltagare, med reservlista, och två har fått "
            "ett erbjudande att svara på."
        ),
    ),
    Moment(
        "incheckning",
        _("Incheckningen öppnar"),
        _at(2024, 10, 2, 7, 30),
        _("Dörrarna öppnar om en halvtimme. Incheckningen kan provas med en telefon."),
    ),
    Moment(
        "dag-1",
        _("Dag 1 kl. 13.32"),
        _at(2024, 10, 2, 13, 32),
        _("Mitt i första dagen: det som pågår nu och det som kommer härnäst står först."),
    ),
    Moment(
        "arsmotet",
        _("Årsmötet börjar"),
        _at(2024, 10, 2, 16, 25),
        _("Om fem minuter öppnas årsmötet. Fokusområdena från 2023 gäller. Logga in som styrelse för att leda mötet."),
    ),
    Moment(
        "efterat",
        _("Efteråt"),
        _at(2024, 10, 7, 9),
        _("Måndagen efter: året hör till arkivet och programmet går fortfarande att läsa."),
    ),
)

# When the demo's parts became public. Only "before 7 May" is in the sources; the days are chosen.
OVERVIEW = _at(2024, 3, 20, 10)
PROGRAMME = _at(2024, 5, 31, 10)
FINAL = _at(2024, 8, 19, 10)
