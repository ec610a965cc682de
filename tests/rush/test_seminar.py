"""A seminar is never fuller than its room: everybody who has a seat wants the same one, on two servers."""

import asyncio
import re
from datetime import date
from typing import NamedTuple

import pytest
from flask import Flask

from scdapp.core.db import db
from scdapp.registration.models import Participant
from scdapp.registration.rules import PersonWish
from scdapp.seminars.models import Choice
from tests.conftest import logged_in_guest
from tests.factories import make_booking, make_category, make_product, make_terms
from tests.rush.crowd import Answer, ask, run
from tests.rush.servers import serving
from tests.rush.test_seats import PEOPLE
from tests.seminars.programmes import make_programme, quota

PLACES = max(PEOPLE * 3 // 20, 1)
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]*)"')

pytestmark = pytest.mark.slow


class Chooser(NamedTuple):
    """Somebody with a seat and an open log-in."""

    path: str
    cookie: str

    async def want(self, ports: list[int], *, twice: bool) -> list[Answer]:
        """Open the page, press save (twice: on two servers at once), and stand in the queue when it was full."""
        page = await ask(ports[0], "GET", self.path, cookie=self.cookie)
        token = _TOKEN.search(page.body)
        assert token, page.status
        cookie = page.cookie or self.cookie
        typed = {"csrf_token": token[1], "a": "uid-barn"}
        sent = [ask(port, "POST", self.path, typed, cookie) for port in (ports if twice else ports[:1])]
        answers = list(await asyncio.gather(*sent))
        if all(one.status == 422 for one in answers):
            queue = {"csrf_token": token[1], "wait": "uid-barn"}
            answers.append(await ask(ports[-1], "POST", self.path, queue, cookie))
        return answers


def test_a_seminar_takes_as_many_as_it_holds_and_the_others_stand_in_order(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The log-ins are made here and read by the servers, which sign with a key of their own.
    monkeypatch.setitem(app.config, "SECRET_KEY", "rush")
    edition = make_programme(barn={"capacity": PLACES})
    make_terms(edition)
    category = make_category(edition, group_limit=PEOPLE)
    product = make_product(edition, category, days=[date(2024, 10, 2)])
    people = (PersonWish(f"P{n}", f"p{n}@kommun.example", product_ids=(product.id,)) for n in range(PEOPLE))
    seats = make_booking(category, *people).participants
    choosers = [Chooser(f"/min-anmalan/{seat.uid}/seminarier", _cookie(app, seat)) for seat in seats]

    async def all_at_once(ports: list[int]) -> list[list[Answer]]:
        wanting = (one.want(ports if n % 2 else ports[::-1], twice=n % 3 == 0) for n, one in enumerate(choosers))
        return list(await asyncio.gather(*wanting))

    with serving(app) as servers:
        told = run(all_at_once([one.port for one in servers]))
    assert {answer.status for answers in told for answer in answers} == {303, 422}
    assert [answers for answers in told if answers[-1].status not in (303, 422)] == []
    assert quota(edition, "barn") == (PLACES, PLACES, PEOPLE - PLACES)
    choices = db.session.query(Choice).order_by(Choice.id).all()
    assert len({one.participant_id for one in choices}) == len(choices) == PEOPLE
    assert sum(one.state == "taken" for one in choices) == PLACES
    numbers = [one.queue_number for one in choices if one.state == "waiting"]
    assert numbers == list(range(1, PEOPLE - PLACES + 1))


def _cookie(app: Flask, seat: Participant) -> str:
    client = logged_in_guest(app, seat.email or "")
    return "; ".join(f"scdapp={one.value}" for one in client._cookies.values())  # type: ignore[union-attr]
