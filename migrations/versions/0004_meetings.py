"""the annual meeting

Revision: 0004
After: 0003

Whoever alters one of the frozen tables in a later migration makes its guards anew: SQLite forgets the triggers of a
table that is copied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# From the bottom of the ladder to the top: a table stands after those it points at.
LATER_FIRST = (
    *("remark", "signature", "addendum", "minutes"),
    *("focus_tag", "focus_note", "focus_driver", "focus_area"),
    *("candidate", "election", "mandate", "post"),
    *("follow_up", "recusal", "dissent", "tally", "vote_option", "vote_round", "proposal", "clause", "decision"),
    *("officer_contact", "officer", "register_entry", "voting_register", "presence"),
    *("document", "notice", "motion_clause", "motion", "agenda_item", "meeting_key_date", "annual_meeting"),
    *("statute_version", "audit_event"),
)

FINAL = "('attested', 'published')"


def _of_meeting(meeting: str) -> str:
    """True when the minutes of that meeting are attested."""
    return f"EXISTS (SELECT 1 FROM minutes WHERE minutes.meeting_id = {meeting} AND minutes.state IN {FINAL})"  # noqa: S608


def _of_decision(decision: str) -> str:
    """True when that decision is attested, by itself or with its meeting's minutes."""
    return (
        "EXISTS (SELECT 1 FROM decision LEFT JOIN minutes ON minutes.meeting_id = decision.meeting_id "  # noqa: S608
        f"WHERE decision.id = {decision} AND (decision.attested_at IS NOT NULL OR minutes.state IN {FINAL}))"
    )


# Table -> when a row of it is frozen; `{row}` is OLD or NEW.
FROZEN = {
    "annual_meeting": _of_meeting("{row}.id"),
    "agenda_item": _of_meeting("{row}.meeting_id"),
    "notice": _of_meeting("{row}.meeting_id"),
    "officer": _of_meeting("{row}.meeting_id"),
    "decision": _of_meeting("{row}.meeting_id"),
    "clause": _of_decision("{row}.decision_id"),
    "proposal": _of_decision("{row}.decision_id"),
    "vote_round": _of_decision("{row}.decision_id"),
    "vote_option": _of_decision("(SELECT decision_id FROM vote_round WHERE id = {row}.round_id)"),
    "tally": _of_decision("(SELECT decision_id FROM vote_round WHERE id = {row}.round_id)"),
    "dissent": _of_decision("{row}.decision_id"),
    "recusal": _of_decision("{row}.decision_id"),
    "election": _of_decision("{row}.decision_id"),
    "candidate": _of_decision("(SELECT decision_id FROM election WHERE id = {row}.election_id)"),
    "remark": _of_meeting("(SELECT meeting_id FROM minutes WHERE id = {row}.minutes_id)"),
    "signature": (
        f"EXISTS (SELECT 1 FROM minutes WHERE id = {{row}}.minutes_id AND state IN {FINAL}) "  # noqa: S608
        "OR EXISTS (SELECT 1 FROM addendum WHERE id = {row}.addendum_id AND state = 'attested')"
    ),
}
# Those that the outside world refers to.
WITH_UID = {"annual_meeting", "agenda_item", "officer", "decision", "election", "candidate", "minutes", "addendum"}
# Rows that are never changed and never deleted, whatever state the minutes are in.
WRITTEN_ONCE = ("audit_event", "voting_register", "register_entry")
# May still be said otherwise of a document after attestation: who may see it, and whether everybody can read it.
DOCUMENT_KEPT = (
    *("id", "uid", "meeting_id", "item_id", "number", "kind", "title", "file_name", "mime", "size", "sha256"),
    *("content", "created_at", "created_by"),
)
MINUTES_KEPT = (
    *("id", "uid", "version", "meeting_id", "canonical", "internal", "sha256", "sent_at", "attested_at"),
    "created_at",
)


def upgrade() -> None:
    _audit()
    _meetings()
    _hall()
    _decisions()
    _votes()
    _elections()
    _focus()
    _minutes()
    for name, guard in _guards().items():
        _raise_guard(name, *guard)
    if _on_postgres():
        _refuse_to_truncate()


def downgrade() -> None:
    for table in LATER_FIRST:
        op.drop_table(table)
    if _on_postgres():
        for name in (*_guards(), "never_truncated"):
            op.execute(f"DROP FUNCTION {name}")


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


