"""Who may register, when, for what and at which price; what they are asked. The organisers' own list of each year."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned
from scdapp.editions.models import Edition, KeyDate
from scdapp.places.models import Quota
from scdapp.programme.models import Session


class Terms(Versioned, Base):
    """What holds for all who register in a year. Its row is also what registrations of the year wait in line for."""

    __tablename__ = "terms"
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), unique=True)
    # The whole conference; categories that count towards it share these places.
    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id"))
    # Until when participants may change products, names and seminars themselves.
    changes_close_at: Mapped[datetime | None]
    seminars_open_at: Mapped[datetime | None]
    # Markdown: what one agrees to; how the money is asked for; photographs at the conference.
    conditions: Mapped[str | None] = mapped_column(Text)
    conditions_en: Mapped[str | None] = mapped_column(Text)
    # Raised whenever the conditions change: each consent names the edition of the text it was given to.
    conditions_version: Mapped[int] = mapped_column(default=1)
    # Whether food and access needs are asked for, and the text that one consents to.
    asks_needs: Mapped[bool] = mapped_column(default=True)
    invoice_fee: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    quota: Mapped[Quota] = relationship()
    fees: Mapped[list["CancelFee"]] = relationship(cascade="all, delete-orphan", order_by="CancelFee.until")


class CancelFee(Base):
    """Cancelling before `until` costs `percent` of the price; after the last of them, all of it."""

    __tablename__ = "cancel_fee"
    __table_args__ = (
        UniqueConstraint("terms_id", "until"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id", ondelete="CASCADE"))
    until: Mapped[datetime]
    percent: Mapped[int]


class Category(Identified, Versioned, Base):
    """Those who register alike: participants, members, speakers, booth staff, students, the host city, the press."""

    __tablename__ = "category"
    __table_args__ = (
        UniqueConstraint("edition_id", "slug"),
        UniqueConstraint("edition_id", "name"),
        CheckConstraint("offer_workdays BETWEEN 1 AND 30", name="offer_workdays"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str | None] = mapped_column(String(80))
    slug: Mapped[str] = mapped_column(String(90))
    description: Mapped[str | None] = mapped_column(Text)
    description_en: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id"))
    # Whether those of the category take places of the whole conference.
    counts: Mapped[bool] = mapped_column(default=True)
    # Members of the association: the annual meeting stands in their calendars.
    member: Mapped[bool] = mapped_column(default=False)
    # Whoever registers says which organisation pays.
    pays: Mapped[bool] = mapped_column(default=True)
    # A word that the organiser hands to speakers and others whom the form is not for everybody.
    access_code: Mapped[str | None] = mapped_column(String(40))
    # Shown on the public page; a hidden one is reached by its address only.
    listed: Mapped[bool] = mapped_column(default=True)
    group_limit: Mapped[int] = mapped_column(default=30)
    # The waiting list: whether there is one, when everybody on it has had an answer, how it is answered.
    waitlist: Mapped[bool] = mapped_column(default=True)
    promised_on: Mapped[date | None]
    promised_key_date_id: Mapped[int | None] = mapped_column(ForeignKey("key_date.id", ondelete="SET NULL"))
    automatic: Mapped[bool] = mapped_column(default=True)
    offer_workdays: Mapped[int] = mapped_column(default=3)
    created_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    quota: Mapped[Quota] = relationship()
    promised_key_date: Mapped[KeyDate | None] = relationship(foreign_keys=[promised_key_date_id])
    windows: Mapped[list["Window"]] = relationship(
        back_populates="category", cascade="all, delete-orphan", order_by="Window.opens_at"
    )
    prices: Mapped[list["Price"]] = relationship(back_populates="category", cascade="all, delete-orphan")


class Window(Base):
    """A time during which a category may register: `opens_at <= now < closes_at`. Each moment is a key date."""

    __tablename__ = "registration_window"
    __table_args__ = (CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name="order"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    opens_key_date_id: Mapped[int | None] = mapped_column(ForeignKey("key_date.id", ondelete="SET NULL"))
    closes_key_date_id: Mapped[int | None] = mapped_column(ForeignKey("key_date.id", ondelete="SET NULL"))

    category: Mapped[Category] = relationship(back_populates="windows")
    opens_key_date: Mapped[KeyDate | None] = relationship(foreign_keys=[opens_key_date_id])
    closes_key_date: Mapped[KeyDate | None] = relationship(foreign_keys=[closes_key_date_id])


class Product(Identified, Versioned, Base):
    """What one can take part in. A `pass` gives whole days (one per person); an `extra` is beside: mingle, dinner."""

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("edition_id", "name"),
        CheckConstraint("kind IN ('pass', 'extra')", name="kind"),
        CheckConstraint("vat_rate BETWEEN 0 AND 25", name="vat_rate"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str | None] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    description: Mapped[str | None] = mapped_column(String(400))
    description_en: Mapped[str | None] = mapped_column(String(400))
    # Whole percent. What the treasurer decided, and when, is for the organisers to read.
    vat_rate: Mapped[int] = mapped_column(default=25)
    vat_note: Mapped[str | None] = mapped_column(String(200))
    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id"))
    position: Mapped[int] = mapped_column(default=0)
    # The item on the programme that it lets one into, if there is one: the dinner, the mingle.
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"))
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    quota: Mapped[Quota] = relationship()
    session: Mapped[Session | None] = relationship()
    days: Mapped[list["ProductDay"]] = relationship(cascade="all, delete-orphan", order_by="ProductDay.date")
    prices: Mapped[list["Price"]] = relationship(back_populates="product", cascade="all, delete-orphan")


class ProductDay(Base):
    """A day that a product gives."""

    __tablename__ = "product_day"
    __table_args__ = (UniqueConstraint("product_id", "date"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    date: Mapped[date]


class Price(Base):
    """What a product costs those of a category, in öre without VAT; `until` the early price ends, None: the last one.

    No price, no offer: a category chooses among the products that have one for it.
    """

    __tablename__ = "price"
    __table_args__ = (
        UniqueConstraint("product_id", "category_id", "until"),
        CheckConstraint("amount >= 0", name="amount"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), index=True)
    amount: Mapped[int]
    until: Mapped[datetime | None]

    product: Mapped[Product] = relationship(back_populates="prices")
    category: Mapped[Category] = relationship(back_populates="prices")


class Question(Identified, Versioned, Base):
    """A question of the year's own. `choices`: one a line, for `choice` and `several`."""

    __tablename__ = "question"
    __table_args__ = (CheckConstraint("kind IN ('text', 'choice', 'several', 'number')", name="kind"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    label_en: Mapped[str | None] = mapped_column(String(200))
    hint: Mapped[str | None] = mapped_column(String(300))
    hint_en: Mapped[str | None] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(10))
    choices: Mapped[str | None] = mapped_column(Text)
    choices_en: Mapped[str | None] = mapped_column(Text)
    required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    categories: Mapped[list["QuestionCategory"]] = relationship(cascade="all, delete-orphan")


class QuestionCategory(Base):
    """A category that is asked. A question without any is put to all."""

    __tablename__ = "question_category"
    __table_args__ = (UniqueConstraint("question_id", "category_id"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))


class OpeningWatch(Identified, Base):
    """Somebody who wants a letter when a category opens. Forgotten when it is sent, or if it is never confirmed."""

    __tablename__ = "opening_watch"
    __table_args__ = (UniqueConstraint("category_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="sv")
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    category: Mapped[Category] = relationship()
