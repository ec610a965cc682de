"""What organisers type to copy a year or to move a programme."""

from scdapp.core.fields import Choice, Day, Form, Tick, Whole
from scdapp.editions.models import Edition
from scdapp.editions.rules import same_weekday_in

DAYS_AT_MOST = 400


class CopyForm(Form):
    source = Choice("Förlaga", coerce=int)
    starts_on = Day("Första dagen det nya året", required=True, hint="Samma veckodag som förlagans första dag.")
    sessions = Tick(
        "Ta med programpunkterna som utkast",
        hint="Titlar, texter, tider, salar och block följer med, men inga medverkande. Inställda blir kvar.",
    )


def copy_form(editions: list[Edition], chosen: Edition) -> CopyForm:
    """The form with all `editions` to choose from; begins with the next free year after `chosen`."""
    year = max(edition.year for edition in editions) + 1
    form = CopyForm(data={"source": chosen.id, "starts_on": same_weekday_in(year, chosen.starts_on)})
    form.source.offer([(edition.id, edition.name) for edition in editions])
    return form


class ShiftForm(Form):
    days = Whole(
        "Antal dagar",
        least=-DAYS_AT_MOST,
        most=DAYS_AT_MOST,
        required=True,
        hint="7 är en vecka senare, -1 en dag tidigare.",
    )
