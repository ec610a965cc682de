"""Speakers made public one by one."""

from datetime import UTC, datetime

import pytest

from scdapp.core import publication
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.people import announcement_service as service
from scdapp.people import queries
from scdapp.people.models import Announcement, Person
from scdapp.people.rules import AnnouncementValues
from tests.factories import make_edition, make_person

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)
SOON = AnnouncementValues(topic="Om tillit", when_words="torsdag eller fredag")


def announce(edition: Edition, person: Person, values: AnnouncementValues = SOON) -> Announcement:
    where, who = edition.id, person.id
    with transaction():
        return service.announce(where, who, values, now=NOW)


def shown(edition: Edition) -> list[str]:
    return [one.person.name for one in queries.announcements(edition.id)]


def test_a_speaker_is_public_with_what_is_known() -> None:
    edition, before = make_edition(), publication.standing()
    made = announce(edition, make_person("Anna Ek"), AnnouncementValues(" Om\ttillit ", ""))
    assert (made.topic, made.when_words, made.announced_at, made.position) == ("Om tillit", None, NOW, 1)
    assert publication.standing().version > before.version


def test_nobody_is_announced_twice_for_one_year() -> None:
    edition, person = make_edition(), make_person("Anna Ek")
    announce(edition, person)
    with pytest.raises(Refusal) as refusal:
        announce(edition, person)
    assert (refusal.value.field, refusal.value.sentence) == ("person", "Anna Ek är redan klar talare för 2024.")
    announce(make_edition(2023), person)


def test_the_order_is_changed_step_by_step_and_ends_stop() -> None:
    edition = make_edition()
    anna, bo, cia = (announce(edition, make_person(name)) for name in ("Anna", "Bo", "Cia"))

    def move(one: Announcement, step: int) -> list[str]:
        where, key = edition.id, one.id
        with transaction():
            service.move_announcement(where, key, step=step)
        return shown(edition)

    assert shown(edition) == ["Anna", "Bo", "Cia"]
    assert move(cia, -1) == ["Anna", "Cia", "Bo"]
    assert move(cia, -1) == ["Cia", "Anna", "Bo"]
    assert move(cia, -1) == ["Cia", "Anna", "Bo"]
    assert move(anna, 1) == ["Cia", "Bo", "Anna"]
    assert move(bo, 1) == ["Cia", "Anna", "Bo"]
    with pytest.raises(Missing), transaction():
        service.move_announcement(edition.id, 4711, step=1)


def test_what_is_told_can_change_but_not_over_somebody_elses_words() -> None:
    edition = make_edition()
    made = announce(edition, make_person("Anna Ek"))
    key, seen = made.id, made.version
    with transaction():
        service.update_announcement(key, AnnouncementValues("Om tid", None), version=seen)
    with pytest.raises(EditConflict), transaction():
        service.update_announcement(key, AnnouncementValues("Om rum", None), version=seen)
    assert [(one.topic, one.when_words) for one in queries.announcements(edition.id)] == [("Om tid", None)]


def test_an_announcement_can_be_taken_back_and_the_person_stays() -> None:
    edition = make_edition()
    key = announce(edition, make_person("Anna Ek")).id
    with transaction():
        service.withdraw(key)
    assert (shown(edition), [one.name for one in queries.names()]) == ([], ["Anna Ek"])
    with pytest.raises(Missing), transaction():
        service.withdraw(key)
