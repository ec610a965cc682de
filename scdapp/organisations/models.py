"""Who pays: municipalities and other organisations, each once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base, Identified, Versioned


class Organisation(Identified, Versioned, Base):
    """An organisation that somebody has come from, and what is known of how it wants its invoices."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('municipality', 'region', 'agency', 'company', 'association', 'university', 'other')",
            name="kind_known",
        ),
        CheckConstraint("(kind = 'municipality') = (municipality_code IS NOT NULL)", name="code_of_municipality"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160))
    municipality_code: Mapped[str | None] = mapped_column(String(4), unique=True)
    county_code: Mapped[str | None] = mapped_column(String(2))
    organisation_number: Mapped[str | None] = mapped_column(String(10), unique=True)
    # The name as it is heard, of those who have neither code nor number: what tells them from each other.
    name_alone: Mapped[str | None] = mapped_column(String(160), unique=True)
    peppol_id: Mapped[str | None] = mapped_column(String(20))
    invoice_email: Mapped[str | None] = mapped_column(String(254))
    invoice_address: Mapped[str | None] = mapped_column(String(200))
    invoice_postcode: Mapped[str | None] = mapped_column(String(5))
    invoice_city: Mapped[str | None] = mapped_column(String(80))
    # What their references look like, written by an organiser; and how the last that surely was a code looked.
    reference_pattern: Mapped[str | None] = mapped_column(String(60))
    reference_shape: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