Guard = tuple[str, str, str, str]


def _guards() -> dict[str, Guard]:
    """Name -> table, what is tried, when it is refused, with what words."""
    guards: dict[str, Guard] = {}
    for table, frozen in FROZEN.items():
        guards |= _frozen_guards(table, frozen)
    for table in WRITTEN_ONCE:
        for verb in ("UPDATE", "DELETE"):
            guards[f"{table}_{verb.lower()}"] = (table, verb, "1 = 1", f"{table} is written once")
    guards["mandate_delete"] = ("mandate", "DELETE", "1 = 1", "a mandate ends, it is not deleted")
    return guards | _chain_guards() | _document_guards() | _minutes_guards() | _addendum_guards()


def _frozen_guards(table: str, frozen: str) -> dict[str, Guard]:
    old, new = frozen.format(row="OLD"), frozen.format(row="NEW")
    if table == "decision":
        old = f"OLD.attested_at IS NOT NULL OR {old}"
    told = f"{table} is frozen: attested"
    # INSERT OR REPLACE and UPDATE OR REPLACE of SQLite delete the rows in their way without asking a trigger.
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {_same_key(table)})"  # noqa: S608
    moved = "NEW.id <> OLD.id" + (" OR NEW.uid <> OLD.uid" if table in WITH_UID else "")
    if table == "annual_meeting":
        year = f"year = NEW.year AND kind = 'ordinary' AND NEW.kind = 'ordinary' AND {_of_meeting('annual_meeting.id')}"
        new = f"{new} OR EXISTS (SELECT 1 FROM annual_meeting WHERE {year} AND id <> NEW.id)"  # noqa: S608
    return {
        f"{table}_frozen_insert": (table, "INSERT", f"{new} OR {taken}", told),
        f"{table}_frozen_update": (table, "UPDATE", f"{old} OR {new} OR {moved}", told),
        f"{table}_frozen_delete": (table, "DELETE", old, told),
    }


def _same_key(table: str) -> str:
    return "id = NEW.id OR uid = NEW.uid" if table in WITH_UID else "id = NEW.id"


def _chain_guards() -> dict[str, Guard]:
    """An audit event follows the last one; a register has as many entries as were reckoned when it was fixed."""
    last = "SELECT {what} FROM audit_event ORDER BY seq DESC LIMIT 1"
    seq, hashed = (last.format(what=what) for what in ("seq", "hash"))
    follows = f"NEW.seq = COALESCE(({seq}), 0) + 1 AND NEW.prev_hash = COALESCE(({hashed}), '{'0' * 64}')"
    counted = "(SELECT COUNT(*) FROM register_entry WHERE register_id = NEW.register_id)"
    voters = "(SELECT voters FROM voting_register WHERE id = NEW.register_id)"
    same = "SELECT 1 FROM {table} WHERE {key}"
    keys = {
        "voting_register": "id = NEW.id OR (meeting_id = NEW.meeting_id AND seq = NEW.seq)",
        "register_entry": "id = NEW.id OR (register_id = NEW.register_id AND number = NEW.number)",
    }
    taken = {table: f"EXISTS ({same.format(table=table, key=key)})" for table, key in keys.items()}
    late = _of_meeting("NEW.meeting_id")
    return {
        "audit_event_follows": ("audit_event", "INSERT", f"NOT ({follows})", "an audit event follows the last one"),
        "voting_register_insert": (
            "voting_register",
            "INSERT",
            f"{late} OR {taken['voting_register']}",
            "voting_register is written once",
        ),
        "register_entry_insert": (
            "register_entry",
            "INSERT",
            f"{counted} >= {voters} OR {taken['register_entry']}",
            "register_entry is written once",
        ),
    }


def _document_guards() -> dict[str, Guard]:
    frozen = _of_meeting("OLD.meeting_id")
    kept = f"UPDATE OF {', '.join(DOCUMENT_KEPT)}"
    same = "id = NEW.id OR uid = NEW.uid OR (meeting_id = NEW.meeting_id AND number = NEW.number)"
    taken = f"EXISTS (SELECT 1 FROM document WHERE {same})"  # noqa: S608
    return {
        "document_insert": ("document", "INSERT", taken, "document has a number of its own"),
        "document_frozen_update": ("document", kept, frozen, "document is frozen: attested"),
        "document_frozen_delete": ("document", "DELETE", frozen, "document is frozen: attested"),
    }


