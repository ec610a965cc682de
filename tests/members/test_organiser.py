"""The board's pages about members, as somebody of the board uses them."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from scdapp.core.db import db, transaction
from scdapp.members import queries
from scdapp.members.models import Member
from tests.conftest import logged_in
from tests.factories import THEN, make_account, make_member
from tests.reading import said, text

LIST = "/styrelse/medlemmar"
NEW: dict[str, str] = {"name": "Åsa Öberg", "email": "ASA@kommun.example", "region": "Väst", "since": "2019-05-01"}


def _everybody() -> list[Any]:
    db.session.rollback()
    return list(db.session.execute(select(Member.name, Member.email, Member.region, Member.since, Member.left_on)))


def test_the_list_says_what_to_do_while_it_is_empty(board_member: FlaskClient) -> None:
    shown = text(board_member.get(LIST).text)
    assert "Här finns ingen än. Läs in en lista , eller lägg till den första ." in shown
    assert "som Excel" not in shown
    shown = text(board_member.get(f"{LIST}?sok=<Bo>").text)
    assert "Ingen passar. Visa alla eller lägg till &lt;Bo&gt; ." in shown


def test_the_list_tells_who_belongs_and_is_narrowed_down(board_member: FlaskClient) -> None:
    make_member("Östen Ek", region="Väst", email="osten@kommun.example")
    make_member("Anna Al", region=None, email=None)
    make_member("Åke Gran", region="Mitt", email="ake@kommun.example", left_on=date(2024, 5, 3))
    page = board_member.get(LIST).text
    assert "2 medlemmar Hämta alla som Excel Anna Al utan e-postadress Östen Ek Väst, osten@kommun.example" in text(
        page
    )
    assert 'href="/styrelse/medlemmar" aria-current="page"' in page
    for query, told in {
        "visa=lamnat": "En person Hämta urvalet som Excel Åke Gran lämnade 3 maj 2024 Mitt, ake@kommun.example",
        "visa=alla": "3 personer Hämta urvalet som Excel Anna Al utan e-postadress Åke Gran",
        "region=Väst": "En medlem Hämta urvalet som Excel Östen Ek",
        "sok=OSTEN@": "En medlem Hämta urvalet som Excel Östen Ek",
        "region=Mitt": "Ingen passar. Visa alla .",
        "region=Nord&visa=allting": "2 medlemmar Hämta alla som Excel Anna Al",
        "sok=640823-3234": "2 medlemmar Hämta alla som Excel Anna Al",
    }.items():
        assert told in text(board_member.get(f"{LIST}?{query}").text), query
    assert f"{LIST}/listor/export?region=V%C3%A4st" in board_member.get(f"{LIST}?region=Väst").text


def test_the_list_costs_the_same_for_3_and_for_300(board_member: FlaskClient) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def cost(count: int) -> int:
        with transaction():
            for number in range(count):
                row = Member(name=f"Medlem {count}-{number}", region="Väst", created_at=THEN, changed_at=THEN)
                db.session.add(row)
        board_member.get(LIST)
        asked.clear()
        board_member.get(LIST)
        return len(asked)

    assert cost(3) == cost(297)
    assert "Sida 2 av 6" in text(board_member.get(f"{LIST}?region=Väst&sida=2").text)


def test_a_member_is_added(board_member: FlaskClient) -> None:
    make_member(region="Syd")
    page = board_member.get(f"{LIST}/ny?namn=Åsa").text
    assert 'value="Åsa"' in page
    assert '<option value="Syd"></option>' in page
    answer = board_member.post(f"{LIST}/ny", data=NEW)
    assert (answer.status_code, answer.location) == (303, LIST)
    assert _everybody()[1:] == [("Åsa Öberg", "asa@kommun.example", "Väst", date(2019, 5, 1), None)]
    assert "Åsa Öberg står i medlemslistan." in text(board_member.get(LIST).text)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Fyll i det här fältet."),
        ({"name": "x" * 121}, "Texten har 121 tecken. Högst 120 får plats."),
        ({"email": "asa"}, "Skriv en e-postadress, så här: namn@kommun.se."),
        ({"email": "finns@kommun.example"}, "Maj Medlem har redan den adressen."),
        ({"since": "2019-02-30"}, "Skriv ett datum som finns, så här: 2024-10-02."),
        (
            {"region": "<Väst> 19640823-3234"},
            "Här står något som ser ut som ett personnummer. Vi behöver inga personnummer och vill inte spara dem. "
            "Ta bort det.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_saved(
    board_member: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    member = make_member(email="finns@kommun.example")
    other = make_member("Annan", email=None)
    before = _everybody()
    typed = {**NEW, **wrong}
    for address in (f"{LIST}/ny", f"{LIST}/{other.uid}"):
        answer = board_member.post(address, data={**typed, "version": "1"})
        assert (answer.status_code, said(answer.text)) == (422, [sentence])
        for value in typed.values():
            assert f'value="{value.replace("<", "&lt;").replace(">", "&gt;")}"' in answer.text
        assert _everybody() == before
    assert member.version == 1


def test_a_change_is_saved_and_who_saves_second_sees_both(board_member: FlaskClient) -> None:
    member = make_member("Åsa", email=None)
    address = f"{LIST}/{member.uid}"
    answer = board_member.post(address, data={**NEW, "version": "1"})
    assert (answer.status_code, answer.location) == (303, address)
    shown = text(board_member.get(address).text)
    assert "Sparat." in shown
    assert "Medlem sedan 1 maj 2019." in shown
    answer = board_member.post(address, data={**NEW, "region": "Syd", "version": "1"})
    assert answer.status_code == 409
    assert "Region Väst Syd" in text(answer.text)
    assert re.search(r'name="version"[^>]*value="2"', answer.text)
    assert _everybody()[0].region == "Väst"


def test_a_member_leaves_and_comes_back(board_member: FlaskClient) -> None:
    member = make_member()
    address = f"{LIST}/{member.uid}"
    assert 'value="2024-08-26"' in board_member.get(address).text
    for typed, sentence in {
        "": "Fyll i det här fältet.",
        "2024-13-01": "Skriv ett datum som finns, så här: 2024-10-02.",
        "2024-08-27": "Dagen har inte varit än. Skriv in den när den har kommit.",
    }.items():
        answer = board_member.post(f"{address}/lamnat", data={"left_on": typed, "version": "1"})
        assert (answer.status_code, said(answer.text)) == (422, [sentence])
        assert f'value="{typed}"' in answer.text
        assert _everybody()[0].left_on is None
    assert board_member.post(f"{address}/lamnat", data={"left_on": "2024-06-30", "version": "1"}).status_code == 303
    shown = text(board_member.get(address).text)
    assert "Lämnade föreningen 30 juni 2024." in shown
    assert "försvinner av sig själva två år efter 30 juni 2024" in shown
    assert board_member.post(f"{address}/tillbaka", data={"version": "2"}).status_code == 303
    assert "Maj Medlem är medlem igen." in text(board_member.get(address).text)
    assert _everybody()[0].left_on is None


def test_nothing_is_done_to_what_another_has_changed(board_member: FlaskClient) -> None:
    member = make_member(version=2)
    before = _everybody()
    for step in ("lamnat", "tillbaka", "ta-bort"):
        data = {"left_on": "2024-06-30", "version": "1"}
        answer = board_member.post(f"{LIST}/{member.uid}/{step}", data=data)
        assert answer.status_code == 409
        assert "Någon annan ändrade uppgifterna just nu." in text(answer.text)
        assert _everybody() == before
        assert re.search(r'name="version" value="2"', answer.text)


def test_a_member_is_taken_out(board_member: FlaskClient) -> None:
    address = f"{LIST}/{make_member().uid}"
    assert board_member.post(f"{address}/ta-bort", data={"version": "1"}).status_code == 303
    assert "Maj Medlem är borttagen." in text(board_member.get(LIST).text)
    assert board_member.get(address).status_code == 404


def test_the_board_and_the_organisers_keep_to_their_own(
    client: FlaskClient, board_member: FlaskClient, organiser: FlaskClient
) -> None:
    address = f"{LIST}/{make_member().uid}"
    for path in ("/styrelse", LIST, f"{LIST}/ny", address, f"{LIST}/listor", f"{LIST}/listor/export"):
        codes = [somebody.get(path).status_code for somebody in (client, organiser, board_member)]
        assert codes == [302, 403, 200], path
    for path in (f"{LIST}/ny", address, f"{address}/ta-bort", f"{LIST}/listor/las-in"):
        assert organiser.post(path, data={**NEW, "version": "1"}).status_code == 403
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1
    for path in ("/arrangor", "/arrangor/personer", "/arrangor/konton"):
        assert board_member.get(path).status_code == 403


@pytest.mark.parametrize(
    ("roles", "home"),
    [(("board",), "/styrelse"), (("board", "checkin"), "/styrelse"), (("board", "organiser"), "/arrangor")],
)
def test_each_comes_to_their_own_desk(app: Flask, client: FlaskClient, roles: tuple[str, ...], home: str) -> None:
    account = make_account(roles=roles)
    answer = client.post("/logga-in", data={"email": account.email, "password": "häst batteri klammer"})
    assert (answer.status_code, answer.location) == (303, home)


def _menu(somebody: FlaskClient, path: str) -> list[str]:
    page = somebody.get(path).text
    head = page[page.index('<header class="masthead') : page.index("</header>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", head)).split()


def test_the_menu_offers_what_one_may_enter(app: Flask, board_member: FlaskClient, organiser: FlaskClient) -> None:
    desk = _menu(board_member, "/mitt-konto")
    assert desk[:4] == ["Socialchefsdagarna", "styrelsen", "Årsmöten", "Medlemmar"]
    assert _menu(board_member, LIST) == [*desk, "Alla", "medlemmar", "Läs", "in", "och", "hämta"]
    both = logged_in(app, make_account("Bodil", roles=("board", "organiser")))
    assert _menu(both, LIST)[: len(desk) + 1] == [*desk, "Arrangör"]
    assert _menu(both, "/arrangor")[-1] == "Styrelsen"
    door = logged_in(app, make_account("Disa", roles=("board", "checkin")))
    assert _menu(door, LIST)[: len(desk) + 1] == [*desk, "Incheckning"]
    assert "Styrelsen" not in _menu(organiser, "/arrangor")


def test_an_unknown_one_is_missing(board_member: FlaskClient) -> None:
    assert board_member.get(f"{LIST}/c2c9aa2f-6a6d-4f8e-93f0-4d2f3c1a7b10").status_code == 404


def test_a_region_is_offered_once_in_swedish_order(app: Flask) -> None:
    for region in ("Öst", "Mitt", "Ängsö", "Mitt", None):
        make_member(region=region)
    assert queries.regions() == ["Mitt", "Ängsö", "Öst"]
