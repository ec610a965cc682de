"""The board's pages about offices: who holds them, what is empty, who has left."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.elections import queries, service
from scdapp.elections.models import Post
from tests.conftest import StoppedClock
from tests.factories import make_member
from tests.reading import said, text

LIST = "/styrelse/uppdrag"
TERM = {
    "name": "Mona Exempel",
    "title": "socialchef",
    "employer": "Falu kommun",
    "region": "Mitt",
    "elected_as": "again",
    "from_year": "2023",
    "starts_on": "2023-09-28",
    "until_year": "2024",
    "ended_reason": "",
    "ends_on": "",
}


@pytest.fixture
def post(app: Flask) -> Post:
    clock: StoppedClock = app.config["CLOCK"]
    clock.set(2024, 8, 26, 9)
    with transaction():
        return service.create_post("chair", "ordförande i riksstyrelsen", seats=1, by="Bo", now=clock.now())


def _terms() -> list[tuple[str, str, object, object, str | None]]:
    db.session.rollback()
    return [(one.name, one.elected_as, one.starts_on, one.ends_on, one.ended_reason) for one in queries.mandates()]


def test_the_list_says_what_to_do_while_it_is_empty(board_member: FlaskClient) -> None:
    assert "Här finns inga uppdrag än." in text(board_member.get(LIST).text)
    assert "Det finns inget uppdrag att ha mandat till." in text(board_member.get(f"{LIST}/mandat").text)


def test_an_office_is_added_once(board_member: FlaskClient) -> None:
    typed = {"key": "auditor", "name": "revisor", "seats": "2"}
    assert board_member.post(f"{LIST}/nytt", data=typed).status_code == 303
    again = board_member.post(f"{LIST}/nytt", data=typed)
    assert (again.status_code, said(again.text)) == (422, ["Uppdraget finns redan."])
    none = board_member.post(f"{LIST}/nytt", data={**typed, "seats": "0", "key": "kung"})
    assert said(none.text) == ["Välj något ur listan.", "Talet ska ligga mellan 1 och 100."]
    assert "Revisor 2 platser, 2 tomma här" in text(board_member.get(LIST).text)


def test_invariant_12_empty_seats_and_regions_without_one_are_told(board_member: FlaskClient, post: Post) -> None:
    make_member(region="Mitt")
    make_member("Nils Nord", region="Nord")
    answer = board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid})
    assert (answer.status_code, answer.location) == (303, LIST)
    page = text(board_member.get(LIST).text)
    assert "Styrelsen är inte fulltalig: 1 av 18 platser är besatta här. Utan plats i styrelsen: Nord." in page
    assert "Mona Exempel socialchef, Falu kommun, Mitt. Omval 2023, till årsmötet 2024." in page


def test_a_second_chair_is_refused_and_what_was_typed_stays(board_member: FlaskClient, post: Post) -> None:
    board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid})
    second = board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid, "name": "Stig Andra"})
    assert second.status_code == 422
    assert "Det kan bara finnas en ordförande" in text(second.text)
    assert 'value="Stig Andra"' in second.text
    earlier = {**TERM, "post": post.uid, "name": "Lars Förr", "from_year": "2017", "until_year": "2018"}
    over = {**earlier, "starts_on": "2017-09-27", "ended_reason": "term"}
    assert board_member.post(f"{LIST}/mandat", data=over).status_code == 303
    assert "Tidigare: 1 Lars Förr 27 september 2017 – 2018, mandatet gick ut." in text(board_member.get(LIST).text)


def test_what_cannot_be_is_said_beside_the_field(board_member: FlaskClient, post: Post) -> None:
    for changed, wrong in (
        ({"post": ""}, ["Välj uppdrag."]),
        ({"name": ""}, ["Fyll i det här fältet."]),
        ({"until_year": "2022"}, ["Mandatet slutar innan det börjar."]),
        ({"ends_on": "2024-01-01"}, ["Säg också hur mandatet upphörde."]),
        ({"from_year": "i fjol"}, ["Skriv ett heltal med siffror."]),
    ):
        answer = board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid, **changed})
        assert (answer.status_code, said(answer.text)) == (422, wrong)
    assert _terms() == []


def test_invariant_13_a_resignation_is_noted_and_the_row_stays(board_member: FlaskClient, post: Post) -> None:
    board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid})
    uid = queries.mandates()[0].uid
    early = board_member.post(f"{LIST}/mandat/{uid}/avgick", data={"on": "2023-01-01"})
    assert (early.status_code, said(early.text)) == (422, ["Mandatet kan inte upphöra innan det började."])
    assert board_member.post(f"{LIST}/mandat/{uid}/avgick", data={"on": "2024-06-30"}).status_code == 303
    assert [(name, str(ends), reason) for name, _, _, ends, reason in _terms()] == [
        ("Mona Exempel", "2024-06-30", "resigned")
    ]
    page = text(board_member.get(LIST).text)
    assert "1 plats, 1 tom här" in page
    assert "avgick 30 juni 2024" in text(board_member.get(f"{LIST}/mandat/{uid}").text)
    twice = board_member.post(f"{LIST}/mandat/{uid}/avgick", data={"on": "2024-07-30"})
    assert twice.status_code == 422
