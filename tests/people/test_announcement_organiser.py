"""The organisers' pages about announced speakers, as an organiser uses them."""

import re

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import db
from scdapp.editions.queries import get_edition
from scdapp.people import queries
from scdapp.people.models import Announcement
from tests.factories import make_announcement, make_edition, make_person
from tests.reading import text

LIST = "/arrangor/2024/klara-talare"


def announced() -> list[Announcement]:
    db.session.rollback()
    return queries.announcements(get_edition(2024).id)


def test_the_list_says_what_to_do_while_it_is_empty(organiser: FlaskClient) -> None:
    make_edition()
    page = organiser.get(LIST)
    assert page.status_code == 200
    assert "Ingen är klar än. Så snart någon har tackat ja kan du visa namnet" in text(page.text)


def test_a_speaker_is_chosen_and_is_public_at_once_even_without_topic(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    make_edition()
    person = make_person("Åsa Öberg", organisation="Kumla kommun")
    page = organiser.get(f"{LIST}/ny?person={person.uid}").text
    assert re.search(rf'<option selected value="{person.uid}">Åsa Öberg, Kumla kommun</option>', page)
    answer = organiser.post(f"{LIST}/ny", data={"person": person.uid, "topic": "", "when_words": "torsdag?"})
    assert (answer.status_code, answer.location) == (303, LIST)
    page = text(organiser.get(LIST).text)
    assert "Åsa Öberg är klar talare." in page
    assert "Åsa Öberg Ämne meddelas senare torsdag?" in page
    assert "Åsa Öberg" in client.get("/2024/talare").text


@pytest.mark.parametrize("chosen", ["", "okand"])
def test_somebody_must_be_chosen_and_what_was_typed_stays(organiser: FlaskClient, chosen: str) -> None:
    make_edition()
    answer = organiser.post(f"{LIST}/ny", data={"person": chosen, "topic": "Om <tillit>"})
    assert answer.status_code == 422
    assert ("Välj vem det gäller." if chosen == "" else "Välj något ur listan.") in answer.text
    assert 'value="Om &lt;tillit&gt;"' in answer.text
    assert announced() == []


def test_nobody_is_announced_twice(organiser: FlaskClient) -> None:
    person = make_person("Anna Ek")
    make_announcement(make_edition(), person)
    assert "Anna Ek" not in organiser.get(f"{LIST}/ny").text
    answer = organiser.post(f"{LIST}/ny", data={"person": person.uid, "topic": "Igen"})
    assert answer.status_code == 422
    assert "Anna Ek är redan klar talare för 2024." in answer.text
    assert f'<option selected value="{person.uid}">' in answer.text
    assert 'value="Igen"' in answer.text
    assert len(announced()) == 1


def test_the_order_is_changed_with_buttons(organiser: FlaskClient) -> None:
    edition = make_edition()
    anna, bo = make_person("Anna"), make_person("Bo")
    make_announcement(edition, anna, position=1)
    make_announcement(edition, bo, position=2)
    page = organiser.get(LIST).text
    assert (page.count('value="-1">Upp'), page.count('value="1">Ner')) == (1, 1)
    answer = organiser.post(f"{LIST}/{bo.uid}/flytta", data={"step": "-1"})
    assert (answer.status_code, answer.location) == (303, f"{LIST}#{bo.uid}")
    assert [one.person.name for one in announced()] == ["Bo", "Anna"]
    organiser.post(f"{LIST}/{bo.uid}/flytta", data={"step": "1"})
    assert [one.person.name for one in announced()] == ["Anna", "Bo"]


def test_what_is_told_can_be_changed(organiser: FlaskClient) -> None:
    person = make_person("Anna")
    one = make_announcement(make_edition(), person)
    here = f"{LIST}/{person.uid}"
    assert organiser.get(here).status_code == 200
    answer = organiser.post(here, data={"topic": "Om tillit", "when_words": "fredag", "version": "1"})
    assert (answer.status_code, one.topic, one.when_words) == (303, "Om tillit", "fredag")
    answer = organiser.post(here, data={"topic": "a" * 201, "when_words": "lördag", "version": "2"})
    assert answer.status_code == 422
    assert 'value="lördag"' in answer.text
    answer = organiser.post(here, data={"topic": "Mitt", "when_words": "fredag", "version": "1"})
    assert answer.status_code == 409
    assert "Ämne Om tillit Mitt" in text(answer.text)
    assert one.topic == "Om tillit"


def test_an_announcement_is_taken_back(organiser: FlaskClient) -> None:
    person = make_person("Anna")
    make_announcement(make_edition(), person)
    answer = organiser.post(f"{LIST}/{person.uid}/ta-tillbaka")
    assert (answer.status_code, announced()) == (303, [])
    assert "Anna är inte längre klar talare. Personen finns kvar." in text(organiser.get(LIST).text)
    assert organiser.post(f"{LIST}/{person.uid}/ta-tillbaka").status_code == 404


def test_a_year_that_is_not_there_is_not_found(organiser: FlaskClient) -> None:
    make_person("Anna")
    assert [organiser.get(there).status_code for there in (LIST, f"{LIST}/ny", f"{LIST}/x")] == [404, 404, 404]


def test_only_organisers_come_in(client: FlaskClient, board_member: FlaskClient) -> None:
    make_edition()
    assert client.get(LIST).status_code == 302
    assert board_member.post(f"{LIST}/ny", data={}).status_code == 403
