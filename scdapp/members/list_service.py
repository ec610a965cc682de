"""The verb on a list of members: take it in, all of it or nothing."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.core.tables import Table
from scdapp.core.walltime import ZONE
from scdapp.members import list_rules, rules
from scdapp.members.list_rules import Line, Plan, Standing
from scdapp.members.models import Member


class OtherOutcome(Refusal):
    """The list would not come to what was seen any more."""

    def __init__(self) -> None:
        super().__init__("Medlemslistan ändrades medan du tittade. Så här skulle det bli nu. Inget är sparat.")


def take_in(table: Table, *, seen: str, skip_wrong: bool, now: datetime) -> Plan:
    """Add and change members as the list says; what it came to.

    Refuses when rows are wrong, unless `skip_wrong`; and, with `OtherOutcome`, another outcome than the one `seen`.
    """
    members = {one.id: one for one in db.session.scalars(select(Member).order_by(Member.id).with_for_update())}
    standing = [standing_of(one) for one in members.values()]
    plan = list_rules.plan(table, standing, today=now.astimezone(ZONE).date())
    if plan.mark != seen:
        raise OtherOutcome
    if plan.wrong and not skip_wrong:
        raise Refusal("Rätta raderna med fel i filen och välj den igen, eller kryssa för att hoppa över dem.")
    for line in plan.new:
        db.session.add(Member(**_columns(line), created_at=now, changed_at=now))
    for line in plan.changed:
        member = members[line.member_id or 0]
        for name, value in _columns(line).items():
            setattr(member, name, value)
        member.version += 1
        member.changed_at = now
    try:
        db.session.flush()
    except IntegrityError as error:
        raise OtherOutcome from error
    return plan


def standing_of(member: Member) -> Standing:
    """What stands about a member, as the rules for lists take it."""
    return Standing(member.id, rules.values_of(member), member.left_on)


def _columns(line: Line) -> dict[str, object]:
    return {**asdict(line.values), "left_on": line.left_on}
