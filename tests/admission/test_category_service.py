"""Categories, their windows, and the key dates that follow them."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.admission import category_service as service
from scdapp.admission import queries
from scdapp.admission.category_rules import STANDARD, CategoryFacts, WindowFacts
from scdapp.admission.models import Category, QuestionCategory
from scdapp.admission.signals import places_added
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.editions.models import Edition, KeyDate
from scdapp.places.models import Quota
from tests.admission.setting import CLOSES, OPENS, add_category, change, facts_of, told, wall
from tests.factories import THEN, make_booking, make_edition, make_question, make_terms


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition()
    make_terms(edition)
    return edition


def refused(facts: CategoryFacts, edition: Edition) -> tuple[str | None, str]:
    with pytest.raises(Refusal) as found, transaction():
        service.create_category(edition.id, facts, now=THEN)
    return found.value.field, found.value.sentence


def test_the_seven_that_most_years_have_are_made_once_beside_what_is_there(edition: Edition) -> None:
    add_category(edition, "talare")
    with transaction():
        assert service.create_standard(edition.id, now=THEN) == 6
    with transaction():
        assert service.create_standard(edition.id, now=THEN) == 0
    names = [one.name for one in queries.categories(edition.id)]
    assert names == ["talare", *(one.name for one in STANDARD if one.name != "Talare")]


def test_nothing_is_made_before_the_years_terms(app: Flask) -> None:
    edition = make_edition()
    with pytest.raises(Missing), transaction():
        service.create_category(edition.id, CategoryFacts("Deltagare"), now=THEN)


UNSOUND = [
    (CategoryFacts(" \u202e "), "name", "Skriv vad kategorin heter."),
    (CategoryFacts("deltagare"), "name", "Det finns redan en kategori som heter Deltagare."),
    (CategoryFacts("a" * 81), "name", "Texten har 81 tecken. Högst 80 får plats."),
    (CategoryFacts("X", capacity=-1), "capacity", "Antalet platser ska ligga mellan 0 och 20\u00a0000."),
    (CategoryFacts("X", group_limit=0), "group_limit", "Mellan 1 och 100 personer i en anmälan."),
    (
        CategoryFacts("X", waitlist=False, promised_on=date(2024, 9, 18)),
        "promised_on",
        "Utan reservlista finns inget besked att lova. Töm datumet.",
    ),
    (
        CategoryFacts("X", windows=(WindowFacts(CLOSES, OPENS),)),
        "windows",
        "Anmälan stänger innan den har öppnat. Se över tiderna.",
    ),
    (
        CategoryFacts("X", windows=(WindowFacts(CLOSES), WindowFacts(OPENS))),
        "windows",
        "Två öppettider går in i varandra. Skriv när den första stänger.",
    ),
    (
        # On the wall 02.45 comes before 02.15 the second time; as instants it does too.
        CategoryFacts(
            "X",
            windows=(
                WindowFacts(wall(2024, 10, 27, 1), wall(2024, 10, 27, 3)),
                WindowFacts(wall(2024, 10, 27, 2, 30)),
            ),
        ),
        "windows",
        "Två öppettider går in i varandra. Skriv när den första stänger.",
    ),
]


@pytest.mark.parametrize(("facts", "field", "sentence"), UNSOUND)
def test_what_cannot_be_is_refused_beside_the_field(
    edition: Edition, facts: CategoryFacts, field: str, sentence: str
) -> None:
    add_category(edition)
    assert refused(facts, edition) == (field, sentence)


def test_windows_that_meet_do_not_overlap(edition: Edition) -> None:
    add_category(edition, windows=(WindowFacts(CLOSES), WindowFacts(OPENS, CLOSES)))
    windows = queries.get_category(edition.id, "deltagare").windows
    assert [(one.opens_at, one.closes_at) for one in windows] == [(OPENS, CLOSES), (CLOSES, None)]


def test_each_moment_is_a_key_date_for_the_category(edition: Edition) -> None:
    add_category(edition, promised_on=date(2024, 9, 18))
    public = [
        ("Anmälan öppnar", "Deltagare", "2024-05-07 09.00", 0, False),
        ("Anmälan stänger", "Deltagare", "2024-09-13 17.00", 0, False),
    ]
    assert told(edition) == public
    promise = ("Besked till alla på reservlistan", "Deltagare", "2024-09-18", 0, False)
    assert told(edition, internal=True) == [*public, promise]


def test_a_moved_opening_is_the_same_key_date_changed_once_more(edition: Edition) -> None:
    add_category(edition)
    ids = set(db.session.scalars(select(KeyDate.uid)))
    (window,) = queries.get_category(edition.id, "deltagare").windows
    change(edition, "deltagare", windows=(WindowFacts(wall(2024, 5, 26, 9), CLOSES, window.id),))
    assert told(edition) == [
        ("Anmälan öppnar", "Deltagare", "2024-05-26 09.00", 1, False),
        ("Anmälan stänger", "Deltagare", "2024-09-13 17.00", 0, False),
    ]
    assert set(db.session.scalars(select(KeyDate.uid))) == ids


def test_saving_without_a_change_tells_no_calendar_anything(edition: Edition) -> None:
    add_category(edition)
    before = told(edition)
    change(edition, "deltagare", description="Chefer")
    assert told(edition) == before


def test_a_window_taken_away_is_struck_out_in_the_calendars(edition: Edition) -> None:
    add_category(edition)
    change(edition, "deltagare", windows=())
    assert told(edition) == []
    assert told(edition, withdrawn=True) == [
        ("Anmälan öppnar", "Deltagare", "2024-05-07 09.00", 1, True),
        ("Anmälan stänger", "Deltagare", "2024-09-13 17.00", 1, True),
    ]


def test_a_window_of_a_year_that_nobody_has_seen_leaves_no_trace(app: Flask) -> None:
    draft = make_edition(2025, announced_at=None)
    make_terms(draft)
    add_category(draft, promised_on=date(2025, 9, 18))
    change(draft, "deltagare", windows=(), promised_on=None)
    assert told(draft, withdrawn=True, internal=True) == []


def test_a_hidden_category_shows_no_key_dates_until_it_is_shown(edition: Edition) -> None:
    add_category(edition, listed=False)
    assert told(edition, withdrawn=True) == []
    change(edition, "deltagare", listed=True)
    (opens, closes) = db.session.scalars(select(KeyDate.uid).order_by(KeyDate.id))
    change(edition, "deltagare", listed=False)
    assert [withdrawn for *_, withdrawn in told(edition, withdrawn=True)] == [True, True]
    change(edition, "deltagare", listed=True)
    assert [withdrawn for *_, withdrawn in told(edition)] == [False, False]
    assert list(db.session.scalars(select(KeyDate.uid).order_by(KeyDate.id))) == [opens, closes]


def test_the_second_of_two_organisers_is_told(edition: Edition) -> None:
    category = add_category(edition)
    change(edition, "deltagare", name="Delegat")
    facts = replace(facts_of(queries.get_category(edition.id, "deltagare")), name="Gäst")
    db.session.rollback()
    with pytest.raises(EditConflict), transaction():
        service.update_category(category.id, facts, version=1, now=THEN)


def test_fewer_places_than_are_taken_is_refused_and_more_are_offered_to_those_who_wait(edition: Edition) -> None:
    heard: list[object] = []

    def listen(_sender: object, **told: object) -> None:
        heard.append(told)

    category = add_category(edition, capacity=2)
    for _ in range(3):
        make_booking(category)
    with pytest.raises(Refusal) as refusal:
        change(edition, "deltagare", capacity=1)
    assert (refusal.value.field, refusal.value.sentence) == (
        "capacity",
        "2 platser är redan tagna. Färre än så kan det inte bli.",
    )
    with places_added.connected_to(listen):
        change(edition, "deltagare", capacity=3)
        change(edition, "deltagare", capacity=3)
    assert heard == [{"edition_id": edition.id, "now": THEN}]
    quota = db.session.get_one(Quota, category.quota_id)
    assert (quota.capacity, quota.taken, quota.waiting) == (3, 3, 0)


def test_an_unused_category_goes_with_its_places_and_key_dates(edition: Edition) -> None:
    category = add_category(edition, promised_on=date(2024, 9, 18))
    with transaction():
        service.delete_category(category.id, version=1, now=THEN)
    assert db.session.scalars(select(Category)).all() == []
    assert db.session.get(Quota, category.quota_id) is None
    assert [(title, gone) for title, _, _, _, gone in told(edition, withdrawn=True, internal=True)] == [
        ("Anmälan öppnar", True),
        ("Anmälan stänger", True),
    ]


def test_a_category_that_somebody_has_registered_in_stays(edition: Edition) -> None:
    category = add_category(edition)
    make_booking(category)
    before = told(edition, withdrawn=True)
    with pytest.raises(Refusal, match="Deltagare har anmälningar"), transaction():
        service.delete_category(category.id, version=1, now=THEN)
    assert told(edition, withdrawn=True) == before


def test_a_question_put_to_it_alone_would_be_put_to_all(edition: Edition) -> None:
    category = add_category(edition)
    make_question(edition, "Vilken monter?", categories=[QuestionCategory(category_id=category.id)])
    with pytest.raises(Refusal, match="Frågan ”Vilken monter\\?” ställs bara till den här kategorin"), transaction():
        service.delete_category(category.id, version=1, now=THEN)


def test_the_order_is_the_organisers(edition: Edition) -> None:
    for name in ("A", "B", "C"):
        add_category(edition, name)
    first = queries.get_category(edition.id, "a").id
    with transaction():
        service.move_category(edition.id, first, step=1)
    assert [one.name for one in queries.categories(edition.id)] == ["B", "A", "C"]
