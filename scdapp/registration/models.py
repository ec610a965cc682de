"""Those who come: a booking (what one form sent in), the people on it, what they take part in, what happened since."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.admission.models import Category, Product, Question
from scdapp.core.db import Base, Identified, Versioned
from scdapp.editions.models import Edition
from scdapp.organisations.models import Organisation
from scdapp.places.models import Queued

STATES = ("confirmed", "waiting", "offered", "cancelled")
LINE_STATES = ("taken", "wanted", "waiting", "offered", "cancelled")


class Booking(Identified, Versioned, Base):
    """What one form sent in: who pays, whom to ask, and one or several people."""

    __tablename__ = "booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    # Made with the form, so that the same form sent twice is one booking.
    form_key: Mapped[str] = mapped_column(String(36), unique=True)
    # For people to read out on the telephone.
    number: Mapped[str] = mapped_column(String(12), unique=True)
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str] = mapped_column(String(254), index=True)
    contact_phone: Mapped[str | None] = mapped_column(String(40))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    buyer_reference: Mapped[str | None] = mapped_column(String(80))
    order_reference: Mapped[str | None] = mapped_column(String(80))
    billing_object: Mapped[str | None] = mapped_column(String(80))
    contract_reference: Mapped[str | None] = mapped_column(String(80))
    peppol_id: Mapped[str | None] = mapped_column(String(50))
    invoice_email: Mapped[str | None] = mapped_column(String(254))
    invoice_address: Mapped[str | None] = mapped_column(String(200))
    invoice_postcode: Mapped[str | None] = mapped_column(String(5))
    invoice_city: Mapped[str | None] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(2), default="sv")
    # For the organisers only.
    note: Mapped[str | None] = mapped_column(Text)
    paid_at: Mapped[datetime | None]
    invoiced_at: Mapped[datetime | None]
    # Made up for the demo.
    example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    participants: Mapped[list["Participant"]] = relationship(
        back_populates="booking", cascade="all, delete-orphan", order_by="Participant.id"
    )


class Participant(Queued, Identified, Versioned, Base):
    """Somebody's seat. The name and address may come later; a seat without address is the contact's to look after."""

    __tablename__ = "participant"
    __table_args__ = (
        CheckConstraint("state IN ('confirmed', 'waiting', 'offered', 'cancelled')", name="state"),
        CheckConstraint("state <> 'waiting' OR queue_id IS NOT NULL", name="waits_somewhere"),
        # One seat a person and year.
        Index(
            "uq_participant_edition_email",
            "edition_id",
            "email",
            unique=True,
            sqlite_where=text("email IS NOT NULL AND state <> 'cancelled'"),
            postgresql_where=text("email IS NOT NULL AND state <> 'cancelled'"),
        ),
        Index("ix_participant_edition_state", "edition_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    name: Mapped[str | None] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    # What stands on the badge below the name.
    title: Mapped[str | None] = mapped_column(String(120))
    workplace: Mapped[str | None] = mapped_column(String(160))
    state: Mapped[str] = mapped_column(String(10))
    # On the badge as a QR code; says nothing by itself.
    code: Mapped[str] = mapped_column(String(16), unique=True)
    # Said yes to standing on the list of participants.
    listed: Mapped[bool] = mapped_column(default=False)
    # Skyddade personuppgifter: on no list, and the badge as they wish.
    protected: Mapped[bool] = mapped_column(default=False)
    badge_name: Mapped[str | None] = mapped_column(String(120))
    avoid_photo: Mapped[bool] = mapped_column(default=False)
    # How many times one has been here before; None: not asked or not said.
    earlier_visits: Mapped[int | None]
    cancelled_at: Mapped[datetime | None]
    # Why it ended: cancelled by whom, declined, offer not answered.
    cancel_reason: Mapped[str | None] = mapped_column(String(20))
    # As the rules stood then, or as an organiser said; what it comes to stands on the lines.
    cancel_fee_percent: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    booking: Mapped[Booking] = relationship(back_populates="participants")
    category: Mapped[Category] = relationship()
    lines: Mapped[list["Line"]] = relationship(
        back_populates="participant", cascade="all, delete-orphan", order_by="Line.id"
    )
    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan")
    shares: Mapped[list["DayShare"]] = relationship(
        back_populates="participant", cascade="all, delete-orphan", order_by="DayShare.date"
    )


class Line(Queued, Base):
    """A product that a participant has or wants, at the price agreed when it was chosen.

    `wanted`: waits for the seat itself. `waiting`, `offered`: in the queue of the product.
    """

    __tablename__ = "line"
    __table_args__ = (
        CheckConstraint("state IN ('taken', 'wanted', 'waiting', 'offered', 'cancelled')", name="state"),
        Index(
            "uq_line_participant_product",
            "participant_id",
            "product_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    amount: Mapped[int]
    vat_rate: Mapped[int]
    # What giving up the seat cost of it, in öre without VAT; None: it was not had when the seat ended.
    fee: Mapped[int | None]
    created_at: Mapped[datetime]

    participant: Mapped[Participant] = relationship(back_populates="lines")
    product: Mapped[Product] = relationship()


class DayShare(Identified, Base):
    """A day that the seat's holder gave to somebody else: one seat, another person."""

    __tablename__ = "day_share"
    __table_args__ = (UniqueConstraint("participant_id", "date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    date: Mapped[date]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)
    title: Mapped[str | None] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    created_at: Mapped[datetime]

    participant: Mapped[Participant] = relationship(back_populates="shares")


class Answer(Base):
    """What a participant answered; several choices one a line."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("participant_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    value: Mapped[str] = mapped_column(Text)

    question: Mapped[Question] = relationship()


class Consent(Base):
    """That somebody agreed to a text, which one, and when; taking it back leaves the row.

    `text`: "conditions", "needs" (food and access), "list" (the list of participants).
    """

    __tablename__ = "consent"
    __table_args__ = (CheckConstraint("text IN ('conditions', 'needs', 'list')", name="text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Change(Base):
    """What happened to a booking: who did what, when. `detail` is JSON of what was and what is; never about needs."""

    __tablename__ = "registration_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(12))
    # An organiser's name; nothing for participants, who are known by the row.
    actor_name: Mapped[str | None] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(Text, default="{}")
