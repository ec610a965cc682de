"""The board's door to the members."""

from flask import render_template, request

from scdapp.accounts.guards import BOARD
from scdapp.core.web import Door
from scdapp.members import queries

door = Door("member_desk", __name__, who=BOARD, url_prefix="/styrelse/medlemmar")


@door.get("")
def index() -> str:
    search = request.args.get("sok", "")[:100].strip()
    page = queries.members_page(search, number=request.args.get("sida", 1, type=int))
    return render_template("members/index.html", edition=None, page=page, search=search)
