"""Choosing: one seat a block, nothing lost, queues that keep their word."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask

from scdapp.admission import queries as admission
from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition
from scdapp.outbox.models import Mail
from scdapp.programme import place_service
from scdapp.programme.models import Block
from scdapp.registration import seat_service
from scdapp.registration.models import Change, Participant
from scdapp.registration.queue_service import OfferEnded
from scdapp.registration.rules import CONTACT, PARTICIPANT, Actor
from scdapp.registration.seat_service import Person
from scdapp.seminars import queries, queue_service, rules, service
from tests.factories import make_product
from tests.seminars.programmes import NOW, chosen, letters, make_programme, make_seats, publish, quota, redraft

ORGANISER = Actor("organiser", "Olga")
MONTHS_LATER = NOW + timedelta(days=60)


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_programme()


def choose(seat: Participant, actor: Actor = PARTICIPANT, *, now: datetime = NOW, **wishes: str | None) -> list[str]:
    """Choose by block; the titles of those that were full."""
    uids = {block: slug and f"uid-{slug}" for block, slug in wishes.items()}
    with transaction():
        return [one.title for one in service.choose(seat.id, uids, actor=actor, now=now)]


def wait(seat: Participant, slug: str) -> None:
    with transaction():
        service.wait(seat.id, f"uid-{slug}", actor=PARTICIPANT, now=NOW)


def refusal(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value


def test_one_seat_a_block_and_another_in_its_place(edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    assert choose(anna, a="vard", b="arbete") == []
    assert choose(anna, a="barn") == []
    assert chosen(anna) == {"barn": "taken", "arbete": "taken"}
    assert (quota(edition, "vard"), quota(edition, "barn"), quota(edition, "data")) == ((2, 0, 0), (1, 1, 0), (3, 0, 0))
    assert choose(anna, a=None) == []
    assert chosen(anna) == {"arbete": "taken"}
    told = [one.detail for one in db.session.query(Change).filter_by(what="seminars-changed").order_by(Change.id)]
    assert told[1:] == [
        '{"after": {"A": "Barn", "B": "Arbete"}, "before": {"A": "Vard", "B": "Arbete"}}',
        '{"after": {"A": null, "B": "Arbete"}, "before": {"A": "Barn", "B": "Arbete"}}',
    ]


def test_what_is_full_costs_nothing_and_the_rest_is_saved(edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="barn")
    choose(bo, a="vard")
    assert choose(bo, a="barn", b="bostad") == ["Barn"]
    assert chosen(bo) == {"vard": "taken", "bostad": "taken"}
    assert (quota(edition, "vard"), quota(edition, "barn")) == ((2, 1, 0), (1, 1, 0))


def test_a_free_place_is_given_at_once_to_who_has_nothing_else_and_offered_to_who_has(edition: Edition) -> None:
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    choose(anna, a="barn")
    choose(bo, a="vard")
    for seat in (bo, cia):
        wait(seat, "barn")
    wait(bo, "barn")
    assert quota(edition, "barn") == (1, 1, 2)
    assert choose(cia, a="barn") == ["Barn"]
    choose(anna, a=None)
    offer = next(one for one in queries.choices_of([bo.id]) if one.state == "offered")
    assert chosen(bo) == {"vard": "taken", "barn": "offered"}
    assert offer.offer_ends_at == datetime(2024, 8, 29, 15, 0, tzinfo=UTC)
    mail = db.session.query(Mail).filter_by(letter="seminar_offered").one()
    assert mail.values["i_stallet_for"] == "Vard"
    assert mail.links == {"svara": ["seminar-offer", f"{bo.uid}:uid-barn"]}
    with transaction():
        queue_service.decline(offer.id, actor=PARTICIPANT, now=NOW)
    assert (chosen(bo), chosen(cia)) == ({"vard": "taken"}, {"barn": "taken"})
    assert letters() == [("seminar_offered", "bo"), ("seminar_given", "cia")]
    assert quota(edition, "barn") == (1, 1, 0)


def test_a_yes_to_an_offer_swaps_and_passes_on_what_was_given_up(edition: Edition) -> None:
    anna, bo, cia, dan = make_seats(edition, "Anna", "Bo", "Cia", "Dan")
    choose(anna, a="barn")
    choose(bo, a="vard")
    choose(dan, a="vard")
    wait(bo, "barn")
    wait(cia, "vard")
    choose(anna, a=None)
    offer = next(one for one in queries.choices_of([bo.id]) if one.state == "offered")
    with transaction():
        queue_service.accept(offer.id, actor=PARTICIPANT, now=NOW)
    assert [chosen(one) for one in (bo, cia)] == [{"barn": "taken"}, {"vard": "taken"}]
    assert (quota(edition, "vard"), quota(edition, "barn")) == ((2, 2, 0), (1, 1, 0))
    assert isinstance(refusal(lambda: queue_service.accept(offer.id, actor=PARTICIPANT, now=NOW)), OfferEnded)


def test_an_offer_that_nobody_answers_ends_and_goes_on(edition: Edition) -> None:
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    choose(anna, a="barn")
    choose(bo, a="vard")
    wait(bo, "barn")
    wait(cia, "barn")
    choose(anna, a=None)
    with transaction():
        assert queue_service.expire(now=NOW) == 0
        assert queue_service.expire(now=datetime(2024, 8, 29, 15, 0, tzinfo=UTC)) == 1
    assert (chosen(bo), chosen(cia)) == ({"vard": "taken"}, {"barn": "taken"})
    assert letters() == [("seminar_offered", "bo"), ("seminar_offer_ended", "bo"), ("seminar_given", "cia")]


def test_who_leaves_the_queue_is_passed_by(edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="barn")
    wait(bo, "barn")
    with transaction():
        service.leave(bo.id, "uid-barn", actor=PARTICIPANT, now=NOW)
    choose(anna, a=None)
    assert (chosen(bo), quota(edition, "barn")) == ({}, (1, 0, 0))
    assert refusal(lambda: wait(bo, "barn")).sentence == "Det finns plats nu. Välj ”Barn” i stället."


def test_only_what_can_be_had_together_on_days_that_one_has(app: Flask) -> None:
    edition = make_programme(
        arbete={"starts": time(10, 30)}, bostad={"day": date(2024, 10, 3)}, data={"status": "cancelled"}
    )
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="vard")
    clash = refusal(lambda: choose(anna, b="arbete"))
    assert (clash.field, clash.sentence) == ("b", "”Arbete” är samtidigt som ”Vard”, som också är vald.")
    assert isinstance(clash, rules.Clash)
    assert choose(anna, a=None, b="arbete") == []
    for wrong in ("data", "invigning", "finns-inte"):
        assert refusal(lambda wrong=wrong: choose(anna, a=wrong)).sentence == "Välj något ur listan."
    wednesday = make_product(edition, anna.category, name="Onsdag", days=[date(2024, 10, 2)])
    with transaction():
        seat_service.change_products(anna.id, [wednesday.id], version=anna.version, actor=CONTACT, now=NOW)
    assert refusal(lambda: choose(anna, b="bostad")).sentence == "Platsen gäller inte den dagen."


def test_only_while_it_is_open_and_only_with_a_seat(edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo", capacity=1)
    assert refusal(lambda: choose(bo, a="vard")).sentence == "Seminarier kan väljas när platsen är klar."
    with transaction():
        terms = admission.get_terms(edition.id)
        terms.seminars_open_at, terms.changes_close_at = NOW, NOW + timedelta(days=1)
    early = refusal(lambda: choose(anna, now=NOW - timedelta(seconds=1), a="vard"))
    assert early.sentence == "Seminarierna kan väljas från måndag 26 augusti 2024 kl.\u00a009.00, om 1 sekund."
    assert choose(anna, a="vard") == []
    late = refusal(lambda: choose(anna, now=NOW + timedelta(days=1), a="barn"))
    assert late.sentence.startswith("Sista dagen för ändringar var tisdag 27 augusti 2024 kl.")
    assert choose(anna, ORGANISER, now=NOW + timedelta(days=1), a="barn") == []
    assert letters() == [("seminars_changed", "anna")]


def test_a_cancelled_seat_gives_its_choices_to_those_who_wait(edition: Edition) -> None:
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    choose(anna, a="barn", b="arbete")
    choose(bo, a="vard")
    wait(cia, "barn")
    with transaction():
        seat_service.cancel(anna.id, reason="cancelled", actor=PARTICIPANT, now=NOW)
    assert (chosen(anna), chosen(cia)) == ({}, {"barn": "taken"})
    assert (quota(edition, "barn"), quota(edition, "arbete")) == ((1, 1, 0), (2, 0, 0))


def test_a_seat_that_is_passed_on_keeps_its_choices_and_says_so(edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="barn", b="arbete")
    with transaction():
        bo = Person("Bo", "bo@kommun.example")
        seat_service.transfer(anna.id, bo, version=anna.version, actor=PARTICIPANT, now=NOW)
    assert chosen(anna) == {"barn": "taken", "arbete": "taken"}
    assert letters() == [("seminars_inherited", "bo")]
    mail = db.session.query(Mail).filter_by(letter="seminars_inherited").one()
    assert mail.values["seminarier"] == (
        "– Barn, onsdag 2 oktober kl.\u00a010.00–11.00\n– Arbete, onsdag 2 oktober kl.\u00a013.00–14.00"
    )


def test_days_that_are_lost_take_their_choices_along(app: Flask) -> None:
    edition = make_programme(bostad={"day": date(2024, 10, 3)})
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    for seat in (anna, bo):
        choose(seat, a="vard", b="bostad")
    wait(cia, "bostad")
    wednesday = make_product(edition, anna.category, name="Onsdag", days=[date(2024, 10, 2)])
    with transaction():
        seat_service.change_products(anna.id, [wednesday.id], version=anna.version, actor=CONTACT, now=NOW)
    assert (chosen(anna), chosen(cia)) == ({"vard": "taken"}, {"bostad": "taken"})
    assert letters() == [("seminars_lost", "anna"), ("seminar_given", "cia")]


def test_whoever_has_a_day_chooses_for_it(app: Flask) -> None:
    edition = make_programme(arbete={"day": date(2024, 10, 3)}, bostad={"day": date(2024, 10, 3)})
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="vard", b="arbete")
    thursday, wednesday = date(2024, 10, 3), date(2024, 10, 2)
    with transaction():
        bo = Person("Bo", "bo@kommun.example")
        seat_service.share_day(anna.id, thursday, bo, version=anna.version, actor=PARTICIPANT, now=NOW)
    for days, wishes in [((thursday,), {"a": None}), ((wednesday,), {"b": None}), ((wednesday,), {"b": "uid-bostad"})]:
        with pytest.raises(Refusal), transaction():
            service.choose(anna.id, wishes, actor=PARTICIPANT, days=days, now=NOW)
    with transaction():
        service.choose(anna.id, {"b": "uid-bostad"}, actor=PARTICIPANT, days=(thursday,), now=NOW)
    assert chosen(anna) == {"vard": "taken", "bostad": "taken"}


def test_an_organiser_lets_somebody_past_the_queue_and_no_further_than_there_are_places(edition: Edition) -> None:
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    choose(anna, a="barn")
    wait(bo, "barn")
    wait(cia, "barn")
    waiting = next(one for one in queries.choices_of([cia.id]))
    full = refusal(lambda: queue_service.promote(waiting.id, actor=ORGANISER, now=NOW))
    assert full.sentence.startswith("Det finns ingen ledig plats att ge.")
    db.session.rollback()
    assert choose(cia, ORGANISER, a="barn") == ["Barn"]
    redraft("barn", capacity=3)
    publish(edition)
    assert [chosen(one) for one in (bo, cia)] == [{"barn": "taken"}, {"barn": "taken"}]
    assert quota(edition, "barn") == (3, 3, 0)


def test_a_block_in_which_somebody_has_chosen_is_not_deleted(edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="barn")
    for slug in ("vard", "barn", "data"):
        redraft(slug, block_id=None)
    block = db.session.query(Block).filter_by(slug="a").one()
    with pytest.raises(Refusal, match="Släpp programmet"), transaction():
        place_service.delete_place(Block, block.id, version=block.version)
    publish(edition)
    assert (chosen(anna), letters()) == ({}, [("seminar_cancelled", "anna")])
    with transaction():
        place_service.delete_place(Block, block.id, version=block.version)
