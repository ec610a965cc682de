"""What organisers type about a category."""

from typing import Any

import wtforms
from wtforms import FieldList, FormField, HiddenField
from wtforms.validators import StopValidation

from scdapp.admission import category_rules as rules
from scdapp.admission.category_rules import CategoryFacts, WindowFacts
from scdapp.admission.models import Category
from scdapp.admission.terms_rules import CAPACITY_AT_MOST
from scdapp.core.fields import MARKDOWN_HINT, Day, Moment, Prose, Tick, VersionedForm, Whole, Words


class WindowRow(wtforms.Form):
    """A time during which one may register; the hidden key says which it was. Emptied fields take it away."""

    key = HiddenField()
    opens_at = Moment("Öppnar")
    closes_at = Moment("Stänger")

    @property
    def blank(self) -> bool:
        return self.opens_at.data is None and self.closes_at.data is None

    def validate_closes_at(self, field: Moment) -> None:
        if not field.errors and self.opens_at.data is None and not self.opens_at.process_errors:
            raise StopValidation("Skriv när det öppnar också, eller töm båda.")

    def as_facts(self) -> WindowFacts:
        typed = str(self.key.data or "")
        key = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
        assert self.opens_at.data is not None
        return WindowFacts(self.opens_at.data, self.closes_at.data, key)


class CategoryForm(VersionedForm):
    name = Words("Namn", limit=rules.LIMITS["name"], required=True, hint="Till exempel: Deltagare")
    name_en = Words("Namn på engelska", limit=rules.LIMITS["name_en"])
    description = Prose("Vilka är det?", limit=rules.LIMITS["description"], hint=MARKDOWN_HINT)
    description_en = Prose("Vilka är det? På engelska", limit=rules.LIMITS["description_en"])
    windows = FieldList(FormField(WindowRow), "Öppettider", max_entries=rules.WINDOWS_AT_MOST + 1)
    capacity = Whole("Egna platser", most=CAPACITY_AT_MOST, hint="Tomt om kategorin inte har någon egen gräns.")
    counts = Tick("Räknas in i hela konferensens platser")
    group_limit = Whole("Personer i en anmälan, högst", least=1, most=rules.GROUP_AT_MOST, required=True, default=30)
    pays = Tick("Anmälan frågar vem som betalar", hint="Kommun eller annan organisation, och hur fakturan märks.")
    member = Tick("Är medlemmar i föreningen", hint="Årsmötet står i deras kalendrar.")
    listed = Tick("Visas på den öppna sidan", hint="Annars når man anmälan bara genom adressen, som ni skickar ut.")
    access_code = Words(
        "Kod", limit=rules.LIMITS["access_code"], hint="Den som anmäler sig måste skriva koden. Tomt om ingen behövs."
    )
    waitlist = Tick("Har reservlista när det är fullt")
    promised_on = Day(
        "Alla på reservlistan får besked senast",
        hint="Visas för dem som väntar, och blir ett datum bara för arrangörer.",
    )
    automatic = Tick("Erbjud lediga platser automatiskt", hint="I köordning. Annars gör ni det för hand.")
    offer_workdays = Whole(
        "Arbetsdagar att svara på ett erbjudande", least=1, most=rules.WORKDAYS_AT_MOST, required=True, default=3
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not self.is_submitted() and len(self.windows) < rules.WINDOWS_AT_MOST:
            self.windows.append_entry()
        for number, row in enumerate(self.windows, 1):
            row.form.opens_at.label.text = f"Öppnar ({number})" if number > 1 else "Öppnar"
            row.form.closes_at.label.text = f"Stänger ({number})" if number > 1 else "Stänger"

    def as_facts(self) -> CategoryFacts:
        """What was typed, as a value."""
        return CategoryFacts(
            **{name: self[name].data for name in (*rules.PLAIN, "capacity")},
            windows=tuple(row.form.as_facts() for row in self.windows if not row.form.blank),
        )


def new_category_form() -> CategoryForm:
    """An empty form, as most categories are."""
    usual = CategoryFacts(None)
    return CategoryForm(data={name: getattr(usual, name) for name in rules.PLAIN})


def category_form(category: Category, *, saved_only: bool = False) -> CategoryForm:
    """The form filled from `category`, then with what was typed unless `saved_only`."""
    data: dict[str, Any] = {name: getattr(category, name) for name in ("version", *rules.PLAIN)}
    data["capacity"] = category.quota.capacity
    data["windows"] = [
        {"key": one.id, "opens_at": one.opens_at, "closes_at": one.closes_at} for one in category.windows
    ]
    return CategoryForm(formdata=None, data=data) if saved_only else CategoryForm(data=data)
