"""Which organisation it is, and what an invoice to it must say."""

from dataclasses import replace

import pytest

from scdapp.core.errors import Refusal
from scdapp.organisations import rules
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts, Standing

FULL = InvoiceFacts(
    peppol_id="2120000142",
    invoice_email=" Faktura@Kommun.Example",
    invoice_address="Falu kommun\r\nFE 1",
    invoice_postcode="79183",
    invoice_city="Falun",
    buyer_reference="Ref: FM1234",
    order_reference=" 77 ",
    billing_object="",
    contract_reference=None,
)


def test_a_municipality_needs_nothing_but_its_code() -> None:
    sound = rules.sound_organisation(OrganisationFacts("municipality", municipality_code="2080"))
    assert sound == OrganisationFacts("municipality", "Falun", "2080", None)
    assert (rules.county_of(sound), rules.name_alone(sound)) == ("20", None)
    called = rules.sound_organisation(OrganisationFacts("municipality", "Falu kommun", "2080", "212000-0142"))
    assert (called.name, called.organisation_number) == ("Falu kommun", "2120000142")


def test_others_need_name_and_number() -> None:
    sound = rules.sound_organisation(OrganisationFacts("company", " Omsorg  AB", None, "556016-0680"))
    assert sound == OrganisationFacts("company", "Omsorg  AB", None, "5560160680")
    abroad = rules.sound_organisation(OrganisationFacts("other", "Oslo kommune"))
    assert (rules.county_of(abroad), rules.name_alone(abroad)) == (None, "oslo kommune")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (OrganisationFacts("klubb", "X"), "kind"),
        (OrganisationFacts("municipality", "Falun"), "municipality"),
        (OrganisationFacts("municipality", municipality_code="9999"), "municipality"),
        (
            OrganisationFacts("municipality", municipality_code="2080", organisation_number="5560160680"),
            "organisation_number",
        ),
        (OrganisationFacts("company", "", None, "5560160680"), "organisation_name"),
        (OrganisationFacts("company", "a" * 161, None, "5560160680"), "organisation_name"),
        (OrganisationFacts("company", "Anna 880320-0016", None, "5560160680"), "organisation_name"),
        (OrganisationFacts("company", "Omsorg AB"), "organisation_number"),
        (OrganisationFacts("region", "Region Dalarna", None, "5560160680"), "organisation_number"),
        (OrganisationFacts("company", "Anna Ek", None, "880320-0016"), "organisation_number"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(facts: OrganisationFacts, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.sound_organisation(facts)
    assert refused.value.field == field


def test_an_invoice_is_kept_in_one_form() -> None:
    assert rules.sound_invoice(FULL, kind="municipality", pattern="FM####") == InvoiceFacts(
        peppol_id="0007:2120000142",
        invoice_email="faktura@kommun.example",
        invoice_address="Falu kommun\nFE 1",
        invoice_postcode="79183",
        invoice_city="Falun",
        buyer_reference="FM1234",
        order_reference="77",
    )
    assert rules.sound_invoice(InvoiceFacts(), kind="company") == InvoiceFacts()
    assert rules.sound_invoice(InvoiceFacts(order_reference="77"), kind="municipality").order_reference == "77"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"buyer_reference": "Ref:", "order_reference": None}, "buyer_reference"),
        ({"buyer_reference": "123456789"}, "buyer_reference"),
        ({"contract_reference": "880320-0016"}, "contract_reference"),
        ({"billing_object": "a" * 61}, "billing_object"),
        ({"peppol_id": "0088:1"}, "peppol_id"),
        ({"invoice_email": "faktura"}, "invoice_email"),
        ({"invoice_postcode": ""}, "invoice_postcode"),
        ({"invoice_postcode": "123"}, "invoice_postcode"),
    ],
)
def test_an_invoice_that_would_be_sent_back_is_refused(changed: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.sound_invoice(replace(FULL, **changed), kind="municipality", pattern="FM####")
    assert refused.value.field == field


def test_a_pattern_must_say_something() -> None:
    assert rules.sound_standing(Standing(reference_pattern=" 9 siffror ")).reference_pattern == "9 siffror"
    with pytest.raises(Refusal) as refused:
        rules.sound_standing(Standing(reference_pattern="valfritt"))
    assert refused.value.field == "reference_pattern"


def test_the_next_one_is_told_how_references_look() -> None:
    assert rules.reference_hint(Organisation(reference_shape="FM####")) == "FM#### (# är en siffra)"
    assert rules.reference_hint(Organisation(reference_pattern="9 siffror", reference_shape="#")) == "9 siffror"
    assert rules.reference_hint(Organisation()) == rules.reference_hint(None) == ""
