"""Places: as many as there are and not one more, all that are asked for or none, and nobody past a queue."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.places import queue_service, service
from scdapp.places.models import Quota

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


@dataclass
class Waiting:
    """As much of a row as a queue needs."""

    queue_id: int | None = None
    queue_number: int | None = None
    queued_at: datetime | None = None
    offered_at: datetime | None = None
    offer_ends_at: datetime | None = None


def _make(*capacities: int | None) -> list[int]:
    with transaction():
        return [service.create(one).id for one in capacities]


def _standing(quota_id: int) -> tuple[int, int, int | None]:
    quota = db.session.get_one(Quota, quota_id, populate_existing=True)
    return quota.taken, quota.waiting, quota.left


def test_places_are_taken_until_there_are_none(app: Flask) -> None:
    (hall,) = _make(2)
    with transaction():
        assert [service.take([hall]) for _ in range(3)] == [None, None, hall]
    assert _standing(hall) == (2, 0, 0)


def test_all_are_taken_or_none(app: Flask) -> None:
    whole, category, dinner = _make(None, 1, 5)
    with transaction():
        assert service.take([whole, category, dinner]) is None
        assert service.take([dinner, whole, category]) == category
    assert [_standing(one) for one in (whole, category, dinner)] == [(1, 0, None), (1, 0, 0), (1, 0, 4)]


def test_a_group_gets_all_its_places_or_none(app: Flask) -> None:
    whole, category = _make(10, 3)
    with transaction():
        assert service.take_many({whole: 4, category: 4}) is False
        assert service.take_many({whole: 3, category: 2}) is True
    assert [_standing(one)[0] for one in (whole, category)] == [3, 2]


def test_nobody_who_comes_now_gets_past_those_who_wait(app: Flask) -> None:
    (hall,) = _make(1)
    first, second = Waiting(), Waiting()
    with transaction():
        service.take([hall])
        for one in (first, second):
            queue_service.wait(one, hall, now=NOW)  # type: ignore[arg-type]
        service.give_back([hall])
        assert service.take([hall]) == hall
        assert service.take([hall], past_queue=True) is None
        queue_service.offer(first, ends_at=NOW, now=NOW)  # type: ignore[arg-type]
    assert (first.queue_number, second.queue_number) == (None, 2)
    assert _standing(hall) == (1, 1, 0)
    with transaction():
        queue_service.leave(second)  # type: ignore[arg-type]
        third = Waiting()
        queue_service.wait(third, hall, now=NOW)  # type: ignore[arg-type]
    assert third.queue_number == 3


def test_there_are_never_fewer_places_than_are_taken(app: Flask) -> None:
    (hall,) = _make(5)
    with transaction():
        service.take_many({hall: 3})
    with pytest.raises(Refusal) as refused, transaction():
        service.set_capacity(hall, 2)
    assert (refused.value.field, refused.value.sentence) == (
        "capacity",
        "3 platser är redan tagna. Färre än så kan det inte bli.",
    )
    with transaction():
        service.set_capacity(hall, 3)
    assert _standing(hall) == (3, 0, 0)


def test_what_nobody_had_cannot_be_given_back(app: Flask) -> None:
    (hall,) = _make(1)
    for verb in (lambda: service.give_back([hall]), lambda: service.leave_queue(hall)):
        with pytest.raises(RuntimeError), transaction():
            verb()


def test_the_database_itself_refuses_one_too_many(app: Flask) -> None:
    (hall,) = _make(1)
    with pytest.raises(IntegrityError), transaction():
        db.session.get_one(Quota, hall).taken = 2
