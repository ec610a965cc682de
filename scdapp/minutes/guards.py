"""Whether the database still refuses: the triggers that freeze what is attested can be lost, or taken away."""

from sqlalchemy import text

from scdapp.core.db import db

# Table -> the endings of its triggers' names, which are the same on both engines (migrations 0004 and 0006).
_THREE = ("frozen_insert", "frozen_update", "frozen_delete")
_FROZEN = (
    *("annual_meeting", "agenda_item", "notice", "officer", "decision", "clause", "proposal"),
    *("vote_round", "vote_option", "tally", "named_vote", "dissent", "recusal"),
    *("election", "candidate", "remark", "signature"),
)
GUARDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_FROZEN, _THREE),
    "audit_event": ("update", "delete", "follows"),
    "voting_register": ("insert", "update", "delete"),
    "register_entry": ("insert", "update", "delete"),
    "mandate": ("delete",),
    "document": ("insert", "frozen_update", "frozen_delete"),
    "minutes": ("frozen_insert", "frozen_text", "frozen_state", "frozen_pdf", "frozen_delete"),
    "addendum": ("insert", "frozen_update", "frozen_delete"),
}
_ON_SQLITE = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
_ON_POSTGRES = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")


def missing() -> list[str]:
    """The tables some of whose guards are gone."""
    standing = set(db.session.scalars(_ON_SQLITE if db.engine.dialect.name == "sqlite" else _ON_POSTGRES))
    wanted = {table: {f"{table}_{ending}" for ending in endings} for table, endings in GUARDS.items()}
    return sorted(table for table, names in wanted.items() if not names <= standing)
