""" "Säg till när det öppnar", from the form to the one letter."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from scdapp.admission import watch_service as service
from scdapp.admission.category_rules import WindowFacts
from scdapp.admission.letters import WATCH
from scdapp.admission.models import Category, OpeningWatch
from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.outbox.models import Mail
from scdapp.tokens import service as tokens
from tests.admission.setting import OPENS, add_category, change
from tests.factories import make_edition, make_terms, save

ADDRESS = "asa@kommun.example"
BEFORE = OPENS - timedelta(days=3)


@pytest.fixture
def category(app: Flask) -> Category:
    edition = make_edition()
    make_terms(edition)
    return add_category(edition, name_en="Delegate")


def ask(category: Category, email: str = ADDRESS, *, language: str = "sv", now: datetime = BEFORE) -> None:
    with transaction():
        service.ask(category.edition_id, category.id, email, language=language, now=now)


def confirm(*, now: datetime = BEFORE) -> None:
    with transaction():
        for uid in db.session.scalars(select(OpeningWatch.uid)):
            service.confirm(tokens.mint(WATCH, uid, now=now), now=now)


def tell(now: datetime) -> int:
    with transaction():
        return service.tell_opened(now)


def mails() -> list[tuple[str, str, str]]:
    db.session.rollback()
    return [(one.letter, one.to_address, one.language) for one in db.session.scalars(select(Mail).order_by(Mail.id))]


def watches() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(OpeningWatch)) or 0


def test_the_letter_comes_when_it_opens_and_the_address_is_forgotten_with_it(category: Category) -> None:
    ask(category, " Asa@Kommun.example ", language="en")
    confirm()
    assert tell(OPENS - timedelta(seconds=1)) == 0
    assert (tell(OPENS), tell(OPENS)) == (1, 0)
    assert mails() == [("watch_confirm", ADDRESS, "en"), ("watch_opened", ADDRESS, "en")]
    assert db.session.scalars(select(Mail.values).where(Mail.letter == "watch_opened")).one() == {
        "konferens": "Socialchefsdagarna 2024",
        "kategori": "Delegate",
        "sida": "https://socialchefsdagarna.example/en/2024/anmalan",
    }
    assert watches() == 0


def test_who_has_not_confirmed_is_told_nothing_and_forgotten(category: Category) -> None:
    ask(category, now=BEFORE)
    assert tell(OPENS) == 0
    with transaction():
        assert service.forget_old(BEFORE + timedelta(hours=48) - timedelta(seconds=1)) == 0
    with transaction():
        assert service.forget_old(BEFORE + timedelta(hours=48)) == 1
    assert [name for name, _, _ in mails()] == ["watch_confirm"]


def test_asked_again_the_letter_to_confirm_comes_once_a_day(category: Category) -> None:
    ask(category)
    ask(category)
    ask(category, now=BEFORE + timedelta(days=1))
    assert (len(mails()), watches()) == (2, 1)


def test_asked_again_after_confirming_nothing_more_comes(category: Category) -> None:
    ask(category)
    confirm()
    ask(category, now=BEFORE + timedelta(days=1))
    assert (len(mails()), watches()) == (1, 1)


def test_a_link_confirms_once_and_not_after_two_days(category: Category) -> None:
    ask(category)
    uid = db.session.scalars(select(OpeningWatch.uid)).one()
    with transaction():
        old = tokens.mint(WATCH, uid, now=BEFORE - timedelta(hours=48))
        good = tokens.mint(WATCH, uid, now=BEFORE)
    with pytest.raises(Missing), transaction():
        service.confirm(old, now=BEFORE)
    with transaction():
        service.confirm(good, now=BEFORE)
    with pytest.raises(Missing), transaction():
        service.confirm(good, now=BEFORE)


@pytest.mark.parametrize(
    ("now", "sentence"), [(OPENS, "Anmälan är redan öppen."), (OPENS + timedelta(days=365), "Anmälan har stängt.")]
)
def test_there_is_nothing_to_wait_for_once_it_is_open(category: Category, now: datetime, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        ask(category, now=now)
    assert (mails(), watches()) == ([], 0)


def test_a_moved_opening_moves_the_letter(category: Category) -> None:
    ask(category)
    confirm()
    later = OPENS + timedelta(days=19)
    change(category.edition, "deltagare", windows=(WindowFacts(later),))
    assert (tell(OPENS), tell(later)) == (0, 1)


def test_many_are_told_in_rounds(category: Category, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "A_ROUND", 2)
    for number in range(5):
        save(
            OpeningWatch(
                category_id=category.id, email=f"a{number}@kommun.example", created_at=BEFORE, confirmed_at=BEFORE
            )
        )
    assert [tell(OPENS) for _ in range(4)] == [2, 2, 1, 0]
    assert len({to for _, to, _ in mails()}) == 5


def test_a_year_that_is_over_forgets_everybody(category: Category) -> None:
    ask(category)
    confirm()
    with transaction():
        assert service.forget_old(OPENS) == 0
    with transaction():
        assert service.forget_old(OPENS + timedelta(days=365)) == 1


def test_an_address_is_forgotten_on_demand(category: Category) -> None:
    ask(category)
    with transaction():
        assert (service.forget(ADDRESS), service.forget(ADDRESS)) == (1, 0)
