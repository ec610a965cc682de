"""`flask demo load` fills a demo, and only a demo."""

from contextvars import Context

from click.testing import Result
from flask import Flask

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
    return Context().run(demo.test_cli_runner().invoke, args=["demo", "load"])


def test_it_says_what_it_does_and_how_to_log_in(open_demo: OpenDemo) -> None:
    demo = open_demo()
    first = _load(demo)
    assert first.exit_code == 0
    assert first.output.startswith("Läser faktafilen och demoprogrammet …\n")
    assert "  poster i programmet: 0 fanns redan, 54 nya\n" in first.output
    log_in = first.output.partition("Logga in på /logga-in:\n")[2]
    assert [line.split()[0] for line in log_in.splitlines()] == [
        *("arrangor@demo.example", "styrelse@demo.example", "administrator@demo.example"),
    ]
    before = everything()
    again = _load(demo)
    assert again.exit_code == 0
    assert "Demot finns redan. Inget är ändrat.\n" in again.output
    assert again.output.endswith(log_in)
    assert everything() == before
