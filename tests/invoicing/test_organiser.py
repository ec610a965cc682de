"""What is to be invoiced: a basis for each payer and reference, as a page and as a workbook."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.registration import seat_service
from scdapp.registration.models import Booking
from scdapp.registration.rules import Actor, PersonWish
from tests.factories import THEN, make_booking, make_category, make_edition, make_product, make_terms
from tests.reading import text

PAGE = "/arrangor/2024/fakturaunderlag"
FALUN = OrganisationFacts("municipality", "", "2080")


@pytest.fixture
def category(app: Flask) -> Category:
    """Two products at different rates, an invoice fee, and a fee for cancelling."""
    edition = make_edition()
    make_terms(edition, invoice_fee=5_000)
    category = make_category(edition)
    make_product(edition, category, name="Konferens", amount=470_000, position=1)
    make_product(edition, category, name="Middag", kind="extra", amount=50_000, vat_rate=12, position=2)
    return category


def _booking(category: Category, reference: str, *people: str, **given: Any) -> Booking:
    products = [price.product_id for price in category.prices]
    wishes = [PersonWish(name, product_ids=tuple(products[: 2 if name.startswith("M") else 1])) for name in people]
    invoice = InvoiceFacts(buyer_reference=reference)
    return make_booking(category, *wishes, **{"organisation": FALUN, "invoice": invoice, **given})


def _workbook(answer: Any) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_each_payer_and_reference_has_a_basis_with_vat_on_its_sums(category: Category, organiser: FlaskClient) -> None:
    _booking(category, "FM1234", "Ett", "Med middag", "Med middag 2")
    gone = _booking(category, "FM1234", "Borta")
    _booking(category, "FM9999", "Någon annan")
    with transaction():
        seat_service.cancel(
            gone.participants[0].id, reason="organiser", fee_percent=50, actor=Actor("organiser", "O"), now=THEN
        )
    book = _workbook(organiser.get(f"{PAGE}/fil"))
    assert list(book) == ["Rader", "Summor"]
    heads, *rows = book["Rader"]
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [
        (one["Underlag"], one["Artikel"], one["Antal"], one["Pris"], one["Summa"], one["Momssats"]) for one in lines
    ] == [
        (1, "Konferens", 3, 4700, 14100, 25),
        (1, "Middag", 2, 500, 1000, 12),
        (1, "Avbokningsavgift, Konferens", 1, 2350, 2350, 25),
        (1, "Fakturaavgift", 1, 50, 50, 25),
        (2, "Konferens", 1, 4700, 4700, 25),
        (2, "Fakturaavgift", 1, 50, 50, 25),
    ]
    assert (lines[0]["Er referens"], lines[4]["Er referens"]) == ("FM1234", "FM9999")
    assert lines[0]["Avser"].startswith("Deltagare 4 st, anmälan 24-")
    assert book["Summor"][1:] == [
        [1, "Falun", 25, 16500, 4125, 20625],
        [1, "Falun", 12, 1000, 120, 1120],
        [2, "Falun", 25, 4750, 1187.5, 5937.5],
    ]
    assert "21 745 kr" in organiser.get(PAGE).text.replace("\u00a0", " ")


def test_names_stand_in_a_sheet_of_their_own_and_only_if_asked_for(category: Category, organiser: FlaskClient) -> None:
    _booking(category, "FM1234", "=cmd|' /C calc'!A0", contact_name="+46 70 123 45 67")
    assert "cmd" not in str(_workbook(organiser.get(f"{PAGE}/fil")))
    book = _workbook(organiser.get(f"{PAGE}/fil?namn=1"))
    assert book["Namn"][1][3] == "=cmd|' /C calc'!A0"


def test_what_is_missing_is_told_first(category: Category, organiser: FlaskClient) -> None:
    _booking(category, "FM1234", "Ett")
    make_booking(category, PersonWish("Två", product_ids=(category.prices[0].product_id,)), contact_name="Bo Ek")
    page = text(organiser.get(PAGE).text)
    assert "2 betalare att rätta först" in page
    assert "Peppol-id saknas. Offentliga köpare tar bara emot e-faktura." in page
    assert "Varken Peppol-id, e-postadress eller postadress för fakturan." in page
    payer = db.session.scalars(select(Organisation)).one()
    with transaction():
        db.session.add(payer)
        payer.peppol_id, payer.organisation_number = "0007:2120002239", "2120002239"
        payer.reference_pattern = "9 siffror"
    page = text(organiser.get(PAGE).text)
    assert "Er organisation har referenser som ser ut så här" in page
    assert "Peppol-id saknas" not in page


def test_what_is_marked_is_what_was_shown(category: Category, organiser: FlaskClient) -> None:
    booking = _booking(category, "FM1234", "Ett")
    key = f"{booking.uid}:{(470_000 + 5_000) * 125 // 100}"
    assert key in organiser.get(PAGE).text
    assert organiser.post(PAGE).status_code == 422
    _booking(category, "FM1234", "En till")
    changed = organiser.post(PAGE, data={"basis": key})
    assert changed.status_code == 422
    assert "inget är markerat" in changed.text
    key = f"{booking.uid}:{(940_000 + 5_000) * 125 // 100}"
    assert organiser.post(PAGE, data={"basis": key}).status_code == 303
    assert "Det finns inget att fakturera just nu." in organiser.get(PAGE).text
    assert "Falun" in organiser.get(f"{PAGE}?visa=fakturerade").text
    db.session.expire_all()
    assert all(one.invoiced_at for one in db.session.scalars(select(Booking)))


def test_all_that_are_sound_are_marked_at_once(category: Category, organiser: FlaskClient) -> None:
    by_mail = InvoiceFacts(invoice_email="faktura@bolag.example")
    firm = OrganisationFacts("company", "Bolaget AB", None, "556036-0793")
    _booking(category, "", "Ett", organisation=firm, invoice=by_mail)
    _booking(category, "FM1234", "Utan Peppol")
    total = (470_000 + 5_000) * 125 // 100
    assert organiser.post(PAGE, data={"all": str(total + 1)}).status_code == 422
    assert organiser.post(PAGE, data={"all": str(total)}).status_code == 303
    db.session.expire_all()
    marked = [bool(one.invoiced_at) for one in db.session.scalars(select(Booking).order_by(Booking.id))]
    assert marked == [True, False]
