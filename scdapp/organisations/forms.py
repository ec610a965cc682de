"""What organisers fill in about an organisation."""

from typing import Any

from scdapp.core.fields import VersionedForm, Words
from scdapp.organisations import rules
from scdapp.organisations.fields import Delivery, Payer
from scdapp.organisations.models import Organisation

PATTERN_HINT = (
    "Till exempel: 9 siffror, eller FM#### där # är en siffra och @ en bokstav. Flera går bra med eller emellan."
)


class OrganisationForm(Payer, Delivery, VersionedForm):
    reference_pattern = Words("Så ser deras referenser ut", limit=rules.LIMITS["reference_pattern"], hint=PATTERN_HINT)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.offer_kinds()

    def standing(self) -> rules.Standing:
        """What was typed about their invoices."""
        return rules.Standing(reference_pattern=self.reference_pattern.data or None, **self.where_to())


def filled(organisation: Organisation) -> OrganisationForm:
    """The form with what stands now."""
    return OrganisationForm(
        formdata=None,
        obj=organisation,
        municipality=organisation.municipality_code,
        organisation_name=organisation.name,
    )
