"""Secret links: who holds one may do what it is for."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base


class SecretLink(Base):
    """One link that was handed out. The address holds a random token, this row its SHA-256."""

    __tablename__ = "secret_link"
    __table_args__ = (Index("ix_secret_link_subject_kind", "subject", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # Whom or what it opens: the id of a booking, an address.
    subject: Mapped[str] = mapped_column(String(300))
    once: Mapped[bool]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
