"""Verbs on a roll call: who answered what. Internal for ever; the public sees the figures."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db
from scdapp.core.errors import EditConflict, Refusal
from scdapp.decisions import roll_rules as rules
from scdapp.decisions import service
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import NamedVote, Round
from scdapp.decisions.roll_rules import Answers
from scdapp.decisions.vote_rules import COLUMNS


def record_names(round_id: int, given: Answers, *, seen: str, by: str, now: datetime) -> Round:
    """Write down who answered what (register entry -> vote), in place of what stood; also after the count.

    Refuses another way of voting than a roll call, somebody who is not in its register, and, once the count stands
    (`NamesDisagree`), names that add up to something else. Raises `EditConflict` when the names are not those `seen`.
    """
    row = db.session.get_one(Round, round_id)
    service.writable(row.decision_id)
    db.session.refresh(row, ["names", "final_at"])
    if not rules.is_called(row) or row.register is None:
        raise Refusal("Röster skrivs in med namn bara vid namnupprop.")
    if rules.seal(rules.answers(row.names)) != seen:
        raise EditConflict(row)
    entries = {one.id: one for one in row.register.entries}
    if set(given) - set(entries) or set(given.values()) - set(words.NAMED_VOTES):
        raise Refusal("Bara den som står i röstlängden svarar, med ja, nej eller avstår.")
    if given and row.final_at is not None:
        figures = {name: getattr(row, column) for name, column in COLUMNS.items()}
        rules.ensure_agree(rules.sums(given, entries.values()), figures)
    row.names.clear()
    db.session.flush()
    row.names = [NamedVote(entry_id=entry, vote=given[entry]) for entry in sorted(given)]
    db.session.flush()
    decision = row.decision
    told = {"paragraph": decision.paragraph_no, "round": row.number, "answered": len(given)}
    audit.write("decisions.record_names", "decision", decision.uid, actor=by, now=now, **told)
    return row
