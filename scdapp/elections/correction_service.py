"""A term of office that was recorded wrongly is put right. What stood there, who changed it and why stay in the chain.

The minutes say what they say: a term follows from a decision, and is no part of its text.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import exists, or_, select

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.elections import queries, rules
from scdapp.elections.mandate_service import TermFacts
from scdapp.elections.models import Election, Mandate, Post

CORRECTED = ("name", "title", "employer", "region", "elected_as", "from_year", "starts_on", "until_year", "ends_on")
WHY_LIMIT = 300


def correct_term(
    mandate_id: int, facts: TermFacts, *, why: str, goes_on: bool = False, version: int, by: str, now: datetime
) -> Mandate:
    """Write a term as it was. `goes_on`: that it had ended was written down by mistake.

    Refuses without a reason, nothing to change, one that ends before it begins, a last day of a term that goes on, and
    to let one go on that somebody else has taken over. Raises `EditConflict`.
    """
    mandate = locked(Mandate, mandate_id, version=version)
    why = " ".join(why.split())[:WHY_LIMIT]
    if not why:
        raise Refusal("Skriv varför uppgiften rättas.", field="why")
    if goes_on:
        _ensure_may_go_on(mandate)
    ended = mandate.ended_reason is not None and not goes_on
    if facts.ends_on is not None and mandate.ended_reason is None:
        raise Refusal("Mandatet pågår. Säg först hur det upphörde.", field="ends_on")
    ends_on = facts.ends_on if ended else None
    rules.ensure_in_order(facts.from_year, facts.until_year, facts.starts_on, ends_on)
    changed = dict(_changes(mandate, facts, ends_on))
    if goes_on:
        changed["ended_reason"] = [mandate.ended_reason, None]
        mandate.ended_reason, mandate.ended_by = None, None
    if not changed:
        raise Refusal("Inget är ändrat.")
    mandate.version += 1
    db.session.flush()
    audit.write("elections.correct", "mandate", mandate.uid, actor=by, now=now, changed=changed, why=why)
    return mandate


def _changes(mandate: Mandate, facts: TermFacts, ends_on: date | None) -> Iterator[tuple[str, list[str | int | None]]]:
    """Set what differs, and say what it was and is."""
    who = rules.checked(facts.who)
    for name in CORRECTED:
        new = ends_on if name == "ends_on" else getattr(who if name in rules.LIMITS else facts, name)
        old = getattr(mandate, name)
        if new != old:
            setattr(mandate, name, new)
            yield name, [one.isoformat() if isinstance(one, date) else one for one in (old, new)]


def _ensure_may_go_on(mandate: Mandate) -> None:
    if mandate.ended_reason is None:
        raise Refusal("Mandatet pågår redan.", field="goes_on")
    elected = exists().where(Election.finishes_id == mandate.id)
    follows = exists().where(Mandate.previous_id == mandate.id)
    if db.session.scalar(select(or_(elected, follows))):
        raise Refusal("Det hålls fyllnadsval efter mandatet, så det har upphört.", field="goes_on")
    post = locked(Post, mandate.post_id)
    rules.ensure_one_holder(post.key, post.name, len(queries.active(post.id)))
