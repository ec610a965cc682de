"""Fields that forms of other slices embed: they suggest, read what people type, and keep it while it is wrong."""

import wtforms
from flask import Flask
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from scdapp.organisations.fields import Invoice, Payer
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts


class BookingForm(Payer, Invoice, wtforms.Form):
    """Stands for that of the registration."""


def booking(**typed: str) -> BookingForm:
    form = BookingForm(MultiDict({"kind": "municipality", **typed}))
    form.offer_kinds()
    return form


def test_a_municipality_is_suggested_and_found_by_name(app: Flask) -> None:
    form = booking(municipality="falu kommun", buyer_reference="FM1234", invoice_postcode="79183")
    assert form.validate(), form.errors
    assert form.organisation_facts() == OrganisationFacts("municipality", municipality_code="2080")
    assert form.invoice_facts() == InvoiceFacts(buyer_reference="FM1234", invoice_postcode="79183")
    html = str(form.municipality())
    assert html.startswith('<input autocomplete="off" id="municipality" list="municipality-names"')
    assert (html.count("<option "), 'value="falu kommun"' in html) == (290, True)
    assert 'value="Falun"' in str(BookingForm(municipality="2080").municipality())


def test_another_organisation_is_told_by_name_and_number(app: Flask) -> None:
    form = booking(
        kind="company", organisation_name="Omsorg AB", organisation_number="556016-0680", municipality="Falun"
    )
    assert form.validate(), form.errors
    assert form.organisation_facts() == OrganisationFacts("company", "Omsorg AB", None, "5560160680")
    assert 'value="556016-0680"' in str(BookingForm(organisation_number="5560160680").organisation_number())


def test_what_is_wrong_is_told_and_stays(app: Flask) -> None:
    typed = {"municipality": "Falan", "organisation_number": "212000-0143", "peppol_id": "x" * 61, "kind": "klubb"}
    form = booking(**typed)
    assert not form.validate()
    assert form.errors == {
        "kind": ["Välj något ur listan."],
        "municipality": ["Ingen kommun heter så. Menade du Falun?"],
        "organisation_number": ["Numret stämmer inte med sin kontrollsiffra. Jämför det siffra för siffra."],
        "peppol_id": ["Det är för långt. Högst 60 tecken får plats."],
    }
    assert 'value="Falan"' in str(form.municipality())
    several, nothing = booking(municipality="Upplands"), booking(municipality="qqqq")
    assert (several.validate(), nothing.validate()) == (False, False)
    assert several.municipality.errors == ["Ingen kommun heter så. Menade du Upplands-Bro eller Upplands Väsby?"]
    assert nothing.municipality.errors == ["Ingen kommun heter så. Skriv början av namnet och välj."]


def test_the_kinds_are_told_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("sv"):
        labels = [label for _value, label in booking().kind.offered]
    assert [str(label) for label in labels][:3] == ["Kommun", "Region", "Myndighet"]
