"""a term of office may end by death

Revision: 0007
After: 0006

Only what the column may say is widened. SQLite can do that in place, in the way that its manual gives for it
(lang_altertable.html, section 7: a CHECK that changes no content), so no table is copied and the guards of 0004 stand.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NAME = "ck_mandate_ended_reason"
BEFORE = "ended_reason IN ('term', 'resigned', 'removed')"
AFTER = "ended_reason IN ('term', 'resigned', 'removed', 'deceased')"


def upgrade() -> None:
    _say(BEFORE, AFTER)


def downgrade() -> None:
    # That somebody left, and when, is kept.
    op.execute("UPDATE mandate SET ended_reason = 'resigned' WHERE ended_reason = 'deceased'")
    _say(AFTER, BEFORE)


def _say(before: str, after: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(op.f(NAME), "mandate", type_="check")
        op.create_check_constraint(op.f(NAME), "mandate", after)
        return
    known = connection.scalar(sa.text("PRAGMA schema_version"))
    op.execute("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'mandate'"
        ),
        {"before": before, "after": after},
    )
    op.execute(f"PRAGMA schema_version = {known + 1}")
    op.execute("PRAGMA writable_schema = OFF")
