"""Focus areas: what is in force on which day, by which decision."""

from datetime import date

import pytest
from flask import Flask

from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.decisions.models import Decision
from scdapp.focus import queries, service
from scdapp.focus.rules import AreaFacts
from tests.decisions.hall import BY, LATER
from tests.factories import make_edition, make_session
from tests.meetings.meetings import BEGINS, make_decision, make_meeting

FOUR = ("Nära vård", "Förebyggande", "Tillit", "Ny socialtjänstlag")


def _decision(year: int = 2023, **given: object) -> Decision:
    edition = make_edition(year)
    held = BEGINS.replace(year=year, month=9, day=28)
    return make_decision(make_meeting(edition, state="closed", starts_at=held), "Fokusområden", **given)


def _adopt(decision: Decision, *titles: str) -> None:
    with transaction():
        service.adopt(decision.id, [AreaFacts(one, "Om.") for one in titles], by=BY, now=LATER)


def _in_force(*day: int) -> list[str]:
    return [one.title for one in queries.in_force(date(*day))]


def test_invariant_16_one_decision_ends_the_old_areas_and_adopts_the_new(app: Flask) -> None:
    with transaction():
        service.record_earlier(AreaFacts("Äldre"), position=1, by=BY, now=LATER)
    decision = _decision()
    _adopt(decision, *FOUR)
    assert _in_force(2023, 9, 27) == ["Äldre"]
    assert _in_force(2023, 9, 28) == list(FOUR)
    # The meeting of 2024 decided nothing about them.
    assert _in_force(2024, 10, 2) == list(FOUR)
    old = queries.get_area("aldre")
    assert (old.valid_to, old.ended_by) == (date(2023, 9, 28), decision)
    _adopt(_decision(2025), "Nytt")
    assert _in_force(2025, 9, 27) == list(FOUR)
    assert _in_force(2025, 9, 28) == ["Nytt"]


def test_invariant_16_only_a_decision_of_a_closed_meeting_adopts_and_once(app: Flask) -> None:
    rejected = _decision(outcome="rejected")
    with pytest.raises(Refusal, match="antas genom ett beslut"):
        _adopt(rejected, "X")
    going_on = make_decision(make_meeting(make_edition(2024), state="open"))
    with pytest.raises(Refusal, match="när mötet är avslutat"):
        _adopt(going_on, "X")
    decision = _decision(2022)
    _adopt(decision, "X")
    with pytest.raises(Refusal, match="redan antagit"):
        _adopt(decision, "Y")


def test_invariant_16_areas_may_end_without_others(app: Flask) -> None:
    _adopt(_decision(2023), *FOUR)
    later = _decision(2024)
    with transaction():
        service.end_areas(later.id, [queries.get_area("tillit").id], by=BY, now=LATER)
    assert _in_force(2024, 9, 28) == [one for one in FOUR if one != "Tillit"]


def test_drivers_notes_and_texts_live_on(app: Flask) -> None:
    _adopt(_decision(), *FOUR)
    area = queries.get_area("nara-vard")
    with transaction():
        service.set_drivers(area.id, ["Åsa", " ", "Bo", "Åsa"], version=1, by=BY, now=LATER)
        service.add_note(area.id, "Ett möte hölls.", by=BY, now=LATER)
    assert [one.name for one in area.drivers] == ["Åsa", "Bo"]
    with transaction():
        service.set_drivers(area.id, ["Bo", "Åsa"], version=2, by=BY, now=LATER)
        service.describe(area.id, "Mer.", version=3, by=BY, now=LATER)
    assert [(one.name, one.position) for one in queries.get_area("nara-vard").drivers] == [("Bo", 1), ("Åsa", 2)]
    with pytest.raises(EditConflict), transaction():
        service.describe(area.id, "Annat.", version=1, by=BY, now=LATER)


def test_sessions_are_tagged_and_the_programme_covers_the_areas(app: Flask) -> None:
    decision = _decision()
    _adopt(decision, *FOUR)
    first, second = queries.in_force(date(2024, 1, 1))[:2]
    edition = make_edition(2024)
    one, other = make_session(edition, "Ett"), make_session(edition, "Två")
    with transaction():
        service.tag_session(one.id, [first.id, second.id])
        service.tag_session(other.id, [first.id])
        service.tag_session(other.id, [second.id])
    assert queries.coverage([one.id, other.id]) == {first.id: 1, second.id: 2}
    assert {key: [area.title for area in areas] for key, areas in queries.tags_of([one.id, other.id]).items()} == {
        one.id: ["Nära vård", "Förebyggande"],
        other.id: ["Förebyggande"],
    }
