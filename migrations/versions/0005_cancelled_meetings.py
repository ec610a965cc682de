"""a meeting can be cancelled

Revision: 0005
After: 0004

Columns are added one by one and an index is made anew: SQLite copies no table, so the guards of 0004 stand.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEX = "uq_annual_meeting_ordinary_year"
COLUMNS = {
    "cancelled_at": sa.DateTime(timezone=True),
    "cancelled_because": sa.Text(),
    "cancelled_batch": sa.String(length=36),
    "cancelled_told": sa.Integer(),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("annual_meeting", sa.Column(name, kind, nullable=True))
    _one_a_year("kind = 'ordinary' AND cancelled_at IS NULL")


def downgrade() -> None:
    _one_a_year("kind = 'ordinary'")
    for name in COLUMNS:
        op.drop_column("annual_meeting", name)


def _one_a_year(where: str) -> None:
    op.drop_index(INDEX, "annual_meeting")
    op.create_index(
        INDEX, "annual_meeting", ["year"], unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
