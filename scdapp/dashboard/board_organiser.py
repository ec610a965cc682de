"""The board's first page: what is to be done next, and the meetings of all years."""

from flask import render_template

from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.web import Door
from scdapp.dashboard import board_rules as rules
from scdapp.decisions import queries as decisions
from scdapp.elections import queries as elections
from scdapp.elections.rules import board_facts
from scdapp.meetings import queries as meetings
from scdapp.members import queries as members

door = Door("board_desk", __name__, who=BOARD, url_prefix="/styrelse")


@door.get("")
def start() -> str:
    now, today = clock.now(), clock.today()
    statutes = meetings.find_statutes(today)
    board = board_facts(
        elections.holders(today),
        size=statutes.board_size if statutes else 18,
        regions=members.regions(),
        year=today.year,
    )
    to_come = meetings.to_come()
    tasks = [
        *(task for one in to_come for task in rules.of_meeting(one, now)),
        # What was put off goes to the very next meeting.
        *(task for one in to_come[:1] for task in rules.of_open_matters(one, decisions.unfinished_before(one))),
        *rules.of_follow_ups(decisions.follow_ups_due(today + rules.AHEAD), today),
        *rules.of_board(board),
    ]
    return render_template(
        "dashboard/board.html",
        edition=None,
        tasks=rules.in_order(tasks),
        meetings=meetings.meetings(),
        today=today,
    )
