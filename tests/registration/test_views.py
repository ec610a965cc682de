"""The form, its review and its receipt, as people who register meet them."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from scdapp.admission.models import Category
from scdapp.core.clock import ZONE
from scdapp.core.db import db
from scdapp.outbox.models import Mail
from scdapp.registration.models import Booking, Consent, Line, Participant
from tests.conftest import StoppedClock
from tests.factories import make_category, make_edition, make_product, make_question, make_terms
from tests.reading import text

KEY = "0b8f6a52-9b0e-4f0a-8c59-6c9f0d6f2a11"
OTHER_KEY = "5d0f2b54-3d3b-4a1e-9d51-1f6f1f0d7c22"
FORM = "/2024/anmalan/deltagare"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def category(app: Flask) -> Category:
    """One with two places and one pass."""
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=2)
    make_product(edition, category)
    return category


def the_pass(category: Category) -> str:
    return str(category.prices[0].product_id)


def filled(category: Category, **more: Any) -> dict[str, Any]:
    """What somebody sends who registers herself."""
    return {
        "form_key": KEY,
        "contact_name": "Åsa Exempel",
        "contact_email": "Asa@kommun.example",
        "attends": "y",
        "people-0-products": the_pass(category),
        **more,
    }


def hidden(page: str) -> dict[str, list[str]]:
    """What a page carries on unseen."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def book(client: FlaskClient, typed: dict[str, Any], path: str = FORM, **more: str) -> Any:
    """From what was typed to the answer to the binding button."""
    review = client.post(path, data=typed)
    assert review.status_code == 200, text(review.text)
    return client.post(path, data={**hidden(review.text), "step": "book", **more})


def how_many() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Participant)) or 0


def plain(answer: Any) -> str:
    return text(answer.text).replace("\u00a0", " ").replace(" :", ":")


def test_somebody_registers_herself(client: FlaskClient, category: Category) -> None:
    page = client.get(FORM)
    assert page.status_code == 200
    assert "Hela konferensen 5 400 kr exkl. moms 2 platser kvar" in plain(page)
    review = client.post(FORM, data=filled(category))
    assert "Åsa Exempel Plats, som det ser ut nu" in plain(review)
    assert "Summa exklusive moms 5 400 kr Moms 25 % på 5 400 kr 1 350 kr Summa inklusive moms 6 750 kr" in plain(review)
    assert how_many() == 0
    done = client.post(FORM, data={**hidden(review.text), "step": "book"})
    assert done.status_code == 303
    assert "asa" not in done.headers["Location"]
    receipt = client.get(done.headers["Location"])
    assert "Åsa Exempel Har plats" in plain(receipt)
    assert "asa@kommun.example" in plain(receipt)
    assert receipt.headers["Cache-Control"] == "no-store"
    booked = db.session.scalars(select(Participant)).one()
    assert (booked.name, booked.email, booked.state) == ("Åsa Exempel", "asa@kommun.example", "confirmed")
    assert [mail.letter for mail in db.session.scalars(select(Mail))] == ["booked"]


def test_the_receipt_is_for_the_browser_that_booked(app: Flask, client: FlaskClient, category: Category) -> None:
    address = book(client, filled(category)).headers["Location"]
    assert client.get(address).status_code == 200
    assert app.test_client().get(address).status_code == 404


def test_the_same_form_sent_twice_is_one_registration(client: FlaskClient, category: Category) -> None:
    review = client.post(FORM, data=filled(category))
    binding = {**hidden(review.text), "step": "book"}
    assert client.post(FORM, data=binding).headers["Location"] == client.post(FORM, data=binding).headers["Location"]
    assert how_many() == 1
    assert "Har plats" in plain(client.get(f"{FORM}/klar"))


def test_a_group_is_registered_by_somebody_who_stays_at_home(client: FlaskClient, app: Flask) -> None:
    """Eight people from Kumla; some with names, some later; six places."""
    edition = make_edition()
    make_terms(edition, conditions="Anmälan är **bindande**.")
    category = make_category(edition, capacity=6, pays=True, promised_on=datetime(2024, 9, 18).date())
    make_product(edition, category)
    dinner = make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12, capacity=1)
    question = make_question(edition, "Vad vill du höra om?", kind="several", choices="Vård\nTeknik", required=True)
    typed = filled(category, accepts_conditions="y", kind="municipality", municipality="Kumla kommun")
    typed |= {"buyer_reference": "FM1234", "contact_name": "Karin Exempel", "contact_email": "karin@kumla.example"}
    del typed["attends"]
    for number in range(8):
        typed[f"people-{number}-products"] = [the_pass(category), str(dinner.id)] if number < 2 else the_pass(category)
        typed[f"people-{number}-answer-{question.id}"] = ["Vård", "Teknik"]
    typed |= {"people-0-name": "Åsa Ett", "people-0-email": "asa@kumla.example", "people-0-listed": "y"}
    page = client.post(FORM, data=typed)
    assert plain(page).count("Plats, som det ser ut nu") == 6
    assert "Reservlistan, som det ser ut nu 1 står före. Besked senast onsdag 18 september 2024." in plain(page)
    assert "695 kr fullt, först i kön" in plain(page)
    receipt = client.get(book(client, typed).headers["Location"])
    assert plain(receipt).count("Har plats") == 6
    assert "Reservlistan, kölapp 2 Besked senast onsdag 18 september 2024." in plain(receipt)
    assert "Fakturan går till Kumla." in plain(receipt)
    booking = db.session.scalars(select(Booking)).one()
    assert (booking.contact_email, booking.buyer_reference) == ("karin@kumla.example", "FM1234")
    assert [one.state for one in booking.participants] == ["confirmed"] * 6 + ["waiting"] * 2
    assert {answer.value for one in booking.participants for answer in one.answers} == {"Vård\nTeknik"}
    dinners = db.session.scalars(select(Line.state).where(Line.product_id == dinner.id).order_by(Line.id))
    assert list(dinners) == ["taken", "waiting"]
    assert sorted(db.session.scalars(select(Consent.text))) == ["conditions", "list"]
    assert sorted(db.session.scalars(select(Mail.to_address))) == ["asa@kumla.example", "karin@kumla.example"]


