"""The organisers' list of all who come, a booking with all that is known of it, and one seat."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.outbox.models import Mail
from scdapp.places.models import Quota
from scdapp.registration import seat_service
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import CONTACT, PersonWish
from tests.conftest import StoppedClock
from tests.factories import (
    make_booking,
    make_category,
    make_edition,
    make_product,
    make_question,
    make_terms,
)
from tests.reading import said, text

LIST = "/arrangor/2024/anmalningar"
FALUN: dict[str, Any] = {
    "organisation": OrganisationFacts("municipality", "", "2080"),
    "invoice": InvoiceFacts(buyer_reference="FM1234"),
}


@pytest.fixture
def category(app: Flask) -> Category:
    """One with three places."""
    edition = make_edition()
    make_terms(edition)
    return make_category(edition, capacity=3)


def _queries(app: Flask, act: Callable[[], object]) -> int:
    seen: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    act()
    event.remove(db.engine, "before_cursor_execute", listen)
    return len(seen)


def _seat(name: str) -> Participant:
    return db.session.scalars(select(Participant).where(Participant.name == name)).one()


def _sent(organiser: FlaskClient, page: str, **data: object) -> str:
    """The page that one comes to after sending in what was right."""
    answer = organiser.post(page, data=data)
    assert answer.status_code == 303, text(answer.text)
    return organiser.get(answer.headers["Location"]).text


def _names(page: str) -> list[str]:
    known = db.session.scalars(select(Participant.name).where(Participant.name.is_not(None)))
    found = [(page.find(f">{name}</a>"), name) for name in known if name]
    return [name for where, name in sorted(found) if where >= 0]


def test_before_anything_is_set_up_there_is_nobody(organiser: FlaskClient) -> None:
    make_edition()
    assert "Ingen kan anmäla sig till Socialchefsdagarna 2024 än" in organiser.get(LIST).text


def test_seats_are_found_by_words_and_chosen_by_what_they_are(category: Category, organiser: FlaskClient) -> None:
    press = make_category(category.edition, "Press", counts=False)
    dinner = make_product(category.edition, category, press, name="Middag", kind="extra", amount=69_500, vat_rate=12)
    whole = make_product(category.edition, category)
    day_two = make_product(category.edition, category, name="Dag 2", days=[category.edition.days[1].date])
    make_booking(
        category,
        PersonWish("Åsa Öberg", "asa@kommun.example", product_ids=(whole.id, dinner.id)),
        PersonWish("Bo Ek", product_ids=(day_two.id,)),
        **FALUN,
    )
    make_booking(category, PersonWish("Cia Dal", product_ids=(whole.id,)), PersonWish(None, product_ids=(whole.id,)))
    make_booking(press, PersonWish("Dan Flod"))
    first = category.edition.days[0].date.isoformat()
    for query, names in {
        "": ["Dan Flod", "Cia Dal", "Bo Ek", "Åsa Öberg"],
        "?sok=åsa": ["Åsa Öberg"],
        "?sok=FALUN": ["Bo Ek", "Åsa Öberg"],
        "?sok=inte": [],
        "?kategori=press": ["Dan Flod"],
        "?lage=waiting": [],
        "?lage=confirmed&ordning=namn": ["Bo Ek", "Cia Dal", "Dan Flod", "Åsa Öberg"],
        f"?produkt={dinner.id}": ["Åsa Öberg"],
        f"?dag={first}": ["Cia Dal", "Åsa Öberg"],
        "?lan=20": ["Bo Ek", "Åsa Öberg"],
        "?kommun=2080&sok=bo": ["Bo Ek"],
        "?visa=obetalda": ["Cia Dal", "Bo Ek", "Åsa Öberg"],
        "?visa=utan-adress&kategori=deltagare": ["Cia Dal", "Bo Ek"],
        "?kategori=finns-inte&sida=77": ["Dan Flod", "Cia Dal", "Bo Ek", "Åsa Öberg"],
    }.items():
        assert _names(organiser.get(LIST + query).text) == names, query
    page = text(organiser.get(LIST).text)
    assert "5 alla 4 har plats 1 på reservlistan 0 erbjuden plats 0 avbokad" in page


def test_the_name_of_somebody_protected_stands_on_no_list_and_cannot_be_searched(
    category: Category, organiser: FlaskClient
) -> None:
    make_booking(category, PersonWish("Åsa Öberg", "asa@hemlig.example", listed=True), contact_name="Bo Ek")
    seat = _seat("Åsa Öberg")
    page = f"/arrangor/2024/platser/{seat.uid}"
    sent = {"skydd-version": seat.version, "skydd-protected": "y", "skydd-badge_name": "Å. Ö."}
    assert organiser.post(f"{page}/skydd", data=sent).status_code == 303
    listed = organiser.get(LIST).text
    assert "Skyddade uppgifter" in listed
    assert "Åsa" not in listed
    assert "hemlig.example" not in listed
    assert "Ingen passar" in organiser.get(f"{LIST}?sok=åsa").text
    assert "Skyddade uppgifter" in organiser.get(f"{LIST}?sok={seat.booking.number}").text
    assert "Åsa Öberg" in organiser.get(page).text
    db.session.expire_all()
    assert (seat.listed, seat.badge_name) == (False, "Å. Ö.")


def test_the_list_asks_as_little_of_300_seats_as_of_3(app: Flask, organiser: FlaskClient) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, group_limit=300)
    whole = make_product(edition, category)
    people = [PersonWish(f"Person {number}", product_ids=(whole.id,)) for number in range(297)]
    booking = make_booking(category, *people[:3], **FALUN)
    organiser.get(LIST)
    few = [_queries(app, lambda page=page: organiser.get(page)) for page in (LIST, f"{LIST}/{booking.uid}")]
    more = make_booking(category, *people, **FALUN)
    assert few == [_queries(app, lambda page=page: organiser.get(page)) for page in (LIST, f"{LIST}/{more.uid}")]
    assert few[0] <= 16
    assert "51–100 av 300 platser" in organiser.get(f"{LIST}?sida=2").text


def test_a_booking_tells_everything_that_happened_to_it(category: Category, organiser: FlaskClient) -> None:
    question = make_question(category.edition, "Vad hoppas du på?")
    wish = PersonWish("Åsa Öberg", "asa@kommun.example", answers={question.id: "Nya idéer"})
    booking = make_booking(category, wish, contact_name="Bo Ek", **FALUN)
    seat = booking.participants[0]
    changed = {
        "person-version": seat.version,
        "person-name": "Åsa Åberg",
        "person-email": "asa@kommun.example",
        f"person-answer-{question.id}": "Nya idéer",
    }
    assert organiser.post(f"/arrangor/2024/platser/{seat.uid}", data=changed).status_code == 303
    page = text(organiser.get(f"{LIST}/{booking.uid}").text)
    for sentence in (
        "Nya idéer",
        "Falun. Gjord av Bo Ek",
        "Uppgifter ändrade : Åsa Åberg",
        "Olga Arrangör, arrangör Namn Åsa Öberg → Åsa Åberg",
        "Anmälan kom in",
        "Bekräftelse till den som anmälde",
        "Till asa@kommun.example, på väg",
    ):
        assert sentence in page, sentence


def test_contact_and_payer_are_corrected_and_what_is_wrong_stays_in_the_form(
    category: Category, organiser: FlaskClient
) -> None:
    booking = make_booking(category, **FALUN)
    page = f"{LIST}/{booking.uid}"
    sent = {
        "version": booking.version,
        "contact_name": "Ny Kontakt",
        "contact_email": "inte en adress",
        "kind": "region",
        "organisation_name": "Region Dalarna",
        "organisation_number": "232100-0181",
    }
    refused = organiser.post(page, data=sent)
    assert refused.status_code == 422
    assert said(refused.text) == [
        "Skriv en e-postadress, så här: namn@kommun.se.",
        "Numret stämmer inte med sin kontrollsiffra. Jämför det siffra för siffra.",
    ]
    assert 'value="inte en adress"' in refused.text
    sent |= {"contact_email": "ny@region.example", "organisation_number": "232100-0180"}
    without_reference = organiser.post(page, data=sent)
    assert said(without_reference.text) == [
        "Fyll i er referens eller ett ordernummer. Utan det kan er e-faktura inte tas emot."
    ]
    sent["buyer_reference"] = "Ref: 4711"
    assert organiser.post(page, data=sent).status_code == 303
    db.session.expire_all()
    assert (booking.organisation and booking.organisation.name, booking.buyer_reference) == ("Region Dalarna", "4711")
    late = organiser.post(page, data={**sent, "contact_name": "Någon annan"})
    assert late.status_code == 409
    assert "Någon annan hann spara före dig" in late.text


def test_an_organiser_cancels_with_another_fee_and_the_next_in_line_is_offered_the_place(
    category: Category, organiser: FlaskClient
) -> None:
    whole = make_product(category.edition, category)
    people = [PersonWish(name, product_ids=(whole.id,)) for name in ("Ett", "Två", "Tre", "Fyra")]
    make_booking(category, *people)
    seat = _seat("Ett")
    page = f"/arrangor/2024/platser/{seat.uid}/avboka"
    refused = organiser.post(page, data={"avboka-why": "", "avboka-fee_percent": "120"})
    assert refused.status_code == 422
    assert said(refused.text) == ["Fyll i det här fältet.", "Talet ska ligga mellan 0 och 100."]
    assert 'value="120"' in refused.text
    done = _sent(organiser, page, **{"avboka-why": "Dubbelbokad", "avboka-fee_percent": "25"})
    assert "Platsen är avbokad." in done
    assert "Dubbelbokad" in done
    db.session.expire_all()
    assert [(line.state, line.fee) for line in seat.lines] == [("cancelled", 135_000)]
    assert _seat("Fyra").state == "offered"
    assert "1 350 kr" in text(organiser.get(f"{LIST}/{seat.booking.uid}").text).replace("\u00a0", " ")


def test_a_seat_moves_to_another_category_at_its_prices_if_there_is_room(
    category: Category, organiser: FlaskClient
) -> None:
    student = make_category(category.edition, "Student", capacity=1)
    whole = make_product(category.edition, category)
    cheap = make_product(category.edition, student, name="Studentbiljett", amount=100_000)
    make_booking(category, *(PersonWish(name, product_ids=(whole.id,)) for name in ("Ett", "Två")))
    for name, status in (("Ett", 303), ("Två", 422)):
        seat = _seat(name)
        page = f"/arrangor/2024/platser/{seat.uid}/kategori"
        assert "Studentbiljett" in organiser.get(f"{page}?category=student").text
        sent = {"version": seat.version, "category": "student", "products": cheap.id}
        assert organiser.post(page, data=sent).status_code == status
    db.session.expire_all()
    seat = _seat("Ett")
    assert (seat.category.name, [line.amount for line in seat.lines if line.state == "taken"]) == ("Student", [100_000])
    taken = [db.session.get_one(Quota, one.quota_id).taken for one in (category, student)]
    assert taken == [1, 1]
    assert _seat("Två").category_id == category.id


def test_somebody_who_waits_keeps_their_time_in_another_category(category: Category, organiser: FlaskClient) -> None:
    other = make_category(category.edition, "Talare", capacity=0)
    make_booking(category, *(PersonWish(name) for name in ("Ett", "Två", "Tre", "Fyra")))
    seat = _seat("Fyra")
    came = seat.queued_at
    sent = {"version": seat.version, "category": "talare"}
    assert organiser.post(f"/arrangor/2024/platser/{seat.uid}/kategori", data=sent).status_code == 303
    db.session.expire_all()
    assert (seat.state, seat.queue_id, seat.queued_at) == ("waiting", other.quota_id, came)
    waiting = [db.session.get_one(Quota, one.quota_id).waiting for one in (category, other)]
    assert waiting == [0, 1]


def test_products_transfer_and_notes_on_behalf(category: Category, organiser: FlaskClient) -> None:
    whole = make_product(category.edition, category)
    dinner = make_product(category.edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12)
    make_booking(category, PersonWish("Åsa Öberg", "asa@kommun.example", product_ids=(whole.id,)))
    seat = _seat("Åsa Öberg")
    page = f"/arrangor/2024/platser/{seat.uid}"
    sent = {"val-version": seat.version, "val-products": [whole.id, dinner.id]}
    assert organiser.post(f"{page}/biljett", data=sent).status_code == 303
    db.session.expire_all()
    assert [line.product.name for line in seat.lines] == ["Hela konferensen", "Middag"]
    assert organiser.post(f"{page}/biljett", data=sent).status_code == 409
    takeover = {"ny-version": seat.version, "ny-name": "Bo Ek", "ny-email": "bo@kommun.example"}
    assert organiser.post(f"{page}/lamna-over", data=takeover).status_code == 303
    db.session.expire_all()
    note = {"notis-version": seat.version, "notis-note": "Ringde om hissen\nKommer sent"}
    assert organiser.post(f"{page}/anteckning", data=note).status_code == 303
    shown = organiser.get(f"{LIST}/{seat.booking.uid}").text
    assert "Ringde om hissen" in shown
    assert "19640823-3234" not in shown
    private = {"notis-version": seat.version + 1, "notis-note": "19640823-3234"}
    assert organiser.post(f"{page}/anteckning", data=private).status_code == 422
    db.session.expire_all()
    assert (seat.name, seat.note) == ("Bo Ek", "Ringde om hissen\nKommer sent")
    letters = db.session.scalars(select(Mail.letter).where(Mail.about == seat.uid)).all()
    assert letters.count("transferred_to") == letters.count("transferred_from") == 1


def test_bookings_are_marked_one_by_one_and_all_that_fit(category: Category, organiser: FlaskClient) -> None:
    first, second = make_booking(category), make_booking(category)
    assert "Kryssa för minst en anmälan" in _sent(organiser, f"{LIST}/markera", mark="paid")
    assert "1 anmälan är ändrad." in _sent(organiser, f"{LIST}/markera", mark="paid", booking=[first.uid])
    sent = {"mark": "invoiced", "all": "1", "sok": second.number}
    assert organiser.post(f"{LIST}/markera", data=sent).status_code == 303
    organiser.post(f"{LIST}/{first.uid}/markera", data={"mark": "paid-not"})
    db.session.expire_all()
    marks = [
        (bool(one.paid_at), bool(one.invoiced_at)) for one in db.session.scalars(select(Booking).order_by(Booking.id))
    ]
    assert marks == [(False, False), (False, True)]


def test_a_year_knows_only_its_own_seats(category: Category, organiser: FlaskClient) -> None:
    booking = make_booking(category)
    make_terms(make_edition(2022))
    for path in (f"anmalningar/{booking.uid}", f"platser/{booking.participants[0].uid}"):
        assert organiser.get(f"/arrangor/2024/{path}").status_code == 200
        assert organiser.get(f"/arrangor/2022/{path}").status_code == 404


def test_somebody_is_registered_after_the_windows_and_stands_in_the_queue_only_if_told_so(
    category: Category, organiser: FlaskClient, clock: StoppedClock
) -> None:
    clock.set(2024, 9, 20, 12, 0)
    make_booking(category, PersonWish("Ett"), PersonWish("Två"))
    page = f"{LIST}/ny"
    assert "Deltagare" in organiser.get(page).text
    assert organiser.get(f"{page}/deltagare").status_code == 200
    sent = {
        "form_key": "1c0a6b0e-97a4-4f0e-9d3b-0f3f4b6f2f10",
        "contact_name": "Åsa Öberg",
        "contact_email": "asa@kommun.example",
        "attends": "y",
        "people-1-name": "Bo Ek",
    }
    sent["people-0-title"] = "socialchef"
    full = organiser.post(f"{page}/deltagare", data=sent)
    assert full.status_code == 422
    assert "Det är fullt: 1 av 2 skulle hamna på reservlistan." in full.text
    assert 'value="Bo Ek"' in full.text
    assert db.session.scalar(select(Participant.id).where(Participant.name == "Bo Ek")) is None
    assert organiser.post(f"{page}/deltagare", data={**sent, "may_wait": "y"}).status_code == 303
    assert (_seat("Åsa Öberg").state, _seat("Bo Ek").state) == ("confirmed", "waiting")


def test_one_is_told_what_is_missing_when_registering_somebody(category: Category, organiser: FlaskClient) -> None:
    refused = organiser.post(f"{LIST}/ny/deltagare", data={"contact_name": "Åsa"})
    assert refused.status_code == 422
    assert 'value="Åsa"' in refused.text
    assert "Fyll i det här fältet." in refused.text
    more = organiser.post(f"{LIST}/ny/deltagare", data={"contact_name": "Åsa", "step": "add"})
    assert "Person 2" in more.text


def test_a_seat_that_ended_shows_what_it_was(category: Category, organiser: FlaskClient) -> None:
    make_booking(category, PersonWish("Åsa Öberg"))
    seat = _seat("Åsa Öberg")
    with transaction():
        seat_service.cancel(seat.id, reason="cancelled", actor=CONTACT, now=seat.created_at)
    page = organiser.get(f"/arrangor/2024/platser/{seat.uid}").text
    assert "Avbokad" in page
    assert "Lämna över" not in page
