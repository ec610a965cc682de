"""What organisers type about a whole year's registration."""

from typing import Any

import wtforms
from wtforms import FieldList, FormField
from wtforms.validators import StopValidation

from scdapp.admission import terms_rules as rules
from scdapp.admission.models import Terms
from scdapp.admission.terms_rules import FeeFacts, TermsFacts
from scdapp.core.fields import MARKDOWN_HINT, Kronor, Moment, Prose, Tick, VersionedForm, Whole

BLANK_ROWS = 2


class FeeRow(wtforms.Form):
    """A step of the fee. An emptied moment takes it away."""

    until = Moment("Före")
    percent = Whole("Procent av priset", most=100)

    @property
    def blank(self) -> bool:
        return self.until.data is None and self.percent.data is None

    def validate_until(self, field: Moment) -> None:
        if not field.errors and self.percent.data is None and not self.percent.process_errors:
            raise StopValidation("Skriv hur många procent det kostar, eller töm tidpunkten.")

    def validate_percent(self, field: Whole) -> None:
        if not field.errors and self.until.data is None and not self.until.process_errors:
            raise StopValidation("Skriv före vilken tidpunkt det gäller, eller töm procenten.")

    def as_facts(self) -> FeeFacts:
        assert self.until.data is not None
        assert self.percent.data is not None
        return FeeFacts(self.until.data, self.percent.data)


class TermsForm(VersionedForm):
    capacity = Whole(
        "Platser på hela konferensen", most=rules.CAPACITY_AT_MOST, hint="Tomt om ni inte har någon gräns."
    )
    changes_close_at = Moment(
        "Deltagare kan ändra själva till", hint="Byta person, produkter och seminarier. Tomt om det inte är bestämt."
    )
    seminars_open_at = Moment("Val av seminarier öppnar", hint="Tomt om man väljer redan i anmälan.")
    invoice_fee = Kronor("Faktureringsavgift, kronor exkl. moms", hint="0 om ni inte tar ut någon.")
    asks_needs = Tick("Fråga om mat och tillgänglighet", hint="Bara den som anmäls ser och ändrar sina svar.")
    fees = FieldList(FormField(FeeRow), "Avbokningsavgift", max_entries=rules.FEES_AT_MOST + BLANK_ROWS)
    conditions = Prose("Villkor", limit=rules.LIMITS["conditions"], hint=MARKDOWN_HINT)
    conditions_en = Prose("Villkor på engelska", limit=rules.LIMITS["conditions_en"])

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not self.is_submitted():
            for _ in range(min(BLANK_ROWS, rules.FEES_AT_MOST - len(self.fees))):
                self.fees.append_entry()
        for number, row in enumerate(self.fees, 1):
            row.form.until.label.text = f"Steg {number}: före"

    def as_facts(self) -> TermsFacts:
        """What was typed, as a value."""
        plain = ("capacity", "changes_close_at", "seminars_open_at", "conditions", "conditions_en", "asks_needs")
        return TermsFacts(
            **{name: self[name].data for name in plain},
            invoice_fee=self.invoice_fee.data or 0,
            fees=tuple(row.form.as_facts() for row in self.fees if not row.form.blank),
        )


def terms_form(terms: Terms, *, saved_only: bool = False) -> TermsForm:
    """The form filled from `terms`, then with what was typed unless `saved_only`."""
    names = ("version", "changes_close_at", "seminars_open_at", "conditions", "conditions_en", "asks_needs")
    data: dict[str, Any] = {name: getattr(terms, name) for name in names}
    data |= {"capacity": terms.quota.capacity, "invoice_fee": terms.invoice_fee}
    data["fees"] = [{"until": fee.until, "percent": fee.percent} for fee in terms.fees]
    return TermsForm(formdata=None, data=data) if saved_only else TermsForm(data=data)
