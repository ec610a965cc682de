"""Key dates are told to calendars exactly when something they show has changed."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.editions import key_date_service as service
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.editions.models import KeyDate
from scdapp.editions.queries import key_dates
from tests.factories import THEN, make_edition, make_key_date

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
FACTS = KeyDateFacts("Anmälan öppnar", date(2024, 5, 7))


def update(key_date: KeyDate, **changed: Any) -> None:
    with transaction():
        service.update_key_date(key_date.id, KeyDateFacts(**(vars(FACTS) | changed)), version=key_date.version, now=NOW)


def test_a_new_one_is_there_for_all() -> None:
    edition = make_edition()

    with transaction():
        made = service.create_key_date(edition.id, FACTS, now=NOW)

    assert key_dates(edition.id) == [made]
    assert (made.title, made.starts_on, made.sequence, made.version, made.created_at, made.changed_at) == (
        "Anmälan öppnar",
        date(2024, 5, 7),
        0,
        1,
        NOW,
        NOW,
    )


def test_the_missing_hour_is_refused_at_every_door() -> None:
    edition = make_edition()

    with pytest.raises(Refusal) as refusal, transaction():
        service.create_key_date(edition.id, KeyDateFacts("Natt", date(2024, 3, 31), time(2, 15)), now=NOW)

    assert refusal.value.field == "at"
    assert key_dates(edition.id) == []
    with pytest.raises(Missing), transaction():
        service.create_key_date(edition.id + 1, FACTS, now=NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Anmälan stänger"},
        {"starts_on": date(2024, 5, 6)},
        {"at": time(9)},
        {"ends_on": date(2024, 5, 8)},
        {"audience": "medlemmar"},
        {"note": "Först till kvarn"},
    ],
)
def test_each_change_that_a_calendar_shows_raises_the_count(changed: dict[str, Any]) -> None:
    key_date = make_key_date(make_edition())
    uid = key_date.uid

    update(key_date, **changed)

    assert (key_date.sequence, key_date.changed_at, key_date.version, key_date.uid) == (1, NOW, 2, uid)


@pytest.mark.parametrize("changed", [{}, {"title": " Anmälan öppnar "}, {"ends_on": date(2024, 5, 7)}])
def test_saving_the_same_changes_nothing_for_calendars(changed: dict[str, Any]) -> None:
    key_date = make_key_date(make_edition())

    update(key_date, **changed)

    assert (key_date.sequence, key_date.changed_at, key_date.version) == (0, THEN, 2)


def test_who_did_not_see_the_latest_version_changes_nothing() -> None:
    key_date = make_key_date(make_edition())
    update(key_date, note="Ny")

    with pytest.raises(EditConflict), transaction():
        service.update_key_date(key_date.id, FACTS, version=1, now=NOW)

    assert key_date.note == "Ny"


def test_withdrawing_and_restoring_are_told_once_each() -> None:
    key_date = make_key_date(make_edition())

    for _ in range(2):
        with transaction():
            service.withdraw_key_date(key_date.id, now=NOW)
    assert (key_date.withdrawn_at, key_date.sequence, key_date.changed_at) == (NOW, 1, NOW)

    for _ in range(2):
        with transaction():
            service.restore_key_date(key_date.id, now=NOW)
    assert (key_date.withdrawn_at, key_date.sequence, key_date.changed_at) == (None, 2, NOW)


def test_only_what_nobody_has_seen_can_be_deleted() -> None:
    shown, draft = make_edition(2024), make_edition(2025, announced_at=None)
    seen, unseen = make_key_date(shown), make_key_date(draft)

    with pytest.raises(Refusal), transaction():
        service.delete_key_date(seen.id)
    with transaction():
        service.delete_key_date(unseen.id)

    assert key_dates(shown.id) == [seen]
    assert key_dates(draft.id) == []
