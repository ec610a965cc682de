"""`flask demo load` fills a demo, and only a demo."""

from contextvars import Context

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.editions.queries import get_edition
from scdapp.places.models import Quota
from scdapp.registration.models import Participant
from tests.demo.conftest import OpenDemo
from tests.imports.files import everything


def test_a_real_installation_is_never_filled(app: Flask) -> None:
    before = everything()
    refused = app.test_cli_runner().invoke(args=["demo", "load"])
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: Det här är ingen demo. Sätt SCDAPP_DEMO=1 om det ska vara en.\n",
    )
    assert everything() == before


def _load(demo: Flask) -> Result:
    """As in a process of its own: the test holds another app's context."""
    return Context().run(demo.test_cli_runner().invoke, args=["demo", "load", "--antal", "12"])


def test_it_says_what_it_does_and_how_to_log_in(open_demo: OpenDemo) -> None:
    demo = open_demo()
    first = _load(demo)
    assert first.exit_code == 0
    assert first.output.startswith("Läser faktafilen och demoprogrammet …\n")
    assert "  poster i programmet: 0 fanns redan, 54 nya\n" in first.output
    log_in = first.output.partition("Logga in på /logga-in:\n")[2]
    assert [line.split()[0] for line in log_in.splitlines()] == [
        *("arrangor@demo.example", "incheckning@demo.example", "styrelse@demo.example", "administrator@demo.example"),
        *("Se", "samordnare@demo.example", "deltagare001@demo.example"),
    ]
    _look_around(demo)
    before = everything()
    again = _load(demo)
    assert again.exit_code == 0
    assert "Demot finns redan. Inget är ändrat.\n" in again.output
    assert again.output.endswith(log_in)
    assert everything() == before


def _look_around(demo: Flask) -> None:
    """The clock is moved to before the opening and back: who had registered then is who has."""
    client = demo.test_client()

    def registered() -> tuple[int, int]:
        db.session.rollback()
        here = Participant.edition_id == get_edition(2024).id
        seats = db.session.scalars(select(Participant).where(here)).all()
        return len(seats), sum(one.state == "confirmed" for one in seats)

    def taken() -> list[tuple[int | None, int, int]]:
        db.session.rollback()
        return [(one.capacity, one.taken, one.waiting) for one in db.session.scalars(select(Quota).order_by(Quota.id))]

    before, places = registered(), taken()
    assert before[0] > 20
    assert client.post("/demo/tid", data={"moment": "2024-05-07T08:59"}).status_code == 303
    assert registered() == (0, 0)
    assert client.post("/demo/tid", data={"moment": "2024-08-26T09:00"}).status_code == 303
    assert (registered(), taken()) == (before, places)
    page = client.get("/demo").text
    assert "Det du själv har anmält i demot står kvar." in page
