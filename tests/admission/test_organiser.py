"""The desk of a year's registration, as an organiser uses it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.admission import queries
from scdapp.admission.models import Category, Product, Question, Terms
from scdapp.core.db import db
from scdapp.editions.models import Edition, KeyDate
from tests.admission.setting import add_category, counted, told
from tests.factories import make_booking, make_category, make_edition, make_product, make_question, make_terms
from tests.programme.sending import form
from tests.reading import said, text

DESK = "/arrangor/2024/anmalan"
HOSTILE = '<script>alert("x")</script>{{ 7 * 7 }}'
ESCAPED = "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;{{ 7 * 7 }}"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_edition()


@pytest.fixture
def terms(edition: Edition) -> Terms:
    return make_terms(edition)


def rows(*models: Any) -> list[dict[str, object]]:
    """All that stands, to see that nothing changed."""
    db.session.rollback()
    found = [row for model in models for row in db.session.scalars(select(model).order_by(model.id))]
    return [{column.name: getattr(row, column.key) for column in row.__table__.columns} for row in found]


def test_a_year_begins_with_the_usual_categories(organiser: FlaskClient, edition: Edition) -> None:
    assert "Inget är inställt än för 2024." in text(organiser.get(DESK).text)
    for path in ("/villkor", "/kategorier/ny", "/produkter/ny", "/fragor/ny"):
        assert organiser.get(DESK + path).status_code == 404
    answer = organiser.post(DESK, data={"standard": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    page = text(organiser.get(DESK).text)
    for name in ("Deltagare", "Medlem", "Talare dold", "Monterpersonal", "Socionomstudent", "Värdstad", "Press"):
        assert name in page
    assert page.count("Ingen öppettid") == 7


def test_the_overview_tells_how_it_stands(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    category = make_category(edition, capacity=1)
    make_product(edition, category, name="Middag", kind="extra", vat_rate=12)
    for _ in range(2):
        make_booking(category)
    make_question(edition, required=True)
    page = text(organiser.get(DESK).text)
    assert (
        "Deltagare tisdag 7 maj 2024 kl. 09.00 till fredag 13 september 2024 kl. 17.00 "
        "Full. 1 av 1 platser tagna, 1 väntar. 1 väntar utan lovat besked." in page
    )
    assert "Middag Deltagare 5 400 kr. Tillval, moms 12 %. 0 tagna, ingen gräns." in page.replace("\xa0", " ")
    assert "Vad hoppas du på? Måste besvaras, ställs till alla." in page


def test_the_overview_asks_as_much_for_30_as_for_3(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            category = make_category(edition, f"Kategori {count}-{number}")
            make_product(edition, category, name=f"Produkt {count}-{number}")
            make_question(edition)

    costs = []
    for count in (3, 27):
        fill(count)
        organiser.get(DESK)
        costs.append(counted(lambda: organiser.get(DESK)))
    assert costs[0] == costs[1]


def category_form(**changed: str) -> dict[str, str]:
    typed = {
        "name": "Deltagare",
        "windows-0-opens_at": "2024-05-07T09:00",
        "windows-0-closes_at": "2024-09-13T17:00",
        "windows-1-opens_at": "",
        "windows-1-closes_at": "",
        "group_limit": "30",
        "offer_workdays": "3",
        "counts": "y",
        "listed": "y",
        "waitlist": "y",
        "promised_on": "2024-09-18",
    }
    return typed | changed


def test_a_category_is_added_with_its_window(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    answer = organiser.post(f"{DESK}/kategorier/ny", data=category_form(capacity="300", access_code="sommar"))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DESK}#kategorier")
    made = queries.get_category(edition.id, "deltagare")
    assert (made.quota.capacity, made.access_code, made.counts, made.pays) == (300, "sommar", True, False)
    assert [(what, when) for what, _, when, _, _ in told(edition, internal=True)] == [
        ("Anmälan öppnar", "2024-05-07 09.00"),
        ("Anmälan stänger", "2024-09-13 17.00"),
        ("Besked till alla på reservlistan", "2024-09-18"),
    ]


def test_the_form_sends_back_what_it_showed_and_changes_nothing(organiser: FlaskClient, edition: Edition) -> None:
    make_terms(edition)
    add_category(edition, capacity=10, description="Chefer\n\noch andra", automatic=False)
    before = rows(Category, KeyDate)
    address = f"{DESK}/kategorier/deltagare"
    assert organiser.post(address, data=form(organiser.get(address).text, address)).status_code == 303
    after = rows(Category, KeyDate)
    for row in (*before, *after):
        row.pop("version", None)
    assert after == before


BAD = [
    ({"name": ""}, "Fyll i det här fältet."),
    ({"name": "199001011234 igen 19900101-0017"}, None),
    ({"windows-0-opens_at": "snart"}, "Skriv dag och klockslag, så här: 2024-10-02 10:15."),
    (
        {"windows-0-opens_at": "2024-03-31T02:30"},
        "Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00.",
    ),
    ({"windows-0-opens_at": ""}, "Skriv när det öppnar också, eller töm båda."),
    ({"windows-0-closes_at": "2024-05-07T09:00"}, "Anmälan stänger innan den har öppnat. Se över tiderna."),
    ({"capacity": "många"}, "Skriv ett heltal med siffror."),
    ({"group_limit": "0"}, "Talet ska ligga mellan 1 och 100."),
    ({"promised_on": "2024-13-01"}, "Skriv ett datum som finns, så här: 2024-10-02."),
]


@pytest.mark.parametrize(("changed", "sentence"), BAD)
@pytest.mark.parametrize("path", ["ny", "medlem"])
def test_a_bad_form_says_why_keeps_what_was_typed_and_saves_nothing(
    organiser: FlaskClient, edition: Edition, terms: Terms, path: str, changed: dict[str, str], sentence: str | None
) -> None:
    add_category(edition, "Medlem")
    before = rows(Category, KeyDate)
    typed = category_form(description=HOSTILE, version="1", **changed)
    answer = organiser.post(f"{DESK}/kategorier/{path}", data=typed)
    assert answer.status_code == 422
    assert len(said(answer.text)) == 1
    assert sentence in (said(answer.text)[0], None)
    assert ESCAPED in answer.text
    for value in changed.values():
        assert f'value="{value}"' in answer.text
    assert rows(Category, KeyDate) == before


def test_what_organisers_wrote_is_shown_as_they_wrote_it(
    organiser: FlaskClient, client: FlaskClient, edition: Edition, terms: Terms
) -> None:
    category = add_category(edition, HOSTILE, description=HOSTILE)
    make_product(edition, category, name=HOSTILE)
    make_question(edition, HOSTILE)
    for page in (organiser.get(DESK), client.get("/2024/anmalan"), client.get("/2024/viktiga-datum")):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "alert(" in page.text.replace("\xad", "")


def test_the_second_of_two_organisers_sees_both_versions(
    organiser: FlaskClient, edition: Edition, terms: Terms
) -> None:
    add_category(edition)
    address = f"{DESK}/kategorier/deltagare"
    opened = form(organiser.get(address).text, address)
    assert organiser.post(address, data=opened | {"capacity": "5"}).status_code == 303
    before = rows(Category)
    second = organiser.post(address, data=opened | {"windows-0-opens_at": "2024-05-08T09:00"})
    assert second.status_code == 409
    page = text(second.text)
    assert "Öppettider 2024-05-07T09:00, 2024-09-13T17:00 2024-05-08T09:00, 2024-09-13T17:00" in page
    assert "Egna platser 5 tomt" in page
    assert rows(Category) == before
    third = form(second.text, address)
    assert organiser.post(address, data=third).status_code == 303


def test_fewer_places_than_are_taken_is_said_beside_the_field(
    organiser: FlaskClient, edition: Edition, terms: Terms
) -> None:
    category = add_category(edition)
    make_booking(category)
    address = f"{DESK}/kategorier/deltagare"
    answer = organiser.post(address, data=form(organiser.get(address).text, address) | {"capacity": "0"})
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["1 platser är redan tagna. Färre än så kan det inte bli."],
    )
    assert "Ta bort Deltagare" not in answer.text
    refused = organiser.post(f"{address}/ta-bort", data={"version": "1"})
    assert refused.status_code == 422
    assert "Deltagare har anmälningar och kan inte tas bort." in refused.text


def test_the_key_date_desk_shows_what_registration_keeps_and_leaves_it_alone(
    organiser: FlaskClient, edition: Edition, terms: Terms
) -> None:
    category_form_data = category_form()
    organiser.post(f"{DESK}/kategorier/ny", data=category_form_data)
    page = text(organiser.get("/arrangor/2024/viktiga-datum").text)
    assert "Besked till alla på reservlistan bara för arrangörer För Deltagare Följer tiderna under Anmälan ." in page
    assert "bara för arrangörer" in text(organiser.get("/arrangor/2024").text)
    before = rows(KeyDate)
    uid = db.session.scalars(select(KeyDate.uid).where(KeyDate.title == "Anmälan öppnar")).one()
    address = f"/arrangor/2024/viktiga-datum/{uid}"
    assert 'action="' + address not in organiser.get(address).text
    typed = {"title": "Kapad", "starts_on": "2024-05-07", "version": "1"}
    posts: list[Callable[[], Any]] = [
        lambda: organiser.post(address, data=typed),
        lambda: organiser.post(f"{address}/dra-tillbaka"),
        lambda: organiser.post(f"{address}/aterstall"),
    ]
    assert [post().status_code for post in posts] == [422, 422, 422]
    organiser.post(f"{address}/ta-bort")
    assert rows(KeyDate) == before


def test_terms_are_saved_with_their_fees(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    address = f"{DESK}/villkor"
    opened = form(organiser.get(address).text, address)
    typed = opened | {
        "capacity": "1 000",
        "conditions": "Bindande.",
        "invoice_fee": "50",
        "fees-1-until": "2024-09-14T00:00",
        "fees-1-percent": "50",
    }
    assert organiser.post(address, data=typed).status_code == 303
    saved = queries.get_terms(edition.id)
    assert (saved.quota.capacity, saved.invoice_fee, saved.conditions_version) == (1000, 5000, 2)
    assert [fee.percent for fee in saved.fees] == [50]
    assert organiser.post(address, data=typed).status_code == 409
    half = form(organiser.get(address).text, address) | {"fees-1-until": "2024-09-20T00:00", "fees-2-percent": "x"}
    answer = organiser.post(address, data=half)
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["Skriv hur många procent det kostar, eller töm tidpunkten.", "Skriv ett heltal med siffror."],
    )


def product_form(category: Category, **changed: str) -> dict[str, Any]:
    return {
        "name": "Hela konferensen",
        "kind": "pass",
        "days": ["2024-10-02", "2024-10-03"],
        "vat_rate": "25",
        "prices-0-category": str(category.id),
        "prices-0-amount": "5 900",
        "prices-0-early": "5400,50",
        "prices-0-early_until": "2024-06-01T00:00",
        **changed,
    }


def test_a_product_is_added_with_its_prices(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    category = make_category(edition)
    answer = organiser.post(f"{DESK}/produkter/ny", data=product_form(category))
    assert answer.status_code == 303
    (product,) = queries.products(edition.id)
    assert sorted(one.amount for one in product.prices) == [540_050, 590_000]
    assert len(product.days) == 2
    address = f"{DESK}/produkter/{product.uid}"
    page = organiser.get(address).text
    assert 'value="5400,50"' in page
    assert page.count("checked") == 3  # pass, and two of three days
    assert organiser.post(f"{address}/dra-tillbaka").status_code == 303
    assert "Hela konferensen tillbakadragen" in text(organiser.get(DESK).text)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Välj vad för slags produkt det är."),
        ({"days": "2024-10-09"}, "Välj något ur listan."),
        ({"days": "hela"}, "Välj något ur listan."),
        ({"vat_rate": "13"}, "Välj något ur listan."),
        ({"session_id": "77"}, "Välj något ur listan."),
        ({"prices-0-amount": "gratis"}, "Skriv ett belopp i kronor, så här: 4 950 eller 4 950,50."),
        ({"prices-0-early_until": ""}, "Skriv också när det tidiga priset slutar gälla."),
        ({"prices-0-early": ""}, "Skriv också det tidiga priset, eller töm tidpunkten."),
        ({"prices-0-category": "99"}, None),
    ],
)
def test_a_bad_product_says_why_and_saves_nothing(
    organiser: FlaskClient,
    edition: Edition,
    terms: Terms,
    changed: dict[str, str],
    sentence: str | None,
) -> None:
    category = make_category(edition)
    answer = organiser.post(f"{DESK}/produkter/ny", data=product_form(category, **changed))
    assert answer.status_code == 422
    found = [text("<main>" + one).strip() for one in answer.text.split('class="error"')[1:]]
    assert len(found) == 1
    assert sentence is None or sentence in answer.text
    assert rows(Product) == []


def test_a_question_is_added_changed_and_withdrawn(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    category = make_category(edition)
    typed = {"label": "Vilken buss?", "kind": "choice", "choices": "18.00", "category_ids": [str(category.id)]}
    answer = organiser.post(f"{DESK}/fragor/ny", data=typed)
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["Skriv minst två svar att välja bland, ett på varje rad."],
    )
    assert organiser.post(f"{DESK}/fragor/ny", data=typed | {"choices": "18.00\n18.30"}).status_code == 303
    (question,) = db.session.scalars(select(Question))
    address = f"{DESK}/fragor/{question.uid}"
    opened = form(organiser.get(address).text, address)
    assert organiser.post(address, data=opened | {"required": "y"}).status_code == 303
    assert organiser.post(address, data=opened).status_code == 409
    assert organiser.post(f"{address}/dra-tillbaka").status_code == 303
    assert "Vilken buss? tillbakadragen Måste besvaras, ställs till Deltagare." in text(organiser.get(DESK).text)
    assert organiser.post(f"{address}/aterstall").status_code == 303
    assert organiser.post(f"{address}/ta-bort", data={"version": "4"}).status_code == 303
    assert rows(Question) == []


def test_the_order_is_changed_a_step_at_a_time(organiser: FlaskClient, edition: Edition, terms: Terms) -> None:
    for name in ("A", "B"):
        add_category(edition, name)
    answer = organiser.post(f"{DESK}/kategorier/b/flytta", data={"step": "-1"})
    assert answer.headers["Location"] == f"{DESK}#kategori-b"
    assert [one.name for one in queries.categories(edition.id)] == ["B", "A"]
