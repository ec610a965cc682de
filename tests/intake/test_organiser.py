"""Lists in and out: looked at first, taken in by the rules, taken home as they stand."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.core.sheets import Sheet, workbook
from scdapp.intake import organiser as door
from scdapp.intake import service
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.outbox.models import Mail
from scdapp.registration.models import Booking, Change, Participant
from scdapp.registration.rules import PersonWish
from tests.factories import make_booking, make_category, make_edition, make_product, make_question, make_terms
from tests.reading import text

PAGE = "/arrangor/2024/listor"
HEADS = (
    *("Namn", "E-mail", "Kategori", "Biljett", "Tillval", "Kommun", "Er referens"),
    *("Kontakt", "Kontaktens e-post", "Allergi"),
)


FALUN: dict[str, Any] = {
    "organisation": OrganisationFacts("municipality", "", "2080"),
    "invoice": InvoiceFacts(buyer_reference="FM1234"),
}


@pytest.fixture
def category(app: Flask) -> Category:
    """Four places for those whose employer pays, with two passes and a dinner."""
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=4, pays=True)
    make_product(edition, category, name="Hela konferensen")
    make_product(edition, category, name="Dag 1", days=[edition.days[0].date], amount=300_000)
    make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12)
    return category


def _row(name: str, email: str, *, ticket: str = "Hela konferensen", town: str = "Falun", **given: str) -> list[str]:
    values = {
        "category": "Deltagare",
        "extras": "",
        "reference": "FM1234",
        "contact": "Bo Ek",
        "by": "bo@falun.example",
    }
    values |= given
    return [
        *(name, email, values["category"], ticket, values["extras"], town, values["reference"]),
        *(values["contact"], values["by"], "nötter"),
    ]


def _looked(organiser: FlaskClient, *rows: list[str], status: int = 200) -> str:
    content = workbook([Sheet("Lista", HEADS, rows)])
    answer = organiser.post(PAGE, data={"file": (BytesIO(content), "lista.xlsx")}, content_type="multipart/form-data")
    assert answer.status_code == status, text(answer.text)
    return str(answer.text)


def _packed(page: str) -> str:
    found = re.search(r'name="packed"[^>]* value="([^"]+)"', page)
    assert found
    return unescape(found[1])


def _count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_list_is_looked_at_and_then_taken_in(category: Category, organiser: FlaskClient) -> None:
    wish = PersonWish("Redan Här", "redan@falun.example", product_ids=(category.prices[0].product_id,))
    make_booking(category, wish, **FALUN)
    page = _looked(
        organiser,
        _row("Åsa Öberg", "asa@falun.example", extras="Middag"),
        _row("=HYPERLINK(1)", "", ticket="Dag 1"),
        _row("Redan Här", "REDAN@falun.example"),
        _row("Cia Dal", "cia@falun.example", by="", contact=""),
    )
    shown = text(page)
    assert "3 nya 1 finns redan, läses inte in igen 0 rader med fel" in shown
    assert "Läses inte: Allergi." in shown
    assert "Mat- och tillgänglighetsbehov tas bara emot från personen själv." in shown
    assert _count(Booking) == 1
    sent = {"packed": _packed(page)}
    for _ in range(2):
        assert organiser.post(f"{PAGE}/las-in", data=sent).status_code == 303
    seats = db.session.scalars(select(Participant).order_by(Participant.id)).all()
    told = [
        (one.name, one.email, [line.product.name for line in one.lines], one.booking.contact_name) for one in seats[1:]
    ]
    assert told == [
        ("Åsa Öberg", "asa@falun.example", ["Hela konferensen", "Middag"], "Bo Ek"),
        ("=HYPERLINK(1)", None, ["Dag 1"], "Bo Ek"),
        ("Cia Dal", "cia@falun.example", ["Hela konferensen"], "Cia Dal"),
    ]
    assert seats[1].booking_id == seats[2].booking_id
    payer = seats[1].booking.organisation
    assert payer
    assert payer.municipality_code == "2080"
    actors = db.session.scalars(select(Change.actor_name).where(Change.actor == "organiser")).all()
    assert actors == ["Olga Arrangör"] * 2
    assert db.session.scalars(select(Mail.to_address).where(Mail.letter == "booked").order_by(Mail.id)).all()[1:] == [
        "bo@falun.example",
        "cia@falun.example",
    ]


def test_what_is_wrong_is_told_row_by_row_and_may_be_left_out(category: Category, organiser: FlaskClient) -> None:
    page = _looked(
        organiser,
        _row("Ett", "inte en adress"),
        _row("Två", "tva@falun.example", ticket="Dag 9"),
        _row("Tre", "tre@falun.example", town="Faluun"),
        _row("Fyra", "fyra@falun.example", reference=""),
        _row("Fem", "fem@falun.example", category="Kung"),
        _row("19640823-3234", "sex@falun.example"),
        _row("Sju", "sju@falun.example"),
        _row("Åtta", "SJU@falun.example"),
        _row("Nio", "nio@falun.example", town=""),
    )
    told = re.findall(r'<tr><td class="num">(\d+)</td><td>([^<]*)</td><td>([^<]*)</td></tr>', page)
    assert [(int(row), column, unescape(sentence)) for row, column, sentence in told] == [
        (2, "E-post", "Skriv en e-postadress, så här: namn@kommun.se."),
        (3, "Biljett", "”Dag 9” finns inte i Deltagare."),
        (4, "Kommun", "Ingen kommun heter ”Faluun”. Menade du Falun?"),
        (5, "Er referens", "Fyll i er referens eller ett ordernummer. Utan det kan er e-faktura inte tas emot."),
        (6, "Kategori", "Ingen kategori heter ”Kung”."),
        (
            7,
            "Namn",
            "Här står något som ser ut som ett personnummer. Vi behöver inga personnummer och vill inte spara dem. "
            "Ta bort det.",
        ),
        (9, "E-post", "Samma adress som på rad 8."),
        (10, "Kommun", "Fyll i kommun eller organisation."),
    ]
    sent = {"packed": _packed(page)}
    refused = organiser.post(f"{PAGE}/las-in", data=sent)
    assert refused.status_code == 422
    assert "Rätta raderna med fel" in refused.text
    assert _count(Participant) == 0
    assert organiser.post(f"{PAGE}/las-in", data={**sent, "skip_wrong": "y"}).status_code == 303
    assert db.session.scalars(select(Participant.name)).all() == ["Sju"]


def test_those_there_is_no_room_for_wait_only_if_told_so(category: Category, organiser: FlaskClient) -> None:
    page = _looked(organiser, *(_row(f"Person {n}", f"p{n}@falun.example") for n in range(6)))
    assert "2 skulle hamna på reservlistan" in text(page)
    sent = {"packed": _packed(page)}
    assert organiser.post(f"{PAGE}/las-in", data=sent).status_code == 422
    assert _count(Participant) == 0
    assert organiser.post(f"{PAGE}/las-in", data={**sent, "may_wait": "y"}).status_code == 303
    states = db.session.scalars(select(Participant.state).order_by(Participant.id)).all()
    assert states == ["confirmed"] * 4 + ["waiting"] * 2


def test_a_long_list_goes_in_by_turns_and_is_known_again(
    category: Category, organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "A_PORTION", 1)
    monkeypatch.setattr(door, "A_TURN", 2)
    page = _looked(organiser, *(_row(f"Person {n}", "", contact=f"K{n}", by=f"k{n}@falun.example") for n in range(3)))
    first = organiser.post(f"{PAGE}/las-in", data={"packed": _packed(page)})
    assert first.status_code == 200
    assert "2 är inlästa nu" in text(first.text)
    assert "Läs in resten: 1 person" in text(first.text)
    assert organiser.post(f"{PAGE}/las-in", data={"packed": _packed(first.text)}).status_code == 303
    assert _count(Participant) == 3


def test_a_list_that_somebody_changed_on_the_way_is_not_taken(category: Category, organiser: FlaskClient) -> None:
    page = _looked(organiser, _row("Åsa Öberg", "asa@falun.example"))
    packed = _packed(page)
    make_terms(make_edition(2026))
    for address, sent in ((PAGE, packed[:-2] + "xx"), (PAGE, ""), (PAGE.replace("2024", "2026"), packed)):
        assert organiser.post(f"{address}/las-in", data={"packed": sent}).status_code == 422
    assert _count(Participant) == 0


def test_a_file_without_headings_and_no_file_are_refused_beside_the_field(
    category: Category, organiser: FlaskClient
) -> None:
    for data in ({}, {"file": (BytesIO("Åsa;asa@falun.example\n1;2\n".encode()), "a.csv")}):
        answer = organiser.post(PAGE, data={**data, "category": "deltagare"}, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert 'id="file-error"' in answer.text
        assert '<option selected value="deltagare">' in answer.text


def test_the_template_names_what_can_be_chosen_and_is_read_again(category: Category, organiser: FlaskClient) -> None:
    answer = organiser.get(f"{PAGE}/mall")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    assert book.get_sheet_by_index(0).to_python()[0][:3] == ["Namn", "E-post", "Titel"]
    assert ["Deltagare", "Tillval", "Middag"] in book.get_sheet_by_index(1).to_python()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mall-deltagare-2024.xlsx"'


@pytest.mark.parametrize("hostile", ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1+1", "  =1", "a\tb\nc"])
def test_the_list_goes_out_as_it_stands_and_no_cell_is_a_formula(
    category: Category, organiser: FlaskClient, hostile: str
) -> None:
    question = make_question(category.edition, "Vad hoppas du på?", kind="text")
    pass_id = category.prices[0].product_id
    wish = PersonWish(hostile, "asa@falun.example", product_ids=(pass_id,), answers={question.id: hostile})
    make_booking(category, wish, PersonWish("Bo Ek", "bo@falun.example", product_ids=(pass_id,)), **FALUN)
    secret = db.session.scalars(select(Participant).where(Participant.name == "Bo Ek")).one()
    with transaction():
        db.session.add(secret)
        secret.protected = True
    answer = organiser.get(f"{PAGE}/export?ordning=namn")
    heads, *rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    expected = " ".join(hostile.split()) if "\t" in hostile else hostile.strip()
    known = next(one for one in told if one["Namn"])
    assert (known["Namn"], known["Organisation"], known["Län"], known["Pris"]) == (
        expected,
        "Falun",
        "Dalarnas län",
        5400,
    )
    assert b"<f>" not in answer.data
    hidden = next(one for one in told if not one["Namn"])
    assert (hidden["E-post"], hidden["Kontakt"], "bo@falun.example" in str(told)) == ("", "", False)
    assert len(told) == 2
    only = CalamineWorkbook.from_filelike(BytesIO(organiser.get(f"{PAGE}/export?sok=finns-inte").data))
    assert len(only.get_sheet_by_index(0).to_python()) == 1
