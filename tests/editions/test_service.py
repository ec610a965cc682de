"""Editions are made, changed, shown and copied; calendars are told exactly when something they show has changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.editions import service
from scdapp.editions.models import Edition, EditionDay, KeyDate
from scdapp.editions.queries import find_edition, get_edition, key_dates
from scdapp.editions.rules import DayLine, EditionFacts
from scdapp.pictures.decode import rendered
from scdapp.pictures.models import Picture
from tests.factories import THEN, make_edition, make_key_date
from tests.pictures import images

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
FACTS = EditionFacts(
    year=2024,
    starts_on=date(2024, 10, 2),
    ends_on=date(2024, 10, 4),
    name="Socialchefsdagarna 2024",
    theme="Omställning pågår",
    city="Stockholm",
    venue="Kistamässan",
)


def facts(**changed: Any) -> EditionFacts:
    return EditionFacts(**(vars(FACTS) | changed))


def create(**changed: Any) -> Edition:
    with transaction():
        return service.create_edition(facts(**changed), now=NOW)


def update(edition: Edition, **changed: Any) -> None:
    with transaction():
        service.update_edition(edition.id, facts(**changed), version=edition.version, now=NOW)


def days(edition: Edition) -> list[tuple[date, str | None]]:
    return [(day.date, day.label) for day in edition.days]


@pytest.mark.usefixtures("app")
class TestCreate:
    def test_a_new_edition_is_a_draft_with_its_days(self) -> None:
        edition = create(name=None, extra_days=(DayLine(date(2024, 10, 1), "kvällen före"),))

        assert (edition.year, edition.name, edition.announced_at, edition.sequence, edition.version) == (
            2024,
            "Socialchefsdagarna 2024",
            None,
            0,
            1,
        )
        assert (edition.created_at, edition.changed_at) == (NOW, NOW)
        assert days(edition) == [
            (date(2024, 10, 1), "kvällen före"),
            (date(2024, 10, 2), None),
            (date(2024, 10, 3), None),
            (date(2024, 10, 4), None),
        ]

    def test_a_year_is_held_once(self) -> None:
        make_edition(2024)

        with pytest.raises(Refusal) as refusal:
            create()

        assert (refusal.value.field, refusal.value.sentence) == ("year", "Det finns redan ett år 2024.")
        assert len(db.session.scalars(select(Edition)).all()) == 1

    def test_what_is_not_sound_is_refused_by_every_door(self) -> None:
        with pytest.raises(Refusal):
            create(ends_on=date(2024, 10, 1))

        assert find_edition(2024) is None


def test_two_organisers_who_make_the_same_year_at_once_make_one(app: Flask) -> None:
    both_ready = Barrier(2)

    def make(city: str) -> str:
        with app.app_context():
            both_ready.wait(timeout=20)
            try:
                create(city=city)
            except Refusal as refusal:
                return refusal.sentence
            finally:
                db.session.remove()
        return "made"

    with ThreadPoolExecutor(2) as organisers:
        answers = list(organisers.map(make, ("Solna", "Umeå")))

    assert sorted(answers) == ["Det finns redan ett år 2024.", "made"]
    assert get_edition(2024).city == ("Solna", "Umeå")[answers.index("made")]


SHOWN_IN_CALENDARS = [
    {"name": "Socialchefsdagarna"},
    {"theme": "Omställningen pågår"},
    {"city": "Solna"},
    {"venue": None},
    {"note": "Okänt antal"},
    {"venue_address": "Arne Beurlings torg 5"},
    {"host": "Stockholms stad"},
    {"starts_on": date(2024, 10, 1)},
    {"ends_on": None},
]
NOT_SHOWN_IN_CALENDARS = [
    {},
    {"hue": 5},
    {"welcome": "Välkommen"},
    {"labels": (DayLine(date(2024, 10, 4), "halvdag"),)},
    {"extra_days": (DayLine(date(2024, 10, 1), "kvällen före"),)},
]


@pytest.mark.usefixtures("app")
class TestUpdate:
    @pytest.mark.parametrize("changed", SHOWN_IN_CALENDARS)
    def test_calendars_are_told_of_what_they_show(self, changed: dict[str, Any]) -> None:
        edition = make_edition()
        uid = edition.uid

        update(edition, **changed)

        assert (edition.sequence, edition.changed_at, edition.version, edition.uid) == (1, NOW, 2, uid)

    @pytest.mark.parametrize("changed", NOT_SHOWN_IN_CALENDARS)
    def test_calendars_are_not_bothered_with_the_rest(self, changed: dict[str, Any]) -> None:
        edition = make_edition()

        update(edition, **changed)

        assert (edition.sequence, edition.changed_at, edition.version) == (0, THEN, 2)

    def test_days_that_stay_are_the_same_rows(self) -> None:
        edition = make_edition()
        before = {day.date: day.id for day in edition.days}

        update(edition, ends_on=date(2024, 10, 3), labels=(DayLine(date(2024, 10, 3), "halvdag"),))

        assert days(edition) == [(date(2024, 10, 2), None), (date(2024, 10, 3), "halvdag")]
        assert {day.date: day.id for day in edition.days}.items() <= before.items()
        assert len(db.session.scalars(select(EditionDay)).all()) == 2

    def test_who_did_not_see_the_latest_version_changes_nothing(self) -> None:
        edition = make_edition()
        update(edition, city="Solna")

        with pytest.raises(EditConflict), transaction():
            service.update_edition(edition.id, facts(city="Uppsala"), version=1, now=NOW)

        assert get_edition(2024).city == "Solna"

    def test_the_year_changes_only_while_nobody_has_seen_it(self) -> None:
        announced, draft = make_edition(2024), make_edition(2026, announced_at=None)
        next_year = {"year": 2025, "starts_on": date(2025, 10, 1), "ends_on": date(2025, 10, 3)}

        with pytest.raises(Refusal) as refusal:
            update(announced, **next_year)
        assert refusal.value.field == "year"

        update(draft, **next_year)
        assert draft.year == 2025

        with pytest.raises(Refusal) as refusal:
            update(draft)
        assert refusal.value.sentence == "Det finns redan ett år 2024."

    def test_key_dates_stay_when_the_edition_moves(self) -> None:
        edition = make_edition()
        make_key_date(edition)

        update(edition, starts_on=date(2024, 10, 9), ends_on=date(2024, 10, 11))

        assert [one.starts_on for one in key_dates(edition.id)] == [date(2024, 5, 7)]


@pytest.mark.usefixtures("app")
class TestAnnounce:
    def test_it_is_shown_and_hidden_and_calendars_keep_their_count(self) -> None:
        edition = create()

        with transaction():
            service.announce(edition.id, now=NOW)
        assert edition.announced_at == NOW

        with transaction():
            service.announce(edition.id, now=NOW + timedelta(days=1))
        assert edition.announced_at == NOW

        with transaction():
            service.hide(edition.id)
        assert (edition.announced_at, edition.sequence, edition.version) == (None, 0, 1)

    def test_what_does_not_exist_is_missing(self) -> None:
        with pytest.raises(Missing), transaction():
            service.announce(1, now=NOW)


class TestHero:
    @pytest.fixture
    def folder(self, app: Flask) -> Path:
        return Path(app.instance_path) / "pictures"

    def hero(self, edition: Edition, folder: Path, data: bytes | None, alt: str = "Kistamässan") -> None:
        with transaction():
            service.set_hero(
                edition.id,
                rendered(data) if data else None,
                alt=alt,
                credit="Åsa Bild",
                folder=folder,
                version=edition.version,
                now=NOW,
            )

    def test_a_picture_is_given_described_replaced_and_taken_away(self, folder: Path) -> None:
        edition = make_edition()

        self.hero(edition, folder, images.picture(300))
        first = edition.hero
        assert first is not None
        assert (first.alt, first.credit, edition.version, edition.sequence) == ("Kistamässan", "Åsa Bild", 2, 0)

        self.hero(edition, folder, None, alt="Hallen i dimma")
        assert (edition.hero, first.alt) == (first, "Hallen i dimma")

        self.hero(edition, folder, images.picture(500))
        assert edition.hero is not None
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            f"{edition.hero.uid}-{width}.jpg" for width in (480, 500)
        )

        with transaction():
            service.remove_hero(edition.id, folder=folder)
        assert (edition.hero, edition.hero_id, edition.version) == (None, None, 5)
        assert list(folder.iterdir()) == []
        assert db.session.scalars(select(Picture)).all() == []

        with transaction():
            service.remove_hero(edition.id, folder=folder)
        assert edition.version == 5

    def test_words_without_a_picture_are_refused(self, folder: Path) -> None:
        with pytest.raises(Refusal) as refusal:
            self.hero(make_edition(), folder, None)

        assert (refusal.value.field, refusal.value.sentence) == ("picture", "Välj en bildfil.")

    def test_two_organisers_do_not_overwrite_each_other(self, folder: Path) -> None:
        edition = make_edition()
        self.hero(edition, folder, images.picture(300))
        kept = edition.hero

        with pytest.raises(EditConflict), transaction():
            service.set_hero(
                edition.id, rendered(images.picture(400)), alt="Hus", credit="Bo", folder=folder, version=1, now=NOW
            )

        assert edition.hero == kept
        assert len(list(folder.iterdir())) == 1


@pytest.mark.usefixtures("app")
class TestCopy:
    def test_days_and_key_dates_follow_on_their_weekdays_over_the_years(self) -> None:
        source = make_edition(2023, starts_on=date(2023, 9, 27), host="Karlstads kommun", hue=145, hero_id=None)
        with transaction():
            source = db.session.get_one(Edition, source.id)
            source.days[2].label = "halvdag"
            source.days.append(EditionDay(date=date(2023, 9, 26), label="kvällen före"))
        make_key_date(source, "Save the date", starts_on=date(2022, 10, 3), note="Boka", audience="alla")
        make_key_date(source, "Anmälan", starts_on=date(2023, 5, 9), at=time(9), ends_on=date(2023, 8, 25), sequence=3)
        make_key_date(source, "Struket", withdrawn_at=THEN)

        with transaction():
            edition, shift = service.copy_edition(source.id, starts_on=date(2024, 10, 2), now=NOW)

        assert shift == timedelta(weeks=53)
        assert (edition.name, edition.year, edition.starts_on, edition.ends_on, edition.hue) == (
            "Socialchefsdagarna 2024",
            2024,
            date(2024, 10, 2),
            date(2024, 10, 4),
            145,
        )
        unknown = (edition.theme, edition.city, edition.venue, edition.host, edition.welcome, edition.announced_at)
        assert unknown == (None,) * 6
        assert days(edition) == [
            (date(2024, 10, 1), "kvällen före"),
            (date(2024, 10, 2), None),
            (date(2024, 10, 3), None),
            (date(2024, 10, 4), "halvdag"),
        ]
        copies = key_dates(edition.id, withdrawn=True)
        assert [(one.title, one.starts_on, one.at, one.ends_on, one.audience, one.note) for one in copies] == [
            ("Save the date", date(2023, 10, 9), None, None, "alla", "Boka"),
            ("Anmälan", date(2024, 5, 14), time(9), date(2024, 8, 30), None, None),
        ]
        assert [(one.sequence, one.created_at, one.changed_at) for one in copies] == [(0, NOW, NOW)] * 2
        assert {one.starts_on.weekday() for one in copies} == {0, 1}
        sources = db.session.scalars(select(KeyDate).where(KeyDate.edition_id == source.id)).all()
        assert not {one.uid for one in copies} & {one.uid for one in sources}
        assert edition.uid != source.uid

    @pytest.mark.parametrize(("starts_on", "field"), [(date(2025, 10, 2), "starts_on"), (date(2024, 9, 25), "year")])
    def test_a_wrong_weekday_and_a_taken_year_make_nothing(self, starts_on: date, field: str) -> None:
        source = make_edition()

        with pytest.raises(Refusal) as refusal, transaction():
            service.copy_edition(source.id, starts_on=starts_on, now=NOW)

        assert refusal.value.field == field
        assert [one.year for one in db.session.scalars(select(Edition))] == [2024]

    def test_a_time_that_does_not_exist_on_its_new_day_is_refused(self) -> None:
        source = make_edition(2023, starts_on=date(2023, 9, 27))
        make_key_date(source, starts_on=date(2023, 4, 2), at=time(2, 30))

        with pytest.raises(Refusal) as refusal, transaction():
            service.copy_edition(source.id, starts_on=date(2024, 9, 25), now=NOW)

        assert refusal.value.field == "at"