def test_an_invalid_form_says_all_that_is_wrong_and_keeps_what_was_typed(client: FlaskClient, app: Flask) -> None:
    edition = make_edition()
    make_terms(edition, conditions="Villkor")
    category = make_category(edition, pays=True, access_code="scen")
    make_product(edition, category)
    asked = make_question(edition, "Hur många år?", kind="number", required=True)
    typed = {
        "form_key": KEY,
        "contact_name": "",
        "contact_email": "asa@",
        "contact_phone": "811218-9876",
        "kind": "company",
        "organisation_name": "Bolaget AB",
        "organisation_number": "212000-0143",
        "people-0-name": "Å" * 200,
        "people-1-email": "bo@kommun.example",
        "people-1-title": "chef",
        f"people-1-answer-{asked.id}": "många",
        "access_code": "fel",
    }
    page = client.post(FORM, data=typed)
    assert page.status_code == 422
    summary = plain(page).split("Rätta det här först")[1].split("Du som anmäler")[0]
    for words in (
        "Kod: Koden stämmer inte.",
        "Ditt namn: Fyll i det här fältet.",
        "Din e-postadress: Skriv en e-postadress",
        "Telefon: Här står något som ser ut som ett personnummer.",
        "Organisationsnummer: ",
        "godkänner dem: Kryssa i att ni godkänner villkoren.",
        "Person 1, Namn: Texten har 200 tecken.",
        "Person 1, Biljett: Välj vilka dagar det gäller.",
        "Person 1, Hur många år?: Svara på frågan.",
        "Person 2, Hur många år?: Skriv ett heltal med siffror.",
    ):
        assert words in summary
    for kept in ("asa@", "Bolaget AB", "212000-0143", "Å" * 200, "bo@kommun.example", "chef", "många"):
        assert f"{kept}" in page.text
    assert hidden(page.text)["form_key"] == [KEY]
    assert how_many() == 0


@pytest.mark.parametrize(
    ("tampered", "sentence"),
    [
        ({"people-0-products": "999999"}, "Välj något ur listan."),
        ({"people-0-products": ["1", "-1", "x"]}, "Välj något ur listan."),
        ({"people-²-name": "Ett", "people-99999999999-name": "Två", "people--1-name": "Tre", "people": "x"}, ""),
        ({"form_key": "'; DROP TABLE booking; --", "step": "remove-99", "seats_seen": "²"}, ""),
        ({f"people-{n}-name": f"P{n}" for n in range(500)}, "Högst 30 personer går bra i en anmälan."),
        ({"contact_name": ["Ett", "Två"]}, "Fältet skickades mer än en gång."),
        ({"people-0-name": "x" * 500_000, "attends": ""}, "Högst 120 får plats."),
        ({"contact_name": "x" * 10_000_000}, "Det du skickade är för stort"),
        ({"contact_name": "a\0b\u202e", "contact_email": "a\r\nBcc: b@c.example"}, "Skriv en e-postadress"),
    ],
    ids=["unknown", "strange", "numbers", "hidden", "crowd", "repeated", "long", "ten megabytes", "controls"],
)
def test_whatever_is_sent_is_answered_in_words(
    client: FlaskClient, category: Category, tampered: dict[str, Any], sentence: str
) -> None:
    typed = filled(category)
    if "people-7-name" in tampered:
        typed |= {f"people-{number}-products": the_pass(category) for number in range(500)}
    answer = client.post(FORM, data={**typed, **tampered})
    assert answer.status_code in ((413, 422) if sentence else (200,))
    assert sentence in plain(answer)
    assert how_many() == 0


def test_rows_come_and_go_without_a_script(client: FlaskClient, category: Category) -> None:
    more = client.post(FORM, data=filled(category, **{"people-0-title": "chef", "step": "add"}))
    assert more.status_code == 200
    assert plain(more).count("Person 2") == 1
    assert re.search(r'id="people-1-name"[^>]*autofocus|autofocus[^>]*id="people-1-name"', more.text)
    typed = filled(category, **{"people-0-name": "Ett", "people-1-name": "Två", "people-2-name": "Tre"})
    fewer = client.post(FORM, data={**typed, "step": "remove-1"})
    assert 'name="people-1-name" type="text" value="Tre"' in fewer.text
    assert "Två" not in fewer.text
    assert "Person 3" not in plain(fewer)


