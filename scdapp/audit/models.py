"""The chain of what happened: each event carries the hash of the one before it."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base


class AuditEvent(Base):
    """One change of state. Added by `audit.service.write` only; the database refuses every UPDATE and DELETE.

    `detail` is canonical JSON, kept as the text that was hashed. No personal data beyond what an office needs.
    """

    __tablename__ = "audit_event"

    # 1, 2, 3 … without a gap: a missing event is a broken chain.
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    # A member of staff by name, an office ("justerare"), or "system".
    actor: Mapped[str] = mapped_column(String(120))
    # Slice and verb: "minutes.attest".
    action: Mapped[str] = mapped_column(String(60), index=True)
    # Kind and uid: "meeting:3f0c…".
    object: Mapped[str] = mapped_column(String(80), index=True)
    detail: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
