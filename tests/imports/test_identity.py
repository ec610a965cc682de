"""Calendars hold these ids: they never change."""

from scdapp.imports.identity import uid


def test_an_id_is_the_same_everywhere_and_for_ever() -> None:
    assert uid("session", "scd2021-marmot") == "772e91c6-d0cd-5f33-af7d-0f0c8110fd39"
    assert uid("person", "scd2021-marmot") != uid("session", "scd2021-marmot")
    assert uid("session", "scd2024", "p24-001") != uid("session", "p24-001")
