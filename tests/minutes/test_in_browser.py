"""Minutes in a real browser, on a phone. How they are written and signed is in the journey of the annual meeting."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import db, transaction
from scdapp.decisions import hall_service
from tests.browser import broken_words, log_in
from tests.decisions.hall import BY, LATER, make_open_meeting
from tests.elections.voting import conclude, elect, open_election
from tests.factories import make_account, make_member
from tests.meetings.meetings import make_post
from tests.minutes.desk import desk
from tests.minutes.protocol import begin

pytestmark = pytest.mark.browser


def test_no_word_in_a_table_is_broken_on_a_phone(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    voter = make_member("Maximilian Bengtsson", region="Västernorrland")
    with transaction():
        hall_service.arrive(meeting.id, voter.id, by=BY, now=LATER)
        hall_service.fix_register(meeting.id, by=BY, now=LATER)
    election = open_election(meeting, make_post("member", "ledamot"), "Bertil Lagerkvist")
    conclude(elect(election, "Bertil Lagerkvist"))
    begin(meeting)
    where, account = desk(meeting), make_account(roles=("board",)).email
    db.session.rollback()
    page.set_viewport_size({"width": 360, "height": 800})
    log_in(page, account)
    for path in (f"{where}/../narvaro/rostlangd/1", where):
        page.goto(path)
        expect(page.get_by_role("columnheader", name="Region")).to_be_visible()
        assert broken_words(page, "main table") == []
