"""The organisers' pages about organisations, as an organiser uses them."""

import re

from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.organisations import queries
from scdapp.organisations.models import Organisation
from tests.factories import THEN, make_organisation
from tests.reading import said, text

LIST = "/arrangor/organisationer"


def form(**changed: str) -> dict[str, str]:
    typed = {
        "kind": "municipality",
        "municipality": "Falun",
        "organisation_name": "Falu kommun",
        "organisation_number": "212000-0142",
        "peppol_id": "2120000142",
        "invoice_email": "faktura@falun.example",
        "invoice_address": "FE 1",
        "invoice_postcode": "79183",
        "invoice_city": "Falun",
        "reference_pattern": "FM####",
        "version": "1",
    }
    return {**typed, **changed}


def test_the_list_says_what_to_do_while_it_is_empty(organiser: FlaskClient) -> None:
    assert "läggs till när den första anmäler sig därifrån" in text(organiser.get(LIST).text)
    assert "Ingen heter så. Visa alla" in text(organiser.get(f"{LIST}?sok=<Bo>").text)


def test_the_list_tells_what_is_known_and_is_found_in_the_menu(organiser: FlaskClient) -> None:
    make_organisation(organisation_number="2120000142", peppol_id="0007:2120000142")
    make_organisation("Omsorg AB", kind="company", organisation_number="5560160680")
    page = organiser.get(LIST).text
    assert "2 organisationer Falun kommun Dalarnas län, 212000-0142, 0007:2120000142 Omsorg AB företag" in text(page)
    assert 'href="/arrangor/organisationer" aria-current="page"' in page
    assert "Omsorg AB" not in text(organiser.get(f"{LIST}?sok=212000-0142").text)


def test_the_list_costs_the_same_for_3_and_for_300(organiser: FlaskClient) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def cost(count: int) -> int:
        with transaction():
            for number in range(count):
                name = f"Organisation {count}-{number}"
                db.session.add(Organisation(kind="other", name=name, created_at=THEN, changed_at=THEN))
        organiser.get(LIST)
        asked.clear()
        organiser.get(LIST)
        return len(asked)

    assert cost(3) == cost(297)
    assert "Sida 2 av 6" in text(organiser.get(f"{LIST}?sida=2").text)


def test_a_change_is_saved_and_shown(organiser: FlaskClient) -> None:
    row = make_organisation(reference_shape="FM####")
    address = f"{LIST}/{row.uid}"
    page = organiser.get(address).text
    assert "Dalarnas län." in text(page)
    assert "Den senaste referensen såg ut så här: FM####." in text(page)
    assert 'value="Falun"' in page
    answer = organiser.post(address, data=form())
    assert (answer.status_code, answer.location) == (303, address)
    db.session.rollback()
    saved = queries.get_organisation(row.uid)
    assert (saved.name, saved.organisation_number, saved.peppol_id, saved.invoice_postcode, saved.version) == (
        "Falu kommun",
        "2120000142",
        "0007:2120000142",
        "79183",
        2,
    )
    page = organiser.get(address).text
    assert "Sparat." in text(page)
    assert 'value="212000-0142"' in page
    assert 'value="791 83"' in page


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(organiser: FlaskClient) -> None:
    make_organisation("Omsorg AB", kind="company", organisation_number="5560160680")
    address = f"{LIST}/{make_organisation().uid}"
    wrong = organiser.post(address, data=form(organisation_number="212000-0143", reference_pattern="Som <vanligt>"))
    assert wrong.status_code == 422
    assert said(wrong.text) == ["Numret stämmer inte med sin kontrollsiffra. Jämför det siffra för siffra."]
    assert 'value="Som &lt;vanligt&gt;"' in wrong.text
    vague = organiser.post(address, data=form(reference_pattern="som vanligt"))
    assert (vague.status_code, said(vague.text)[0][:26]) == (422, "Skriv hur referensen ser u")
    taken = organiser.post(address, data=form(kind="company", organisation_number="556016-0680"))
    assert (taken.status_code, said(taken.text)) == (422, ["Omsorg AB finns redan med samma uppgift."])


def test_who_saves_second_sees_both_versions(organiser: FlaskClient) -> None:
    row = make_organisation()
    address = f"{LIST}/{row.uid}"
    organiser.post(address, data=form())
    answer = organiser.post(address, data=form(organisation_name="Falun", invoice_city="Borlänge"))
    assert answer.status_code == 409
    told = text(answer.text)
    assert "Organisationens namn Falu kommun Falun" in told
    assert "Ort Falun Borlänge" in told
    assert re.search(r'name="version"[^>]*value="2"', answer.text)


def test_an_unknown_one_is_missing(organiser: FlaskClient) -> None:
    assert organiser.get(f"{LIST}/c2c9aa2f-6a6d-4f8e-93f0-4d2f3c1a7b10").status_code == 404
