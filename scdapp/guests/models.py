"""Those who come: the log-ins that are open, each for an e-mail address."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base


class GuestLogin(Base):
    """One open log-in. The cookie holds a random token, this row its SHA-256: without the row it opens nothing."""

    __tablename__ = "guest_login"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
