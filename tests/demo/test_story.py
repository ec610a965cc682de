"""Nobody in the demo's story is anybody."""

import re

from scdapp.demo import story
from scdapp.demo.cli import FACTS
from scdapp.demo.offering import OPENS
from scdapp.organisations.municipalities import municipalities


def test_everybody_is_plainly_made_up() -> None:
    people = [who for one in story.happenings() for who in one.people]
    assert len({who.number for who in people}) == len(people) > 200
    assert all(re.fullmatch(r"Deltagare \d{3}", who.name) for who in people)
    assert all(re.fullmatch(r"deltagare\d{3}@demo\.example", who.email) for who in people)
    assert "Deltagare 0" not in FACTS.read_text(encoding="utf-8")
    places = {one.municipality for one in story.happenings() if one.what == "register"}
    assert places <= set(municipalities())
    assert len(places) > 50


def test_it_is_the_same_every_time_and_begins_with_a_rush() -> None:
    told = story.happenings()
    assert told == story.happenings()
    assert [one.at for one in told] == sorted(one.at for one in told)
    first_hour = [one for one in told if (one.at - OPENS).total_seconds() < 3600]
    assert told[0].at > OPENS
    assert sum(len(one.people) for one in first_hour) > 60
    assert story.poses([OPENS])[0] > OPENS, "nothing has happened when it opens"