def _minutes_guards() -> dict[str, Guard]:
    """Attested minutes take one step more, to published, and one hash more, that of their first PDF."""
    final = f"OLD.state IN {FINAL}"
    published = "OLD.state = 'attested' AND NEW.state = 'published'"
    told = "minutes are frozen: attested"
    taken = "EXISTS (SELECT 1 FROM minutes WHERE id = NEW.id OR uid = NEW.uid)"
    another = f"NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.meeting_id <> OLD.meeting_id OR {final}"
    return {
        "minutes_frozen_insert": ("minutes", "INSERT", f"{_of_meeting('NEW.meeting_id')} OR {taken}", told),
        "minutes_frozen_text": ("minutes", f"UPDATE OF {', '.join(MINUTES_KEPT)}", another, told),
        "minutes_frozen_state": (
            "minutes",
            "UPDATE OF state, published_at",
            f"{final} AND NOT ({published})",
            told,
        ),
        "minutes_frozen_pdf": ("minutes", "UPDATE OF pdf_sha256", f"{final} AND OLD.pdf_sha256 IS NOT NULL", told),
        "minutes_frozen_delete": ("minutes", "DELETE", final, told),
    }


def _addendum_guards() -> dict[str, Guard]:
    frozen, told = "OLD.state = 'attested'", "addendum is frozen: attested"
    same = "id = NEW.id OR uid = NEW.uid OR (minutes_id = NEW.minutes_id AND number = NEW.number)"
    moved = "NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.minutes_id <> OLD.minutes_id OR NEW.number <> OLD.number"
    taken = f"EXISTS (SELECT 1 FROM addendum WHERE {same})"  # noqa: S608
    return {
        "addendum_insert": ("addendum", "INSERT", taken, "addendum has a number of its own"),
        "addendum_frozen_update": ("addendum", "UPDATE", f"{frozen} OR {moved}", told),
        "addendum_frozen_delete": ("addendum", "DELETE", frozen, told),
    }


def _raise_guard(name: str, table: str, tried: str, refused: str, told: str) -> None:
    """The same words on both engines; PostgreSQL wants a function for them."""
    trigger = f"CREATE TRIGGER {name} BEFORE {tried} ON {table} FOR EACH ROW"
    if not _on_postgres():
        op.execute(f"{trigger} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{told}'); END")
        return
    row = "OLD" if tried == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{told}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"{trigger} EXECUTE FUNCTION {name}()")


