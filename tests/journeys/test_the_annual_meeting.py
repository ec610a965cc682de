"""A whole annual meeting in a browser as the board has it: agenda, members, a call one day late, the evening itself
with all that can happen in it, minutes that one of four gives back first, published, and mended by an addendum.
"""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import db
from scdapp.decisions import queries as decisions
from scdapp.meetings import queries as meetings
from tests.browser import assert_accessible, log_in
from tests.conftest import StoppedClock
from tests.decisions import steps as hall
from tests.factories import make_account, make_edition
from tests.meetings import steps as before
from tests.meetings.meetings import make_mandate, make_post
from tests.minutes import steps as after
from tests.post import letter, link_in
from tests.smtp import Sink

pytestmark = pytest.mark.browser

MEMBERS = ("Ann Ask", "Bea Berg", "Cia Cedersund", "Dan Dal", "Eva Ek", "Fia Fors")
ADDRESSES = tuple(f"{name.lower().replace(' ', '.')}@kommun.example" for name in MEMBERS)
CHAIR = {"Ove_Ordförande": "ove@kommun.example"}
SECRETARY = {"Siv_Sekreterare": "siv@kommun.example"}
ATTESTERS = {"Jan_Justerare": "jan@kommun.example", "Pia_Protokoll": "pia@kommun.example"}
SIGNERS = (*CHAIR.values(), *SECRETARY.values(), *ATTESTERS.values())
NOT_THIS_YEAR = (
    "Propositioner från riksstyrelsen",
    "Fokusområden och verksamhetsinriktning",
    "Val av övriga ledamöter för ett år",
    "Fyllnadsval",
    "Val av revisorer och revisorssuppleant",
    "Val av valberedning, varav en sammankallande",
    "Stadgeändringar",
    "Övriga frågor",
)


def prepare(page: Page, clock: StoppedClock, email: str) -> str:
    """From a list of members to the call; the meeting's pages."""
    clock.set(2024, 8, 15, 9, 0)
    log_in(page, email)
    before.import_members(page, *ADDRESSES)
    base = f"/styrelse/arsmoten/{before.create_meeting(page)}"
    before.draft_agenda(page, *NOT_THIS_YEAR)
    before.send_a_motion(page, MEMBERS[0], ADDRESSES[0])
    before.answer_the_motion(page)
    before.attach_audit_report(page, base)
    clock.set(2024, 9, 3, 9, 0)
    log_in(page, email)  # the log-in of August has ended
    before.call_too_late(page, len(MEMBERS), ADDRESSES[0])
    return base


def begin(page: Page) -> None:
    """Who leads, writes, attests and counts; who may vote; whether the meeting was called in time."""
    hall.usual(page, 1, "Bo Styrelse hälsade välkommen och förklarade mötet öppnat.")
    hall.take_next(page, 2)
    hall.chosen(page, **CHAIR)
    hall.take_next(page, 3)
    hall.chosen(page, **SECRETARY)
    hall.take_next(page, 4)
    assert_accessible(page)
    hall.chosen(page, **ATTESTERS)
    hall.take_next(page, 5)
    hall.fix_register(page, len(MEMBERS))
    hall.take_next(page, 6)
    hall.late_call(page)


def decide(page: Page) -> None:
    """Reports, discharge, a motion put off, votes that are counted, an election, who signs for the association."""
    for number, text in ((7, "Dagordningen fastställdes."), (8, ""), (9, ""), (10, ""), (11, "")):
        hall.usual(page, number, text)
    hall.take_next(page, 12)
    hall.discharge(page, "Bo Styrelse")
    hall.take_next(page, 13)
    hall.put_off_the_motion(page)
    hall.usual(page, 14)
    hall.take_next(page, 15)
    hall.count_with_two_tellers_who_differ(page)
    hall.reserve(page, 15)
    page.get_by_role("link", name="Mötet", exact=True).click()
    hall.take_next(page, 16)
    hall.tie(page)
    hall.take_next(page, 17)
    hall.elect_in_two_rounds(page)
    hall.usual(page, 18)
    hall.attest_at_once(page, 18)
    page.get_by_role("link", name="Mötet", exact=True).click()
    hall.usual(page, 19)
    expect(page.get_by_role("heading", name="Dagordningen är genomgången")).to_be_visible()


def test_the_whole_meeting(app: Flask, page: Page, clock: StoppedClock, sink: Sink) -> None:
    make_edition()
    email = make_account("Bo Styrelse", roles=("board",)).email
    base = prepare(page, clock, email)
    make_mandate(make_post("chair", "ordförande"), "Bo Styrelse")

    clock.set(2024, 10, 2, 16, 40)
    log_in(page, email)
    page.goto(f"{base}/mote")
    hall.enter_the_hall(page, *MEMBERS)
    begin(page)
    decide(page)
    hall.end_the_meeting(page, base)

    after.write_minutes(page)
    links = [link_in(letter(app, sink, one)) for one in SIGNERS]
    after.sign(page, links[0])
    after.give_back(page, links[2])
    after.change(page, base)
    for address in links:
        after.sign(page, address)
    after.publish(page, base)
    after.check(page, "avgiften är 500 kronor")
    after.mend(page, base, links)
    after.whole_chain(page)
    _is_all_on_record()


def _is_all_on_record() -> None:
    db.session.rollback()
    meeting = meetings.get_meeting_of(2024)
    assert [one.recipient_count for one in meeting.notices] == [len(MEMBERS)]
    assert [one.state for one in meetings.agenda(meeting.id)] == [*(["done"] * 12), "tabled", *(["done"] * 6)]
    assert [(one.paragraph_no, one.outcome, one.method) for one in decisions.paragraphs(meeting.id)] == [
        (1, "noted", None),
        (2, "elected", "acclamation"),
        (3, "elected", "acclamation"),
        (4, "elected", "acclamation"),
        (5, "fixed", "acclamation"),
        (6, "approved", "acclamation"),
        (7, "fixed", "acclamation"),
        (8, "filed", "acclamation"),
        (9, "accepted", "acclamation"),
        (10, "fixed", "acclamation"),
        (11, "filed", "acclamation"),
        (12, "approved", "acclamation"),
        (13, "tabled", None),
        (14, "fixed", "acclamation"),
        (15, "approved", "count"),
        (16, "rejected", "count"),
        (17, "elected", "secret"),
        (18, "approved", "acclamation"),
        (19, "noted", None),
    ]
