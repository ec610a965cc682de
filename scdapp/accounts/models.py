"""Staff: who they are, what they may do, and the log-ins that are open."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Versioned

ROLES = ("organiser", "board", "administrator", "checkin")


class Account(Versioned, Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    roles: Mapped[list["AccountRole"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def role_names(self) -> frozenset[str]:
        return frozenset(role.name for role in self.roles)


class AccountRole(Base):
    __tablename__ = "account_role"
    __table_args__ = (
        UniqueConstraint("account_id", "name"),
        CheckConstraint("name IN ('organiser', 'board', 'administrator', 'checkin')", name="known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(20))

    account: Mapped[Account] = relationship(back_populates="roles")


class Login(Base):
    """One open log-in. The cookie holds a random token, this row its SHA-256."""

    __tablename__ = "login"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    # The organiser's preview: the public pages as of another moment, for this log-in only.
    preview_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined")


class LoginAttempt(Base):
    """A failed try to log in, counted per address and per network (both hashed), forgotten after a day."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
