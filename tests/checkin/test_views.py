"""The door as a telephone meets it: with forms only, and with the script's requests. What strangers see of a code."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from scdapp.core.db import db
from tests.checkin.door import Door, make_door
from tests.conftest import StoppedClock, logged_in
from tests.factories import make_account
from tests.reading import said, text


@pytest.fixture
def door(app: Flask, clock: StoppedClock) -> Door:
    return make_door()


@pytest.fixture
def staff(app: Flask) -> FlaskClient:
    return logged_in(app, make_account("Ingrid Incheckning", roles=("checkin",)))


def led(client: FlaskClient, answered: TestResponse) -> TestResponse:
    """The page that the answer leads to."""
    return client.get(answered.headers["Location"]) if answered.status_code in {302, 303} else answered


def answer(client: FlaskClient, typed: str, uid: str | None = None) -> str:
    """What stands in the answer after the form was sent."""
    page = led(client, client.post("/incheckning/2024", data={"typed": typed, "uid": uid or str(uuid4())}))
    shown = re.search(r'<div id="svar".*?</div>\s*</div>', page.text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown[0])).strip() if shown else ""


def deed(code: str | None, at: int, uid: str | None = None) -> dict[str, object]:
    return {"uid": uid or str(uuid4()), "code": code, "at": at}


def test_a_code_says_the_same_to_all_but_the_door(door: Door, client: FlaskClient, board_member: FlaskClient) -> None:
    code = door.comes("Åsa Exempel").code
    for somebody in (client, board_member):
        pages = [somebody.get(f"/in/{one}") for one in (code, "FINNSINTE2")]
        assert [page.status_code for page in pages] == [200, 200]
        assert text(pages[0].text) == text(pages[1].text)
        assert "Åsa" not in pages[0].text


def test_a_code_leads_the_door_to_its_holder_and_lets_nobody_in(
    door: Door, staff: FlaskClient, organiser: FlaskClient, clock: StoppedClock
) -> None:
    code = door.comes("Åsa Exempel").code
    clock.set(2024, 10, 2, 8, 41)
    for somebody in (staff, organiser):
        page = led(somebody, somebody.get(f"/in/{code}"))
        assert page.request.full_path == f"/incheckning/2024?kod={code}"
        assert "Får gå in Åsa Exempel Lunds kommun Deltagare Checka in" in text(page.text)
        assert "0 av 1 inne" in re.sub(r"<[^>]+>", "", page.text)
    assert "Koden FINNSINTE2 finns inte i år" in text(led(staff, staff.get("/in/finnsinte2")).text)


def test_with_forms_alone_somebody_is_let_in_by_code_or_by_name(
    door: Door, staff: FlaskClient, clock: StoppedClock
) -> None:
    seat = door.comes("Åsa Exempel")
    door.comes("Åsa Annan")
    code = seat.code
    clock.set(2024, 10, 2, 8, 41)
    found = staff.post("/incheckning/2024", data={"typed": "åsa", "uid": str(uuid4())})
    assert "Åsa Annan Lunds kommun, Deltagare Checka in Åsa Annan Åsa Exempel" in text(found.text)
    spoken = f"{code[:5].lower()} {code[5:].lower()}"
    uid = str(uuid4())
    assert answer(staff, spoken, uid) == "Välkommen Åsa Exempel Lunds kommun Deltagare Ångra"
    assert answer(staff, spoken, uid) == "Välkommen Åsa Exempel Lunds kommun Deltagare Ångra"
    assert answer(staff, code) == "Redan incheckad 08.41 Åsa Exempel Lunds kommun Deltagare Ångra"
    undone = led(staff, staff.post(f"/incheckning/2024/{uid}/angra"))
    assert "Incheckningen är ångrad." in text(undone.text)
    assert staff.post("/incheckning/2024/c2c9aa2f-6a6d-4f8e-93f0-4d2f3c1a7b10/angra").status_code == 404


def test_what_cannot_be_found_is_said_beside_the_field(door: Door, staff: FlaskClient) -> None:
    wrong = staff.post("/incheckning/2024", data={"typed": "Nisse Hult", "uid": str(uuid4())})
    assert (wrong.status_code, said(wrong.text)) == (422, ["Ingen har den koden eller det namnet."])
    assert 'value="Nisse Hult"' in wrong.text
    empty = staff.post("/incheckning/2024", data={"typed": "", "uid": str(uuid4())})
    assert (empty.status_code, said(empty.text)) == (422, ["Fyll i det här fältet."])


def test_only_the_door_may_use_the_camera(door: Door, staff: FlaskClient) -> None:
    policies = [staff.get(path).headers["Permissions-Policy"] for path in ("/incheckning/2024", "/mitt-konto", "/in/X")]
    assert [policy.split(",")[0] for policy in policies] == ["camera=(self)", "camera=()", "camera=()"]


def test_the_list_holds_what_the_door_needs_and_no_more(door: Door, staff: FlaskClient, clock: StoppedClock) -> None:
    seat, other = door.comes("Åsa Exempel"), door.comes("Tor Exempel", only_thursday=True)
    hidden = door.comes("Hemlig Person")
    hidden.protected = True
    db.session.commit()
    codes = [one.code for one in (seat, other, hidden)]
    clock.set(2024, 10, 2, 8, 41)
    staff.post("/incheckning/2024/synk", json={"deeds": [deed(codes[0], 1727851260000)]})
    told = staff.get("/incheckning/2024/lista")
    assert told.headers["Cache-Control"] == "no-store"
    assert told.json == {
        "people": {
            codes[0]: {"name": "Åsa Exempel", "work": "Lunds kommun", "group": "Deltagare"},
            codes[1]: {
                **{"name": "Tor Exempel", "work": "Lunds kommun", "group": "Deltagare"},
                "no": ["other-day", "Inte i dag: gäller torsdag"],
            },
            codes[2]: {"name": "Deltagare", "work": "", "group": "Deltagare"},
        },
        "came": {codes[0]: "08.41"},
        "expected": 2,
        "now": 1727851260000,
    }


def test_what_a_device_did_without_network_arrives_once(door: Door, staff: FlaskClient, clock: StoppedClock) -> None:
    code = door.comes("Åsa Exempel").code
    clock.set(2024, 10, 2, 8, 41)
    first, second = deed(code, 1727851200000), deed(code, 1727851230000)
    deeds = [first, second, deed("FINNSINTE2", 1727851230000)]
    answers = [staff.post("/incheckning/2024/synk", json={"deeds": deeds}).json for _ in range(2)]
    assert answers[0] == answers[1]
    assert [one["words"] for one in answers[0]["answers"]] == ["Välkommen", "Redan incheckad 08.40", "Okänd kod"]
    assert answers[0]["came"] == {code: "08.40"}
    undone = staff.post("/incheckning/2024/synk", json={"deeds": [deed(None, 1727851260000, str(first["uid"]))]})
    assert undone.json["came"] == {}


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"deeds": 1},
        {"deeds": ["x"]},
        {"deeds": [{"uid": "x", "code": "A", "at": 1}]},
        {"deeds": [deed("A", 0)]},
        {"deeds": [deed("A" * 17, 1)]},
        {"deeds": [deed("A", 1)] * 201},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(door: Door, staff: FlaskClient, sent: object) -> None:
    assert staff.post("/incheckning/2024/synk", json=sent).status_code == 422


def test_the_door_costs_the_same_for_one_and_for_many(door: Door, staff: FlaskClient, clock: StoppedClock) -> None:
    def statements() -> int:
        asked = []
        event.listen(db.engine, "before_cursor_execute", listener := lambda *words: asked.append(words[2]))
        staff.get("/incheckning/2024/lista")
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(asked)

    door.comes("Åsa Exempel")
    one = statements()
    sharing = door.comes("Dela Exempel")
    door.shares_thursday(sharing, "Kollega Exempel")
    assert statements() == one


def test_who_checks_in_lands_at_the_door(app: Flask, door: Door, client: FlaskClient) -> None:
    make_account("Ingrid Incheckning", email="ingrid@exempel.se", roles=("checkin",))
    sent = client.post("/logga-in", data={"email": "ingrid@exempel.se", "password": "häst batteri klammer"})
    assert sent.headers["Location"] == "/incheckning"
    assert client.get("/incheckning").headers["Location"] == "/incheckning/2024"
    assert 'href="/incheckning"' in client.get("/mitt-konto").text


def test_without_any_year_there_is_nobody_to_let_in(app: Flask, staff: FlaskClient) -> None:
    assert "Inget år är utlyst än" in text(staff.get("/incheckning").text)
    assert staff.get("/in/X").headers["Location"] == "/incheckning"
