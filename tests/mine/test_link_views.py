"""What the links in letters open: looking changes nothing, an answer counts once, nobody learns more than they may."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core import clock as site_clock
from scdapp.core.db import db, transaction
from scdapp.outbox.models import Mail
from scdapp.registration import seat_service
from scdapp.registration.letters import OFFER, SHOW
from scdapp.registration.models import Participant
from scdapp.registration.rules import CONTACT, PARTICIPANT, PersonWish
from scdapp.tokens import service as tokens
from scdapp.tokens.rules import LinkKind
from tests.conftest import StoppedClock
from tests.factories import make_booking
from tests.mine.people import ASA, BO, EVA, FRIDAY, Party, make_party


@pytest.fixture
def party(app: Flask) -> Party:
    return make_party(capacity=3)


@pytest.fixture
def waiting(party: Party) -> Participant:
    """Somebody who waits for a place."""
    return make_booking(party.category, PersonWish("Eva Exempel", EVA, product_ids=(party.whole.id,))).participants[0]


def link(kind: LinkKind, subject: str) -> str:
    with transaction():
        token = tokens.mint(kind, subject, now=site_clock.now())
    return f"/min-anmalan/{'visa' if kind is SHOW else 'erbjudande'}/{token}"


def cancel_one(party: Party) -> None:
    with transaction():
        seat_service.cancel(party.seats[2].id, reason="cancelled", actor=CONTACT, now=site_clock.now())


def last_mail() -> Mail:
    db.session.rollback()
    return db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()  # type: ignore[return-value]


def test_a_glimpse_of_everything_that_is_linked_to(party: Party, client: FlaskClient) -> None:
    with transaction():
        share = seat_service.share_day(
            party.seats[1].id,
            FRIDAY,
            seat_service.Person("Eva Exempel", EVA),
            version=1,
            actor=PARTICIPANT,
            now=site_clock.now(),
        )
    subjects = {
        f"booking:{party.booking.uid}": (ASA, {"Åsa Exempel", "Bo Exempel", party.booking.number}),
        f"participant:{party.seats[1].uid}": (BO, {"Bo Exempel"}),
        f"participant:{party.seats[2].uid}": (ASA, {"Namn kommer senare"}),
        f"share:{share.uid}": (EVA, {"Eva Exempel", "fredag 4 oktober 2024"}),
    }
    for subject, (email, told) in subjects.items():
        path = link(SHOW, subject)
        page = client.get(path)
        assert {one for one in told if one in page.text} == told
        assert [address for address in (ASA, BO, EVA) if address in page.text] == []
        headers = {name: page.headers[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")}
        assert headers == {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        assert client.post(path, data={"email": "eve@evil.example"}).location == "/min-anmalan/logga-in/skickat"
        assert (last_mail().letter, last_mail().to_address) == ("login_link", email)


@pytest.mark.parametrize("path", ["visa", "erbjudande"])
def test_what_is_no_link_of_that_kind_is_nowhere(party: Party, client: FlaskClient, path: str) -> None:
    other = link(OFFER if path == "visa" else SHOW, f"participant:{party.seats[0].uid}").rpartition("/")[2]
    for token in ("x" * 43, other):
        assert client.get(f"/min-anmalan/{path}/{token}").status_code == 404
        assert client.post(f"/min-anmalan/{path}/{token}").status_code == 404


def test_who_had_the_seat_before_sees_it_no_more(party: Party, client: FlaskClient) -> None:
    path = link(SHOW, f"participant:{party.seats[1].uid}")
    with transaction():
        taker = seat_service.Person("Eva Exempel", EVA)
        seat_service.transfer(party.seats[1].id, taker, version=1, actor=CONTACT, now=site_clock.now())
    assert client.get(path).status_code == 404


def test_an_offer_is_taken_by_its_link(party: Party, waiting: Participant, client: FlaskClient) -> None:
    cancel_one(party)
    path = link(OFFER, f"participant:{waiting.uid}")
    for _ in range(2):
        page = client.get(path).text
        assert "Svara senast torsdag 29 augusti 2024 kl.\u00a017.00." in page
    db.session.refresh(waiting)
    assert waiting.state == "offered"
    assert client.post(path).status_code == 422
    answer = client.post(path, data={"svar": "ja"})
    assert (answer.status_code, answer.location) == (303, path)
    assert "Platsen är din" in client.get(path).text
    late = client.post(path, data={"svar": "nej"})
    assert late.status_code == 422
    assert "Platsen är din" in late.text
    db.session.refresh(waiting)
    assert waiting.state == "confirmed"


def test_an_offer_is_declined_and_a_way_back_is_shown(party: Party, waiting: Participant, client: FlaskClient) -> None:
    cancel_one(party)
    path = link(OFFER, f"participant:{waiting.uid}")
    client.post(path, data={"svar": "nej"})
    page = client.get(path).text
    assert "Du har tackat nej" in page
    assert 'href="/2024/anmalan/deltagare"' in page


def test_after_the_deadline_nothing_is_changed_and_it_is_said(
    party: Party, waiting: Participant, client: FlaskClient, clock: StoppedClock
) -> None:
    cancel_one(party)
    path = link(OFFER, f"participant:{waiting.uid}")
    clock.moment += timedelta(days=4)
    answer = client.post(path, data={"svar": "ja"})
    assert answer.status_code == 422
    assert "Tiden har gått ut" in answer.text
    assert "Svaret kom för sent. Inget är ändrat." in answer.text
    db.session.refresh(waiting)
    assert waiting.state == "offered"


def test_a_product_is_offered_and_answered_the_same_way(party: Party, client: FlaskClient) -> None:
    wants = (party.whole.id, party.dinner.id)
    with transaction():
        for seat in party.seats[:2]:
            seat_service.change_products(seat.id, wants, version=1, actor=CONTACT, now=site_clock.now())
    with transaction():
        seat_service.change_products(party.seats[0].id, wants[:1], version=2, actor=CONTACT, now=site_clock.now())
    line = next(one for one in party.seats[1].lines if one.product_id == party.dinner.id)
    assert line.state == "offered"
    path = link(OFFER, f"line:{line.id}")
    assert "695\u00a0kr exkl. moms" in client.get(path).text
    assert client.post(path, data={"svar": "ja"}).status_code == 303
    db.session.refresh(line)
    assert line.state == "taken"


def test_so_many_links_and_no_more(party: Party, client: FlaskClient) -> None:
    path = link(SHOW, f"booking:{party.booking.uid}")
    assert [client.post(path).status_code for _ in range(6)] == [303] * 5 + [429]
