"""votes by name at a roll call

Revision: 0006
After: 0005

A table of its own with the same guards as the other votes (0004): frozen with its decision, and never emptied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TOLD = "named_vote is frozen: attested"
FROZEN = (
    "EXISTS (SELECT 1 FROM decision JOIN vote_round ON vote_round.decision_id = decision.id "
    "LEFT JOIN minutes ON minutes.meeting_id = decision.meeting_id WHERE vote_round.id = {row}.round_id "
    "AND (decision.attested_at IS NOT NULL OR minutes.state IN ('attested', 'published')))"
)
# Whose vote it is stands in the register that the round is counted against.
STRANGE = (
    "NOT EXISTS (SELECT 1 FROM vote_round JOIN register_entry ON register_entry.register_id = vote_round.register_id "
    "WHERE vote_round.id = NEW.round_id AND register_entry.id = NEW.entry_id)"
)
# INSERT OR REPLACE of SQLite deletes the rows in its way without asking a trigger.
TAKEN = "EXISTS (SELECT 1 FROM named_vote WHERE id = NEW.id)"


def upgrade() -> None:
    op.create_table(
        "named_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("vote", sa.String(length=10), nullable=False),
        sa.CheckConstraint("vote IN ('for', 'against', 'abstained')", name=op.f("ck_named_vote_vote")),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_named_vote_round_id_vote_round")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["register_entry.id"], name=op.f("fk_named_vote_entry_id_register_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_vote")),
        sa.UniqueConstraint("round_id", "entry_id", name=op.f("uq_named_vote_round_id_entry_id")),
    )
    op.create_index(op.f("ix_named_vote_entry_id"), "named_vote", ["entry_id"])
    for name, (tried, refused) in _guards().items():
        _raise_guard(name, tried, refused)
    if _on_postgres():
        op.execute(
            "CREATE TRIGGER named_vote_never_truncated BEFORE TRUNCATE ON named_vote "
            "FOR EACH STATEMENT EXECUTE FUNCTION never_truncated()"
        )


def downgrade() -> None:
    op.drop_table("named_vote")
    if _on_postgres():
        for name in _guards():
            op.execute(f"DROP FUNCTION {name}")


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _guards() -> dict[str, tuple[str, str]]:
    old, new = FROZEN.format(row="OLD"), FROZEN.format(row="NEW")
    return {
        "named_vote_frozen_insert": ("INSERT", f"{new} OR {STRANGE} OR {TAKEN}"),
        "named_vote_frozen_update": ("UPDATE", f"{old} OR {new} OR {STRANGE} OR NEW.id <> OLD.id"),
        "named_vote_frozen_delete": ("DELETE", old),
    }


def _raise_guard(name: str, tried: str, refused: str) -> None:
    trigger = f"CREATE TRIGGER {name} BEFORE {tried} ON named_vote FOR EACH ROW"
    if not _on_postgres():
        op.execute(f"{trigger} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{TOLD}'); END")
        return
    row = "OLD" if tried == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{TOLD}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"{trigger} EXECUTE FUNCTION {name}()")