def _refuse_to_truncate() -> None:
    """TRUNCATE asks no row."""
    op.execute(
        "CREATE FUNCTION never_truncated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in (*FROZEN, *WRITTEN_ONCE, "mandate", "document", "minutes", "addendum"):
        op.execute(
            f"CREATE TRIGGER {table}_never_truncated BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION never_truncated()"
        )


def _among(table: str, column: str, values: str) -> sa.CheckConstraint:
    known = ", ".join(f"'{value}'" for value in values.split())
    return sa.CheckConstraint(f"{column} IN ({known})", name=op.f(f"ck_{table}_{column}"))


def _audit() -> None:
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    op.create_index(op.f("ix_audit_event_action"), "audit_event", ["action"])
    op.create_index(op.f("ix_audit_event_object"), "audit_event", ["object"])


def _meetings() -> None:
    op.create_table(
        "statute_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("call_days", sa.Integer(), nullable=False),
        sa.Column("documents_days", sa.Integer(), nullable=False),
        sa.Column("motion_days", sa.Integer(), nullable=False),
        sa.Column("quorum_rule", sa.String(length=10), nullable=False),
        sa.Column("quorum_value", sa.Integer(), nullable=True),
        sa.Column("decision_majority", sa.String(length=20), nullable=False),
        sa.Column("statute_change_majority", sa.String(length=20), nullable=False),
        sa.Column("two_meetings", sa.Boolean(), nullable=False),
        sa.Column("tie_rule", sa.String(length=20), nullable=False),
        sa.Column("board_size", sa.Integer(), nullable=False),
        sa.Column("term_years", sa.Integer(), nullable=False),
        sa.Column("attesters", sa.Integer(), nullable=False),
        sa.Column("other_business_may_decide", sa.Boolean(), nullable=False),
        sa.Column("checked_by_board", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(quorum_rule = 'none') = (quorum_value IS NULL)", name=op.f("ck_statute_version_quorum_value")
        ),
        _among("statute_version", "decision_majority", "plurality simple two_thirds three_quarters unanimous"),
        _among("statute_version", "quorum_rule", "none number percent"),
        _among("statute_version", "statute_change_majority", "plurality simple two_thirds three_quarters unanimous"),
        _among("statute_version", "tie_rule", "casting_vote lot rejected"),
        sa.CheckConstraint(
            "call_days >= 0 AND documents_days >= 0 AND motion_days >= 0", name=op.f("ck_statute_version_days")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statute_version")),
        sa.UniqueConstraint("uid", name=op.f("uq_statute_version_uid")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_statute_version_valid_from")),
    )
    op.create_table(
        "annual_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=True),
        sa.Column("fiscal_year", sa.String(length=9), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("statute_version_id", sa.Integer(), nullable=False),
        sa.Column("recorded_afterwards", sa.Boolean(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("annual_meeting", "format", "physical digital hybrid"),
        _among("annual_meeting", "kind", "ordinary extra"),
        _among("annual_meeting", "state", "planned called open adjourned closed"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_annual_meeting_edition_id_edition")),
        sa.ForeignKeyConstraint(
            ["statute_version_id"],
            ["statute_version.id"],
            name=op.f("fk_annual_meeting_statute_version_id_statute_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_annual_meeting_uid")),
    )
    op.create_index(op.f("ix_annual_meeting_edition_id"), "annual_meeting", ["edition_id"])
    op.create_index(op.f("ix_annual_meeting_statute_version_id"), "annual_meeting", ["statute_version_id"])
    op.create_index(op.f("ix_annual_meeting_year"), "annual_meeting", ["year"])
    op.create_index(
        "uq_annual_meeting_ordinary_year",
        "annual_meeting",
        ["year"],
        unique=True,
        sqlite_where=sa.text("kind = 'ordinary'"),
        postgresql_where=sa.text("kind = 'ordinary'"),
    )
    op.create_table(
        "meeting_key_date",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key_date_id", sa.Integer(), nullable=False),
        _among("meeting_key_date", "kind", "motion call documents meeting"),
        sa.ForeignKeyConstraint(
            ["key_date_id"], ["key_date.id"], name=op.f("fk_meeting_key_date_key_date_id_key_date"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_meeting_key_date_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "kind", name=op.f("pk_meeting_key_date")),
        sa.UniqueConstraint("key_date_id", name=op.f("uq_meeting_key_date_key_date_id")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("template_key", sa.String(length=20), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("presenter", sa.String(length=120), nullable=True),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("from_decision", sa.String(length=36), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("agenda_item", "kind", "formality report decision election proposition motion information other"),
        _among("agenda_item", "state", "waiting ongoing done tabled"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_agenda_item_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_agenda_item_uid")),
    )
    op.create_index(op.f("ix_agenda_item_from_decision"), "agenda_item", ["from_decision"])
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"])
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("sender_email", sa.String(length=254), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("board_opinion", sa.Text(), nullable=True),
        sa.Column("proposed", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("motion", "proposed", "approve reject answered partly"),
        _among("motion", "state", "received late withdrawn"),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_motion_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_motion_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("form_key", name=op.f("uq_motion_form_key")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_motion_meeting_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_motion_uid")),
    )
    op.create_index(op.f("ix_motion_item_id"), "motion", ["item_id"])
    op.create_index(op.f("ix_motion_sender_email"), "motion", ["sender_email"])
    op.create_table(
        "motion_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_clause_motion_id_motion"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_clause")),
        sa.UniqueConstraint("motion_id", "position", name=op.f("uq_motion_clause_motion_id_position")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("recipient_count", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        _among("notice", "channel", "email letter website other"),
        _among("notice", "kind", "call documents motion_reminder"),
        sa.CheckConstraint("recipient_count >= 0", name=op.f("ck_notice_recipient_count")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_notice_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_meeting_id"), "notice", ["meeting_id"])
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("visibility", sa.String(length=8), nullable=False),
        sa.Column("accessible", sa.String(length=8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        _among("document", "accessible", "yes no unknown"),
        _among(
            "document",
            "kind",
            "call agenda register annual_report accounts audit_report proposition motion plan formal_check signed_page "
            "other",
        ),
        _among("document", "visibility", "internal member public"),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_document_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_document_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_document_meeting_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_document_uid")),
    )
    op.create_index(op.f("ix_document_item_id"), "document", ["item_id"])
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])


def _hall() -> None:
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=True),
        sa.Column("capacity", sa.String(length=10), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        _among("presence", "capacity", "member coopted guest official"),
        sa.CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_presence_order")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_presence_meeting_id_annual_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_presence_member_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_meeting_id"), "presence", ["meeting_id"])
    op.create_index(op.f("ix_presence_member_id"), "presence", ["member_id"])
    op.create_index(
        "uq_presence_member",
        "presence",
        ["meeting_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "voting_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_voting_register_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voting_register")),
        sa.UniqueConstraint("meeting_id", "seq", name=op.f("uq_voting_register_meeting_id_seq")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight >= 1", name=op.f("ck_register_entry_weight")),
        sa.ForeignKeyConstraint(
            ["register_id"], ["voting_register.id"], name=op.f("fk_register_entry_register_id_voting_register")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_register_entry_register_id_number")),
    )
    op.create_index(op.f("ix_register_entry_member_uid"), "register_entry", ["member_uid"])
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        _among("officer", "role", "chair secretary attester teller"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_officer_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("meeting_id", "role", "name", name=op.f("uq_officer_meeting_id_role_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_officer_uid")),
    )
    op.create_table(
        "officer_contact",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_officer_contact_officer_id_officer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_officer_contact")),
    )
    op.create_index(op.f("ix_officer_contact_email"), "officer_contact", ["email"])


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("paragraph_no", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("method", sa.String(length=12), nullable=True),
        sa.Column("majority", sa.String(length=20), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=True),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("count_requested", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.String(length=9), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attested_sha256", sa.String(length=64), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("decision", "kind", "decision election procedural statute_change discharge information"),
        _among("decision", "majority", "plurality simple two_thirds three_quarters unanimous"),
        _among("decision", "method", "acclamation unanimous trial_vote count division roll_call secret"),
        _among(
            "decision",
            "outcome",
            "approved rejected partly tabled remitted answered dropped filed fixed accepted elected noted",
        ),
        sa.CheckConstraint("(attested_at IS NULL) = (attested_sha256 IS NULL)", name=op.f("ck_decision_attested")),
        sa.CheckConstraint("paragraph_no >= 1", name=op.f("ck_decision_paragraph_no")),
        sa.ForeignKeyConstraint(["earlier_id"], ["decision.id"], name=op.f("fk_decision_earlier_id_decision")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_decision_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_decision_meeting_id_annual_meeting")
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_decision_motion_id_motion")),
        sa.ForeignKeyConstraint(
            ["register_id"], ["voting_register.id"], name=op.f("fk_decision_register_id_voting_register")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("meeting_id", "paragraph_no", name=op.f("uq_decision_meeting_id_paragraph_no")),
        sa.UniqueConstraint("uid", name=op.f("uq_decision_uid")),
    )
    op.create_index(op.f("ix_decision_earlier_id"), "decision", ["earlier_id"])
    op.create_index(op.f("ix_decision_item_id"), "decision", ["item_id"])
    op.create_index(op.f("ix_decision_motion_id"), "decision", ["motion_id"])
    op.create_index(op.f("ix_decision_register_id"), "decision", ["register_id"])
    op.create_table(
        "clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        _among("clause", "outcome", "approved rejected tabled remitted dropped"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_clause_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("decision_id", "position", name=op.f("uq_clause_decision_id_position")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("clause_position", sa.Integer(), nullable=True),
        sa.Column("moved_by", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        _among("proposal", "kind", "proposal amendment rejection remit table point_of_order"),
        _among("proposal", "state", "open approved rejected withdrawn"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_proposal_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_decision_id"), "proposal", ["decision_id"])
    op.create_table(
        "dissent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=False),
        _among("dissent", "kind", "reservation note statement"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_dissent_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
    )
    op.create_index(op.f("ix_dissent_decision_id"), "dissent", ["decision_id"])
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=14), nullable=False),
        _among("recusal", "reason", "discharge own_interest related employer"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_recusal_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("decision_id", "name", name=op.f("uq_recusal_decision_id_name")),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("responsible", sa.String(length=120), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("follow_up", "status", "open ongoing done dropped"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_follow_up_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_follow_up_decision_id")),
    )
    op.create_index(op.f("ix_follow_up_due_on"), "follow_up", ["due_on"])


def _votes() -> None:
    op.create_table(
        "vote_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("register_id", sa.Integer(), nullable=True),
        sa.Column("votes_each", sa.Integer(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("blank", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=10), nullable=True),
        sa.Column("tie_break", sa.String(length=14), nullable=True),
        sa.Column("tie_note", sa.String(length=300), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("votes_each >= 1", name=op.f("ck_vote_round_votes_each")),
        _among("vote_round", "method", "acclamation unanimous trial_vote count division roll_call secret"),
        _among("vote_round", "result", "approved rejected tie elected undecided"),
        _among("vote_round", "tie_break", "casting_vote lot rejected"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_vote_round_decision_id_decision")),
        sa.ForeignKeyConstraint(
            ["register_id"], ["voting_register.id"], name=op.f("fk_vote_round_register_id_voting_register")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_round")),
        sa.UniqueConstraint("decision_id", "number", name=op.f("uq_vote_round_decision_id_number")),
    )
    op.create_index(op.f("ix_vote_round_register_id"), "vote_round", ["register_id"])
    op.create_table(
        "vote_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.Column("elected", sa.Boolean(), nullable=False),
        sa.Column("by_lot", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_vote_option_round_id_vote_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_option")),
        sa.UniqueConstraint("round_id", "key", name=op.f("uq_vote_option_round_id_key")),
    )
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_tally_officer_id_officer")),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_tally_round_id_vote_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint("round_id", "officer_id", "attempt", name=op.f("uq_tally_round_id_officer_id_attempt")),
    )
    op.create_index(op.f("ix_tally_officer_id"), "tally", ["officer_id"])


def _elections() -> None:
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        _among(
            "post",
            "key",
            "chair vice_chair treasurer secretary member deputy auditor deputy_auditor nomination_convener nomination "
            "signatory",
        ),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_post_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("key", "name", name=op.f("uq_post_key_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
    )
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("employer", sa.String(length=160), nullable=True),
        sa.Column("region", sa.String(length=80), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("elected_as", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("until_year", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.String(length=8), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("mandate", "elected_as", "new again by_election unknown"),
        _among("mandate", "ended_reason", "term resigned removed"),
        sa.CheckConstraint("ends_on IS NULL OR ended_reason IS NOT NULL", name=op.f("ck_mandate_ended")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_mandate_order")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_mandate_decision_id_decision")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["decision.id"], name=op.f("fk_mandate_ended_by_id_decision")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mandate_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_mandate_post_id_post")),
        sa.ForeignKeyConstraint(["previous_id"], ["mandate.id"], name=op.f("fk_mandate_previous_id_mandate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("uid", name=op.f("uq_mandate_uid")),
    )
    op.create_index(op.f("ix_mandate_decision_id"), "mandate", ["decision_id"])
    op.create_index(op.f("ix_mandate_ended_by_id"), "mandate", ["ended_by_id"])
    op.create_index(op.f("ix_mandate_person_id"), "mandate", ["person_id"])
    op.create_index("ix_mandate_post_id_ends_on", "mandate", ["post_id", "ends_on"])
    op.create_index(op.f("ix_mandate_previous_id"), "mandate", ["previous_id"])
    op.create_table(
        "election",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("finishes_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _among("election", "state", "nominating voting done"),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_election_seats")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_election_decision_id_decision")),
        sa.ForeignKeyConstraint(["finishes_id"], ["mandate.id"], name=op.f("fk_election_finishes_id_mandate")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_election_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election")),
        sa.UniqueConstraint("uid", name=op.f("uq_election_uid")),
    )
    op.create_index(op.f("ix_election_decision_id"), "election", ["decision_id"])
    op.create_index(op.f("ix_election_finishes_id"), "election", ["finishes_id"])
    op.create_index(op.f("ix_election_post_id"), "election", ["post_id"])
    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("employer", sa.String(length=160), nullable=True),
        sa.Column("region", sa.String(length=80), nullable=True),
        sa.Column("nominated_by", sa.String(length=10), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("elected", sa.Boolean(), nullable=False),
        sa.Column("by_lot", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        _among("candidate", "nominated_by", "committee member board"),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_candidate_election_id_election")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("election_id", "name", name=op.f("uq_candidate_election_id_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_candidate_uid")),
    )
    # ### end Alembic commands ###


def _focus() -> None:
    op.create_table(
        "focus_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("adopted_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_focus_area_order")
        ),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["decision.id"], name=op.f("fk_focus_area_adopted_by_id_decision")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["decision.id"], name=op.f("fk_focus_area_ended_by_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_area")),
        sa.UniqueConstraint("slug", name=op.f("uq_focus_area_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_focus_area_uid")),
    )
    op.create_index(op.f("ix_focus_area_adopted_by_id"), "focus_area", ["adopted_by_id"])
    op.create_index(op.f("ix_focus_area_ended_by_id"), "focus_area", ["ended_by_id"])
    op.create_table(
        "focus_driver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_id"], ["focus_area.id"], name=op.f("fk_focus_driver_area_id_focus_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_focus_driver_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_driver")),
        sa.UniqueConstraint("area_id", "name", name=op.f("uq_focus_driver_area_id_name")),
    )
    op.create_index(op.f("ix_focus_driver_person_id"), "focus_driver", ["person_id"])
    op.create_table(
        "focus_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["focus_area.id"], name=op.f("fk_focus_note_area_id_focus_area"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_note")),
    )
    op.create_index(op.f("ix_focus_note_area_id"), "focus_note", ["area_id"])
    op.create_table(
        "focus_tag",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["focus_area.id"], name=op.f("fk_focus_tag_area_id_focus_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_focus_tag_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("area_id", "session_id", name=op.f("pk_focus_tag")),
    )
    op.create_index(op.f("ix_focus_tag_session_id"), "focus_tag", ["session_id"])


def _minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("internal", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name=op.f("ck_minutes_published_at")),
        sa.CheckConstraint(
            "(state IN ('attested', 'published')) = (attested_at IS NOT NULL)", name=op.f("ck_minutes_attested_at")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR (canonical IS NOT NULL AND internal IS NOT NULL AND sha256 IS NOT NULL)",
            name=op.f("ck_minutes_has_text"),
        ),
        _among("minutes", "state", "draft review attested published"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["annual_meeting.id"], name=op.f("fk_minutes_meeting_id_annual_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_minutes_uid")),
    )
    op.create_index(op.f("ix_minutes_pdf_sha256"), "minutes", ["pdf_sha256"])
    op.create_index(op.f("ix_minutes_sha256"), "minutes", ["sha256"])
    op.create_table(
        "addendum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("decided_in_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'attested') = (attested_at IS NOT NULL)", name=op.f("ck_addendum_attested_at")),
        _among("addendum", "kind", "correction addition"),
        sa.CheckConstraint(
            "state = 'draft' OR (canonical IS NOT NULL AND sha256 IS NOT NULL)", name=op.f("ck_addendum_has_text")
        ),
        _among("addendum", "state", "draft review attested"),
        sa.ForeignKeyConstraint(["decided_in_id"], ["decision.id"], name=op.f("fk_addendum_decided_in_id_decision")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_addendum_decision_id_decision")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_addendum_minutes_id_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_addendum_minutes_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_addendum_uid")),
    )
    op.create_index(op.f("ix_addendum_decided_in_id"), "addendum", ["decided_in_id"])
    op.create_index(op.f("ix_addendum_decision_id"), "addendum", ["decision_id"])
    op.create_index(op.f("ix_addendum_sha256"), "addendum", ["sha256"])
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=True),
        sa.Column("addendum_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("method", sa.String(length=5), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("method <> 'paper' OR document_id IS NOT NULL", name=op.f("ck_signature_paper")),
        _among("signature", "method", "app paper"),
        sa.CheckConstraint("(minutes_id IS NULL) <> (addendum_id IS NULL)", name=op.f("ck_signature_one_text")),
        sa.ForeignKeyConstraint(["addendum_id"], ["addendum.id"], name=op.f("fk_signature_addendum_id_addendum")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_signature_document_id_document")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_signature_minutes_id_minutes")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_signature_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint(
            "addendum_id", "officer_id", "signed_sha256", name=op.f("uq_signature_addendum_id_officer_id_signed_sha256")
        ),
        sa.UniqueConstraint(
            "minutes_id", "officer_id", "signed_sha256", name=op.f("uq_signature_minutes_id_officer_id_signed_sha256")
        ),
    )
    op.create_index(op.f("ix_signature_document_id"), "signature", ["document_id"])
    op.create_index(op.f("ix_signature_officer_id"), "signature", ["officer_id"])
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_remark_minutes_id_minutes")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_remark_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_minutes_id"), "remark", ["minutes_id"])
    op.create_index(op.f("ix_remark_officer_id"), "remark", ["officer_id"])
