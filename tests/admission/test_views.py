"""The public page "Vem kan anmäla sig när", and what of it stands elsewhere."""

from datetime import date, timedelta

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.admission import terms_service
from scdapp.admission.category_rules import WindowFacts
from scdapp.admission.models import Price
from scdapp.admission.terms_rules import FeeFacts, TermsFacts
from scdapp.core.db import transaction
from scdapp.editions.models import Edition
from tests.admission.setting import CLOSES, OPENS, add_category, change, counted, wall
from tests.conftest import StoppedClock
from tests.factories import THEN, make_booking, make_category, make_edition, make_product, make_terms, save
from tests.reading import text

BOARD = "/2024/anmalan"


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition()
    make_terms(edition)
    return edition


def read(client: FlaskClient, path: str = BOARD) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return text(answer.text).replace("\xa0", " ")


def test_the_page_comes_with_the_terms_and_the_menu_with_it(client: FlaskClient) -> None:
    edition = make_edition()
    assert client.get(BOARD).status_code == 404
    assert BOARD not in client.get("/2024").text
    make_terms(edition)
    assert "Vem som kan anmäla sig och när är inte bestämt än." in read(client)
    assert f'href="{BOARD}"' in client.get("/2024/program").text
    make_terms(make_edition(2025, announced_at=None))
    assert client.get("/2025/anmalan").status_code == 404


def test_the_state_turns_with_the_second(client: FlaskClient, clock: StoppedClock, edition: Edition) -> None:
    make_category(edition)
    seen = []
    second = timedelta(seconds=1)
    for moment in (OPENS - timedelta(days=2), OPENS - second, OPENS, CLOSES - second, CLOSES):
        clock.moment = moment
        seen.append(read(client).partition("Deltagare ")[2])
    assert [one.split(" Föreningen")[0] for one in seen] == [
        "Öppnar om 2 dagar Tisdag 7 maj 2024 kl. 09.00. Säg till när det öppnar för Deltagare",
        "Öppnar i dag Tisdag 7 maj 2024 kl. 09.00. Säg till när det öppnar för Deltagare",
        "Öppen Stänger fredag 13 september 2024 kl. 17.00. Anmäl dig som Deltagare",
        "Öppen Stänger fredag 13 september 2024 kl. 17.00. Anmäl dig som Deltagare",
        "Stängd Stängde fredag 13 september 2024 kl. 17.00. Ingen anmälan",
    ]


def test_places_are_shown_live_although_the_page_is_kept(client: FlaskClient, edition: Edition) -> None:
    category = make_category(edition, capacity=22, promised_on=date(2024, 9, 18))

    def state() -> str:
        return read(client).partition("Deltagare ")[2].partition(" Stänger")[0]

    seen = [state()]
    for bookings in (2, 10, 9, 1, 2):
        for _ in range(bookings):
            make_booking(category)
        seen.append(state())
    assert seen == [
        "Öppen Minst 20 platser kvar.",
        "Öppen Minst 20 platser kvar.",
        "Få platser kvar 10 platser kvar.",
        "Få platser kvar 1 plats kvar.",
        "Full Reservlistan är öppen, ingen står före dig. Besked senast onsdag 18 september 2024.",
        "Full Reservlistan är öppen, 2 står före dig. Besked senast onsdag 18 september 2024.",
    ]
    assert "Till reservlistan som Deltagare" in read(client)


def test_a_full_category_without_a_waiting_list_leads_nowhere(client: FlaskClient, edition: Edition) -> None:
    category = make_category(edition, capacity=1, waitlist=False)
    make_booking(category)
    page = read(client)
    assert "Full Ingen reservlista. Stänger fredag 13 september 2024 kl. 17.00. Ingen anmälan" in page
    assert "/2024/anmalan/deltagare" not in client.get(BOARD).text


def test_prices_are_those_that_hold_now_and_what_comes(
    client: FlaskClient, clock: StoppedClock, edition: Edition
) -> None:
    category = make_category(edition)
    whole = make_product(edition, category, name_en="Whole conference", amount=590_000)
    save(Price(product_id=whole.id, category_id=category.id, amount=540_000, until=wall(2024, 9, 1)))
    make_product(edition, category, name="Mingel", kind="extra", amount=0)
    assert "Hela konferensen 5 400 kr därefter 5 900 kr från 1 september 2024 Mingel utan avgift Öppen" in read(client)
    assert "Whole conference SEK 5,400" in read(client, f"/en{BOARD}")
    clock.moment = wall(2024, 9, 1)
    assert "Hela konferensen 5 900 kr Mingel" in read(client)


def test_a_category_that_needs_a_word_says_so(client: FlaskClient, edition: Edition) -> None:
    make_category(edition, "Talare", access_code="sommar")
    page = client.get(BOARD).text
    assert "Du behöver koden ur brevet från arrangören." in page
    assert "sommar" not in page


