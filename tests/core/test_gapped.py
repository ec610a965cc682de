"""Pages with gaps: built once for what is published, filled anew for each visit."""

from datetime import UTC, datetime

from flask import Flask
from markupsafe import Markup

from scdapp.core import gapped, publication
from scdapp.core.db import transaction
from tests.conftest import StoppedClock


def test_a_page_is_built_once_and_filled_for_each_visit(app: Flask, clock: StoppedClock) -> None:
    built = []

    def build(gap: gapped.Gap) -> tuple[str, datetime | None]:
        built.append(clock.now())
        return f"<p>{gap('who')}, {gap('left')}, {gap('who')}</p>", datetime(2024, 8, 26, 12, 0, tzinfo=UTC)

    def visit(who: str) -> str:
        with app.test_request_context("/2024/anmalan/x"):
            return gapped.answer(build, lambda: {"who": who, "left": Markup("<b>3</b>")})

    assert visit("Åsa") == "<p>Åsa, <b>3</b>, Åsa</p>"
    assert visit("<Bo>") == "<p>&lt;Bo&gt;, <b>3</b>, &lt;Bo&gt;</p>"
    assert len(built) == 1
    with transaction():
        publication.touch()
    visit("Åsa")
    assert len(built) == 2
    clock.set(2024, 8, 26, 14, 0)
    visit("Åsa")
    assert len(built) == 3
