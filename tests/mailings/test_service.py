"""Letters to many: whom they reach, once each, and how far they have come."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.mailings import queries, rules, service
from scdapp.mailings.models import Mailing
from scdapp.mailings.rules import Draft, Selection
from scdapp.outbox.models import Mail
from scdapp.registration.desk_queries import Wanted
from scdapp.registration.rules import PersonWish
from tests.factories import make_booking, make_category, make_edition, make_terms

NOW = datetime(2024, 9, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def category(app: Flask) -> Category:
    edition = make_edition()
    make_terms(edition)
    return make_category(edition, capacity=3)


def _group(category: Category) -> None:
    """A coordinator with three people, one of them without address, and one on the waiting list."""
    people = (PersonWish("Ett", "ett@kommun.example"), PersonWish("Två", "tva@kommun.example"), PersonWish("Tre"))
    make_booking(category, *people, contact_name="Kim", contact_email="kim@kommun.example")
    make_booking(category, PersonWish("Fyra", "fyra@kommun.example"), contact_email="fyra@kommun.example")


def _draft(category: Category, to: str = "holders", **wanted: object) -> Mailing:
    draft = Draft("Hej", "Text", Selection(Wanted(**wanted)), to)  # type: ignore[arg-type]
    with transaction():
        return service.create_mailing(category.edition_id, draft, by="Olga", now=NOW)


def _send(mailing: Mailing, expected: int) -> None:
    with transaction():
        service.send(mailing.id, version=mailing.version, expected=expected, now=NOW)


def _queue() -> int:
    with transaction():
        return service.queue_portion(NOW)


def _addresses(mailing: Mailing) -> list[str]:
    return sorted(db.session.scalars(select(Mail.to_address).where(Mail.batch == mailing.uid)))


@pytest.mark.parametrize(
    ("to", "wanted", "reached"),
    [
        ("holders", {}, ["ett@", "fyra@", "kim@", "tva@"]),
        ("contacts", {}, ["fyra@", "kim@"]),
        ("both", {"state": "confirmed"}, ["ett@", "kim@", "tva@"]),
        ("holders", {"state": "waiting"}, ["fyra@"]),
    ],
)
def test_it_reaches_each_address_of_the_selection_once(
    category: Category, to: str, wanted: dict[str, object], reached: list[str]
) -> None:
    _group(category)
    mailing = _draft(category, to, **wanted)
    _send(mailing, len(reached))
    assert (_queue(), _queue()) == (len(reached), 0)
    assert _addresses(mailing) == [f"{one}kommun.example" for one in reached]
    assert (mailing.state, mailing.total) == ("queued", len(reached))


def test_a_large_one_goes_in_portions_and_nobody_gets_two(category: Category, monkeypatch: pytest.MonkeyPatch) -> None:
    _group(category)
    monkeypatch.setattr(rules, "PORTION", 3)
    mailing = _draft(category)
    _send(mailing, 4)
    assert (_queue(), mailing.state) == (3, "sending")
    assert queries.progress([mailing.uid]) == {mailing.uid: {"queued": 3}}
    assert (_queue(), mailing.state, len(set(_addresses(mailing)))) == (1, "queued", 4)


def test_another_number_than_was_shown_is_not_sent(category: Category) -> None:
    _group(category)
    mailing = _draft(category)
    with pytest.raises(Refusal) as refused:
        _send(mailing, 3)
    assert refused.value.sentence.startswith("Nu går brevet till 4 adresser i stället för 3.")
    assert (mailing.state, _queue()) == ("draft", 0)


def test_nobody_is_no_number_to_send_to(category: Category) -> None:
    mailing = _draft(category)
    with pytest.raises(Refusal, match="Ingen passar in"):
        _send(mailing, 0)


def test_what_is_sent_stays_as_it_was(category: Category) -> None:
    _group(category)
    mailing = _draft(category)
    draft = Draft("Annat", "Text", Selection(), "holders")
    with pytest.raises(EditConflict), transaction():
        service.update_mailing(mailing.id, draft, version=mailing.version + 1)
    _send(mailing, 4)
    for verb in (
        lambda: service.update_mailing(mailing.id, draft, version=mailing.version),
        lambda: service.delete_mailing(mailing.id),
        lambda: service.send(mailing.id, version=mailing.version, expected=4, now=NOW + timedelta(days=1)),
    ):
        with pytest.raises(Refusal, match="redan skickat"), transaction():
            verb()
    assert mailing.subject == "Hej"
