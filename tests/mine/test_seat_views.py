"""A seat in the hands of its holder and of the contact: every verb through its page, the invalid forms whole."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.outbox.models import Mail
from scdapp.registration.models import Consent, Participant
from scdapp.registration.rules import PersonWish
from tests.conftest import StoppedClock, logged_in_guest
from tests.factories import make_booking
from tests.mine.people import ASA, BO, EVA, Party, make_party

ULF = "ulf@kommun.example"


@pytest.fixture
def party(app: Flask) -> Party:
    return make_party()


@pytest.fixture
def contact(app: Flask, party: Party) -> FlaskClient:
    return logged_in_guest(app, ASA)


@pytest.fixture
def colleague(app: Flask, party: Party) -> FlaskClient:
    return logged_in_guest(app, BO)


def path(seat: Participant, page: str = "") -> str:
    return f"/min-anmalan/{seat.uid}{page}"


def reloaded(seat: Participant) -> Participant:
    db.session.rollback()
    return db.session.get_one(Participant, seat.id, populate_existing=True)


def hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in re.findall(r"<input[^>]*>", page):
        if 'type="hidden"' in field and (name := re.search(r'name="([^"]+)"', field)):
            value = re.search(r'value="([^"]*)"', field)
            found.setdefault(name[1], []).append(value[1] if value else "")
    return found


def question(page: str) -> str:
    return re.findall(r'name="(answer-\d+)"', page)[0]


def test_one_corrects_ones_own_and_says_yes_to_the_list(colleague: FlaskClient, party: Party) -> None:
    bo = party.seats[1]
    page = colleague.get(path(bo, "/person")).text
    typed = {
        **{"version": "1", "name": "Bo Ek", "email": EVA, "title": "enhetschef", "workplace": "Malmö stad"},
        **{"listed": "y", "avoid_photo": "y", "earlier_visits": "3", question(page): "Nya idéer"},
    }
    answer = colleague.post(path(bo, "/person"), data=typed)
    assert (answer.status_code, answer.location) == (303, path(bo))
    bo = reloaded(bo)
    assert (bo.name, bo.email, bo.title, bo.workplace, bo.listed, bo.avoid_photo, bo.earlier_visits) == (
        *("Bo Ek", BO, "enhetschef", "Malmö stad"),
        *(True, True, 3),
    )
    assert [one.value for one in bo.answers] == ["Nya idéer"]
    assert db.session.scalars(select(Consent.participant_id).where(Consent.text == "list")).all() == [bo.id]
    shown = colleague.get(path(bo)).text
    assert "Uppgifterna är sparade." in shown
    assert "Nya idéer" in shown


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(colleague: FlaskClient, party: Party) -> None:
    bo = party.seats[1]
    wrong = {"version": "1", "name": "x" * 121, "title": "19121212-1212", "earlier_visits": "ofta", "workplace": "Lund"}
    answer = colleague.post(path(bo, "/person"), data=wrong)
    assert answer.status_code == 422
    assert [f'id="{name}-error"' in answer.text for name in ("name", "title", "earlier_visits", "workplace")] == [
        *(True, True, True),
        False,
    ]
    assert all(value in answer.text for value in wrong.values())
    assert reloaded(bo).version == 1


def test_what_somebody_saved_meanwhile_stands_beside_what_one_typed(
    colleague: FlaskClient, contact: FlaskClient, party: Party
) -> None:
    bo = party.seats[1]
    contact.post(path(bo, "/person"), data={"version": "1", "name": "Bo Berg"})
    answer = colleague.post(path(bo, "/person"), data={"version": "1", "name": "Bo Ek"})
    assert answer.status_code == 409
    assert ("Bo Berg" in answer.text, 'value="Bo Ek"' in answer.text, 'value="2"' in answer.text) == (True,) * 3
    assert colleague.post(path(bo, "/person"), data={"version": "2", "name": "Bo Ek"}).status_code == 303
    assert reloaded(bo).name == "Bo Ek"


def test_the_contact_sees_and_changes_names_but_nothing_that_is_personal(
    contact: FlaskClient, colleague: FlaskClient, party: Party
) -> None:
    bo = party.seats[1]
    form = colleague.get(path(bo, "/person")).text
    colleague.post(path(bo, "/person"), data={"version": "1", "name": "Bo", question(form): "Ett hemligt svar"})
    seen = contact.get(path(bo)).text
    assert ("Bo" in seen, "Ett hemligt svar" in seen, bo.code in seen) == (True, False, False)
    assert contact.get(path(bo, "/kod.svg")).status_code == 404
    typed = {"version": "2", "name": "Bo Ek", "listed": "y", "title": "kung"}
    assert contact.post(path(bo, "/person"), data=typed).status_code == 303
    bo = reloaded(bo)
    assert (bo.name, bo.listed, bo.title) == ("Bo Ek", False, None)
    answer = contact.post(path(bo, "/person"), data={"version": "3", "name": " "})
    assert answer.status_code == 422


def test_a_name_comes_later_and_the_person_gets_a_letter(contact: FlaskClient, party: Party) -> None:
    seat = party.seats[2]
    typed = {"version": "1", "name": "Eva Exempel", "email": "Eva@Kommun.example"}
    assert contact.post(path(seat, "/person"), data=typed).status_code == 303
    assert (reloaded(seat).email, reloaded(seat).name) == (EVA, "Eva Exempel")
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert mail is not None
    assert (mail.letter, mail.to_address) == ("seat", EVA)
    taken = contact.post(path(party.seats[0], "/overlat"), data={"version": "1", "name": "Bo", "email": BO})
    assert taken.status_code == 422
    assert "Den adressen har redan en plats." in taken.text


def test_other_products_are_reviewed_with_the_difference_before_they_are_binding(
    contact: FlaskClient, party: Party
) -> None:
    seat = party.seats[0]
    url = path(seat, "/val")
    assert "Har du nu" in contact.get(url).text
    chosen = {"version": "1", "products": [str(party.whole.id), str(party.dinner.id)]}
    review = contact.post(url, data=chosen)
    assert review.status_code == 200
    assert "Det blir 695\u00a0kr dyrare, exklusive moms." in review.text
    assert len(reloaded(seat).lines) == 1
    sent = {**hidden(review.text), "steg": "spara"}
    assert contact.post(url, data=sent).status_code == 303
    assert [(line.product.name, line.state) for line in reloaded(seat).lines] == [
        ("Hela konferensen", "taken"),
        ("Middag", "taken"),
    ]
    again = contact.post(url, data=sent)
    assert again.status_code in (409, 422)
    assert len(reloaded(seat).lines) == 2


def test_a_price_that_rose_since_the_review_is_shown_again(contact: FlaskClient, party: Party) -> None:
    seat = party.seats[0]
    data = {"version": "1", "products": [str(party.whole.id), str(party.dinner.id)], "seen": "1", "steg": "spara"}
    answer = contact.post(path(seat, "/val"), data=data)
    assert answer.status_code == 422
    assert "Priset har ändrats sedan du granskade." in answer.text
    assert len(reloaded(seat).lines) == 1


@pytest.mark.parametrize("products", [[], ["x"], ["999"], ["both"]])
def test_what_cannot_be_chosen_is_said_beside_the_choice(
    contact: FlaskClient, party: Party, products: list[str]
) -> None:
    ids = [str(party.whole.id), str(party.wednesday.id)] if products == ["both"] else products
    answer = contact.post(path(party.seats[0], "/val"), data={"version": "1", "products": ids})
    assert answer.status_code == 422
    assert 'id="products-error"' in answer.text


def test_a_full_extra_is_waited_for_and_left(colleague: FlaskClient, contact: FlaskClient, party: Party) -> None:
    asa, bo, _ = party.seats
    for client, seat in ((contact, asa), (colleague, bo)):
        data = {"version": "1", "products": [str(party.whole.id), str(party.dinner.id)]}
        review = client.post(path(seat, "/val"), data=data)
        client.post(path(seat, "/val"), data={**hidden(review.text), "steg": "spara"})
    assert "Fullt: du ställs i kön" in review.text
    line = reloaded(bo).lines[1]
    assert line.state == "waiting"
    assert "Först i kön." in colleague.get(path(bo)).text
    assert contact.post(path(asa, f"/ko/{line.id}/lamna")).status_code == 404
    assert colleague.post(path(bo, f"/ko/{line.id}/lamna")).status_code == 303
    late = colleague.post(path(bo, f"/ko/{line.id}/lamna"))
    assert late.status_code == 422
    assert "Du står inte i den kön längre." in late.text


def test_a_seat_is_passed_on(colleague: FlaskClient, app: Flask, party: Party) -> None:
    bo = party.seats[1]
    empty = colleague.post(path(bo, "/overlat"), data={"version": "1", "title": "kvar"})
    assert empty.status_code == 422
    assert ('id="name-error"' in empty.text, 'id="email-error"' in empty.text, 'value="kvar"' in empty.text) == (
        *(True, True),
        True,
    )
    answer = colleague.post(path(bo, "/overlat"), data={"version": "1", "name": "Eva Exempel", "email": EVA})
    assert (answer.status_code, answer.location) == (303, "/min-anmalan")
    assert "överlämnad till Eva Exempel" in colleague.get("/min-anmalan").text
    assert colleague.get(path(bo)).status_code == 404
    taker = logged_in_guest(app, EVA).get(path(bo)).text
    assert ("Eva Exempel" in taker, "Bo Exempel" in taker) == (True, False)


def test_days_are_given_and_taken_back(colleague: FlaskClient, app: Flask, party: Party) -> None:
    bo = party.seats[1]
    url = path(bo, "/dagar")
    wrong = colleague.post(url, data={"version": "1", "date": "2024-12-24", "name": "Eva", "email": "eva"})
    assert wrong.status_code == 422
    assert ('id="date-error"' in wrong.text, 'id="email-error"' in wrong.text) == (True, True)
    given = {"version": "1", "date": "2024-10-04", "name": "Eva Exempel", "email": EVA}
    assert colleague.post(url, data=given).status_code == 303
    day, code = f"/min-anmalan/dag/{reloaded(bo).shares[0].uid}", bo.shares[0].code
    sharer = logged_in_guest(app, EVA)
    assert code in sharer.get(day).text
    assert sharer.get(f"{day}/kod.svg").mimetype == "image/svg+xml"
    assert sharer.get(path(bo)).status_code == 404
    assert colleague.post(f"{url}/2024-10-03/ta-tillbaka").status_code == 404
    assert colleague.post(f"{url}/2024-10-04/ta-tillbaka").status_code == 303
    assert reloaded(bo).shares == []
    assert sharer.get(day).status_code == 404
    colleague.post(url, data={**given, "version": "3"})
    again = reloaded(bo).shares[0].uid
    assert sharer.post(f"/min-anmalan/dag/{again}/ge-tillbaka").location == "/min-anmalan"
    assert reloaded(bo).shares == []


def test_the_fee_is_shown_before_the_button_that_is_binding(
    colleague: FlaskClient, party: Party, clock: StoppedClock
) -> None:
    bo = party.seats[1]
    page = colleague.get(path(bo, "/avboka")).text
    assert "50 procent av priset" in page
    assert "Avboka, bindande, för 3\u00a0375\u00a0kr" in page
    clock.set(2024, 9, 21, 9, 0)
    changed = colleague.post(path(bo, "/avboka"), data=hidden(page))
    assert changed.status_code == 422
    assert "Avgiften har ändrats" in changed.text
    assert reloaded(bo).state == "confirmed"
    assert colleague.post(path(bo, "/avboka"), data=hidden(changed.text)).status_code == 303
    assert (reloaded(bo).state, reloaded(bo).cancel_reason, reloaded(bo).cancel_fee_percent) == (
        *("cancelled", "declined"),
        100,
    )
    assert "Avgift 100 procent av priset." in colleague.get(path(bo)).text
    for page_of in ("/person", "/val", "/overlat", "/avboka", "/dagar", "/kod.svg"):
        assert colleague.get(path(bo, page_of)).status_code == 404


def test_the_waiting_list_is_left_and_offers_are_answered_here_too(app: Flask) -> None:
    party = make_party(capacity=3)
    people = (("Eva Exempel", EVA), ("Ulf Exempel", ULF))
    wishes = [PersonWish(name, email, product_ids=(party.whole.id,)) for name, email in people]
    eva, ulf = (make_booking(party.category, wish).participants[0] for wish in wishes)
    contact = logged_in_guest(app, ASA)
    contact.post(path(party.seats[2], "/avboka"), data={"seen": "50"})
    client = logged_in_guest(app, EVA)
    assert "Svara senast" in client.get(path(eva)).text
    assert client.post(path(eva, "/svar"), data={"svar": "kanske"}).status_code == 422
    assert client.post(path(eva, "/svar"), data={"svar": "nej"}).status_code == 303
    assert (reloaded(eva).state, reloaded(ulf).state) == ("cancelled", "offered")
    second = logged_in_guest(app, ULF)
    assert second.post(path(ulf, "/svar"), data={"svar": "ja"}).status_code == 303
    late = second.post(path(ulf, "/svar"), data={"svar": "nej"})
    assert late.status_code == 422
    assert "Erbjudandet gäller inte längre." in late.text
    assert reloaded(ulf).state == "confirmed"


def test_what_happened_is_told_in_words_and_with_who_did_it(
    contact: FlaskClient, colleague: FlaskClient, party: Party
) -> None:
    bo = party.seats[1]
    contact.post(path(bo, "/person"), data={"version": "1", "name": "Bo Ek"})
    colleague.post(path(bo, "/person"), data={"version": "2", "name": "Bo Ek", "title": "chef"})
    told = re.findall(r'<li class="change">.*?</li>', colleague.get(path(bo)).text, re.DOTALL)
    assert [re.sub(r"<[^>]+>|\s+", " ", one).split() for one in told] == [
        ["Uppgifter", "ändrades", "måndag", "26", "augusti", "2024", "kl.", "09.00", ",", "av", "dig"],
        ["Uppgifter", "ändrades", "måndag", "26", "augusti", "2024", "kl.", "09.00", ",", "av", "Åsa", "Exempel"],
        ["Anmälan", "gjordes", "måndag", "26", "augusti", "2024", "kl.", "09.00", ",", "av", "Åsa", "Exempel"],
    ]


def test_who_has_a_seat_needs_no_other_one_for_other_days(app: Flask) -> None:
    party = make_party(capacity=3)  # and so the category is full
    contact, url = logged_in_guest(app, ASA), path(party.seats[0], "/val")
    assert "Ställ dig i kön" not in contact.get(url).text
    review = contact.post(url, data={"version": "1", "products": [str(party.wednesday.id)]})
    assert "Fullt" not in review.text
    assert contact.post(url, data={**hidden(review.text), "steg": "spara"}).status_code == 303
    assert [line.product.name for line in reloaded(party.seats[0]).lines if line.state == "taken"] == ["Onsdag"]
