"""Who belongs to the association: a name, a region and how to reach them, and nothing more."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base, Identified, Versioned


class Member(Identified, Versioned, Base):
    """Somebody who belongs to the association, or did: `left_on` is the first day without."""

    __tablename__ = "member"
    __table_args__ = (CheckConstraint("since IS NULL OR left_on IS NULL OR left_on >= since", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    region: Mapped[str | None] = mapped_column(String(80))
    since: Mapped[date | None]
    left_on: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
