"""What a critic would check of a meeting, and what the record says to it."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from scdapp.core.db import db
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import formal, queries, reading
from tests.meetings.meetings import make_document, make_notice
from tests.minutes.protocol import attest, begin, hold_meeting, past_the_guards


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    return hold_meeting()


def _checked(meeting: AnnualMeeting) -> dict[str, tuple[bool | None, str]]:
    db.session.expire_all()
    sources = queries.sources(meeting, begin(meeting))
    return {one.key: (one.passed, one.fact) for one in formal.checks(sources)}


def test_what_the_record_says(meeting: AnnualMeeting) -> None:
    make_notice(meeting)
    make_notice(meeting, "documents", sent_at=datetime(2024, 9, 20, 8, 0, tzinfo=UTC))
    make_document(meeting, "Revisionsberättelse", kind="audit_report")
    assert _checked(meeting) == {
        "call": (True, "senast 2 september 2024, skickad 28 augusti 2024"),
        "called": (False, "ingen paragraf"),
        "documents": (False, "senast 18 september 2024, skickad 20 september 2024"),
        "register": (True, "1 räknade omröstningar"),
        "counts": (True, "§ 2"),
        "attesters": (True, "2 av 2"),
        "audit_report": (True, "bilaga 2"),
        "discharge": (None, "frågan var inte uppe"),
        "majority": (None, "inga stadgeändringar"),
        "elections": (None, "0 val"),
        "numbers": (True, "2 paragrafer"),
        "agenda": (True, "2 punkter"),
        "statutes": (False, "standardvärde – kontrollera stadgarna"),
    }


@pytest.mark.parametrize(
    ("statement", "key", "fact"),
    [
        ("UPDATE tally SET figures = '{}' WHERE id = (SELECT MAX(id) FROM tally)", "counts", "§ 2"),
        ("UPDATE voting_register SET fixed_at = '2024-10-03 00:00:00+00'", "register", "1 räknade omröstningar"),
        ("DELETE FROM tally; DELETE FROM officer WHERE role IN ('attester', 'teller')", "attesters", "0 av 2"),
        ("UPDATE decision SET outcome = NULL WHERE paragraph_no = 2", "numbers", "2 paragrafer"),
        ("UPDATE agenda_item SET state = 'waiting' WHERE position = 2", "agenda", "punkt 2"),
    ],
)
def test_what_went_wrong_is_told(meeting: AnnualMeeting, statement: str, key: str, fact: str) -> None:
    begin(meeting)
    past_the_guards(*statement.split(";"))
    assert _checked(meeting)[key] == (False, fact)


def test_an_extract_has_the_chosen_paragraphs_and_the_hash_of_the_whole(meeting: AnnualMeeting) -> None:
    minutes = attest(meeting)
    found = reading.extract(minutes.canonical or "", {2}, minutes.sha256 or "")
    assert [one["heading"] for one in found["paragraphs"]] == ["Namnbyte"]
    assert found["of_sha256"] == minutes.sha256
    assert "agenda" not in found