def test_hidden_categories_and_withdrawn_products_are_not_there(client: FlaskClient, edition: Edition) -> None:
    category = make_category(edition)
    make_category(edition, "Press", listed=False)
    make_product(edition, category, name="Gammal", withdrawn=True)
    page = read(client)
    assert "Press" not in page
    assert "Gammal" not in page


def test_what_holds_afterwards_is_told(client: FlaskClient, edition: Edition) -> None:
    make_category(edition)
    facts = TermsFacts(
        conditions="**Bindande.**",
        invoice_fee=5000,
        changes_close_at=wall(2024, 9, 20, 17),
        seminars_open_at=wall(2024, 8, 19, 9),
        fees=(FeeFacts(wall(2024, 9, 1), 0), FeeFacts(wall(2024, 9, 14, 12), 50)),
    )
    with transaction():
        terms_service.update_terms(edition.id, facts, version=1, now=THEN)
    page = read(client)
    assert "Alla priser är utan moms. Faktureringsavgiften är 50 kr." in page
    assert "Seminarier Väljs från måndag 19 augusti 2024 kl. 09.00." in page
    assert (
        "Före 1 september 2024: utan kostnad. Före lördag 14 september 2024 kl. 12.00: 50 procent av priset. "
        "Därefter hela priset." in page
    )
    assert "Villkor Bindande." in page


def test_a_visit_costs_two_small_queries_however_many_there_are(client: FlaskClient, edition: Edition) -> None:
    costs = []
    for count in (3, 27):
        for number in range(count):
            make_product(edition, make_category(edition, f"K {count}-{number}"), name=f"P {count}-{number}")
        client.get(BOARD)
        costs.append(counted(lambda: client.get(BOARD)))
    # What is asked through the driver itself, the version of what is published, is not counted here.
    assert costs == [1, 1]


def test_a_moved_opening_moves_in_the_calendar_with_the_same_uid(client: FlaskClient, edition: Edition) -> None:
    def entries() -> dict[str, tuple[str, object, int]]:
        read = icalendar.Calendar.from_ical(client.get("/2024/viktiga-datum.ics").data)
        return {
            str(one["UID"]): (str(one["SUMMARY"]), one["DTSTART"].dt, int(one["SEQUENCE"]))
            for one in read.walk("VEVENT")
        }

    category = add_category(edition, promised_on=date(2024, 9, 18))
    before = entries()
    assert sorted(what for what, _, _ in before.values()) == [
        "Anmälan stänger (Deltagare)",
        "Anmälan öppnar (Deltagare)",
    ]
    uid = next(uid for uid, (what, _, _) in before.items() if "öppnar" in what)
    key = category.windows[0].id
    change(edition, "deltagare", windows=(WindowFacts(wall(2024, 5, 26, 9), CLOSES, key),))
    after = entries()
    assert after.keys() == before.keys()
    assert (before[uid][1], before[uid][2]) == (OPENS, 0)
    assert (after[uid][1], after[uid][2]) == (wall(2024, 5, 26, 9), 1)


def test_the_same_moment_for_several_is_one_stop_on_the_line(client: FlaskClient, edition: Edition) -> None:
    for name in ("Deltagare", "Medlem"):
        add_category(edition, name, promised_on=date(2024, 9, 18))
    page = read(client, "/2024/viktiga-datum")
    assert page.count("Anmälan öppnar") == 1
    assert "Anmälan öppnar För: Deltagare, Medlem" in page
    assert "Besked" not in page


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (OPENS - timedelta(days=1), "Anmälan öppnar tisdag 7 maj 2024 kl. 09.00. Vem kan anmäla sig när"),
        (OPENS, "Anmälan är öppen till fredag 13 september 2024 kl. 17.00. Anmäl dig"),
        (CLOSES, "Anmälan är stängd. Vem kan anmäla sig när"),
    ],
)
def test_the_start_page_says_the_one_thing_that_matters(
    client: FlaskClient, clock: StoppedClock, edition: Edition, moment: object, sentence: str
) -> None:
    make_category(edition)
    clock.moment = moment  # type: ignore[assignment]
    assert f"Just nu {sentence}" in read(client, "/2024")


def test_the_start_page_knows_within_a_minute_that_it_is_full(
    client: FlaskClient, clock: StoppedClock, edition: Edition
) -> None:
    category = make_category(edition, capacity=1)
    assert "Anmälan är öppen till" in read(client, "/2024")
    make_booking(category)
    clock.moment += timedelta(minutes=1)
    assert "Fullt. Reservlistan är öppen. Anmäl dig" in read(client, "/2024")


def test_organisers_see_the_page_as_of_another_moment(organiser: FlaskClient, edition: Edition) -> None:
    make_category(edition)
    assert "Öppen Stänger" in read(organiser)
    organiser.post("/arrangor/tidsresa", data={"moment": "2024-05-07T08:59", "next": BOARD})
    assert "Öppnar i dag" in read(organiser)
