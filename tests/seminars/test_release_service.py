"""A new version of the programme, and those who have chosen."""

from datetime import date, time

import pytest
from flask import Flask

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.outbox.models import Mail
from scdapp.registration import erasure_service
from scdapp.seminars import queries
from tests.seminars.programmes import NOW, chosen, letters, make_programme, make_seats, publish, quota, redraft
from tests.seminars.test_service import choose, wait


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_programme()


def _values(letter: str) -> dict[str, str]:
    return db.session.query(Mail).filter_by(letter=letter).one().values


def test_places_are_what_the_session_says_or_the_room_and_follow_each_version(edition: Edition) -> None:
    assert {uid: one.quota.capacity for uid, one in queries.places(edition.id).items()} == {
        "uid-vard": 2,
        "uid-barn": 1,
        "uid-data": 3,
        "uid-arbete": 2,
        "uid-bostad": 2,
    }
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="vard")
    choose(bo, a="vard")
    redraft("vard", capacity=1)
    redraft("data", capacity=40)
    publish(edition)
    assert (quota(edition, "vard"), quota(edition, "data")) == ((2, 2, 0), (40, 0, 0))


def test_who_chose_what_is_called_off_is_told_and_free_to_choose_another(edition: Edition) -> None:
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    choose(anna, a="barn")
    wait(bo, "barn")
    choose(cia, a="vard")
    redraft("barn", status="cancelled", cancel_note="Föreläsaren är sjuk.")
    publish(edition)
    assert (chosen(anna), chosen(bo), quota(edition, "barn")) == ({"barn": "off"}, {}, (1, 0, 0))
    assert letters() == [("seminar_cancelled", "anna"), ("seminar_cancelled", "bo")]
    told = db.session.query(Mail).filter_by(letter="seminar_cancelled").order_by(Mail.id).first()
    assert told is not None
    assert told.values["vad_som_hant"] == "Det är inställt: Föreläsaren är sjuk."
    assert told.values["att_valja_pa"] == "– Data, platser kvar\n– Vard, platser kvar"
    assert choose(anna, a="vard") == []
    assert chosen(anna) == {"barn": "off", "vard": "taken"}


@pytest.mark.parametrize(("meanwhile", "then"), [(None, {"barn": "taken"}), ("vard", {"vard": "taken"})])
def test_what_takes_place_after_all_is_theirs_again_unless_they_chose_another(
    edition: Edition, meanwhile: str | None, then: dict[str, str]
) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="barn")
    redraft("barn", status="cancelled")
    publish(edition)
    if meanwhile:
        choose(anna, a=meanwhile)
    redraft("barn", status="planned")
    publish(edition)
    assert chosen(anna) == then
    assert quota(edition, "barn")[1] == ("barn" in then)


def test_those_who_were_erased_are_told_nothing_and_stop_no_release(edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="barn")
    with transaction():
        erasure_service.scrub_seats([anna], now=NOW)
        erasure_service.scrub_bookings([anna.booking])
    redraft("barn", status="cancelled")
    publish(edition)
    assert (chosen(anna), letters()) == ({"barn": "off"}, [])


def test_a_session_taken_off_the_programme_is_told_of_too(edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="barn")
    redraft("barn", included=False)
    publish(edition)
    assert (chosen(anna), _values("seminar_cancelled")["vad_som_hant"]) == ({"barn": "off"}, "Det är inställt.")


def test_a_move_that_clashes_is_told_of_and_nothing_is_dropped(edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="vard", b="arbete")
    choose(bo, b="arbete")
    redraft("arbete", starts=time(10, 30), ends=time(11, 30))
    publish(edition)
    assert chosen(anna) == {"vard": "taken", "arbete": "taken"}
    assert letters() == [("seminar_moved", "anna")]
    values = _values("seminar_moved")
    assert values["tid"] == "onsdag 2 oktober kl.\u00a010.30–11.30"
    assert values["krock"] == "Det är nu samtidigt som ”Vard”, som du också har valt."
    redraft("arbete", day=date(2024, 10, 3))
    publish(edition)
    assert letters() == [("seminar_moved", "anna")]


def test_a_session_in_another_block_takes_its_choices_along_where_there_is_room(edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="vard")
    choose(bo, a="vard", b="bostad")
    with transaction():
        block = next(one for one in queries.choices_of([bo.id]) if one.session.uid == "uid-bostad").block_id
    redraft("vard", block_id=block, day=date(2024, 10, 3))
    publish(edition)
    assert [{one.session.uid: one.block.slug for one in queries.choices_of([seat.id])} for seat in (anna, bo)] == [
        {"uid-vard": "b"},
        {"uid-vard": "a", "uid-bostad": "b"},
    ]
    assert choose(anna, a="data") == []