def test_of_two_for_the_last_place_one_is_told_and_offered_the_rest(client: FlaskClient, app: Flask) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition)
    make_product(edition, category, capacity=1)
    day = make_product(edition, category, name="Bara onsdag", amount=260_000)
    second = app.test_client()
    typed = filled(category, form_key=OTHER_KEY, contact_email="bo@kommun.example")
    reviews = [client.post(FORM, data=filled(category)), second.post(FORM, data=typed)]
    assert ["Plats, som det ser ut nu" in plain(one) for one in reviews] == [True, True]
    first, late = (hidden(one.text) for one in reviews)
    assert client.post(FORM, data={**first, "step": "book"}).status_code == 303
    refused = second.post(FORM, data={**late, "step": "book", "only_seats": "y"})
    assert refused.status_code == 422
    assert "Platserna tog slut medan du skickade. Inget är sparat." in plain(refused)
    assert "Hela konferensen 5 400 kr exkl. moms Fullt. Ställ dig i kön, du blir först." in plain(refused)
    assert how_many() == 1
    receipt = second.get(second.post(FORM, data={**late, "step": "book"}).headers["Location"])
    assert "Platser tog slut medan du skickade" in plain(receipt)
    assert f"Det här finns kvar. Vill du byta, logga in under Min anmälan: {day.name}" in plain(receipt)
    assert "Reservlistan, kölapp 1" in plain(receipt)


def test_full_without_a_waiting_list_is_said_and_refused(client: FlaskClient, app: Flask) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=0, waitlist=False)
    make_product(edition, category)
    assert "Alla platser är tagna, och det finns ingen reservlista." in plain(client.get(FORM))
    assert " disabled" in client.get(FORM).text
    refused = book(client, filled(category))
    assert refused.status_code == 422
    assert "Det finns inte så många platser kvar, och ingen reservlista." in plain(refused)
    assert "Åsa Exempel" in refused.text
    assert how_many() == 0


SPRING = datetime(2024, 3, 31, 9, 0, tzinfo=ZONE)
AUTUMN = datetime(2024, 10, 27, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("opens", "closes", "wall", "state"),
    [
        (SPRING, None, (2024, 3, 31, 8, 59, 59), "Anmälan öppnar söndag 31 mars 2024 kl. 09.00, om 1 sekund."),
        (SPRING, None, (2024, 3, 30, 9, 0, 0), "Anmälan öppnar söndag 31 mars 2024 kl. 09.00, om 23 timmar."),
        (SPRING, None, (2024, 3, 31, 9, 0, 0), "open"),
        (SPRING, AUTUMN, (2024, 10, 27, 8, 59, 59), "open"),
        (SPRING, AUTUMN, (2024, 10, 27, 9, 0, 0), "Anmälan stängde söndag 27 oktober 2024 kl. 09.00."),
    ],
)
def test_the_form_opens_and_closes_to_the_second(
    client: FlaskClient,
    clock: StoppedClock,
    opens: datetime,
    closes: datetime | None,
    wall: tuple[int, ...],
    state: str,
) -> None:
    edition = make_edition()
    make_terms(edition)
    window = (opens.astimezone(UTC), closes.astimezone(UTC) if closes else None)
    category = make_category(edition, windows=[window])
    make_product(edition, category)
    clock.set(*wall)
    page, sent = client.get(FORM), client.post(FORM, data=filled(category, step="book"))
    if state == "open":
        assert "Du som anmäler" in plain(page)
        assert sent.status_code == 303
    else:
        assert state in plain(page)
        assert "Du som anmäler" not in plain(page)
        assert sent.status_code == 422
        assert state in plain(sent)
        assert ("Säg till när det öppnar" in plain(page)) == (closes is None)
        assert how_many() == 0


def test_a_visit_costs_the_same_however_many_have_come(client: FlaskClient, category: Category) -> None:
    """Nothing by way of objects for the form once it is kept; for the receipt as much for one as for twenty."""
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: seen.append(statement))
    client.get(FORM)
    seen.clear()
    client.get(FORM)
    assert seen == []
    counts = []
    for key, people in ((KEY, 1), (OTHER_KEY, 20)):
        typed = filled(category, form_key=key, contact_email=f"{people}@kommun.example")
        typed |= {f"people-{number}-products": the_pass(category) for number in range(people)}
        address = book(client, typed).headers["Location"]
        seen.clear()
        client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_what_is_told_of_places_is_what_is_left_now(client: FlaskClient, category: Category) -> None:
    """The page is kept; what it says of places is not."""
    for left in ("2 platser kvar", "1 plats kvar", "Fullt. Ställ dig i kön, du blir först.", "Fullt. Ställ dig i kön:"):
        page = client.get(FORM)
        assert left in plain(page)
        key = hidden(page.text)["form_key"][0]
        book(client, filled(category, form_key=key, contact_email=f"{key[:8]}@kommun.example"))
