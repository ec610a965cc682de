"""Who pays: municipalities and other organisations, with what an invoice needs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base, Identified, Versioned

KINDS = ("municipality", "region", "agency", "company", "association", "university", "other")


class Organisation(Identified, Versioned, Base):
    """An organisation that somebody registered from. Numbers are kept as ten digits."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('municipality', 'region', 'agency', 'company', 'association', 'university', 'other')",
            name="kind",
        ),
        CheckConstraint("kind <> 'municipality' OR municipality_code IS NOT NULL", name="municipality_has_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160), index=True)
    municipality_code: Mapped[str | None] = mapped_column(String(4), unique=True)
    county_code: Mapped[str | None] = mapped_column(String(2))
    organisation_number: Mapped[str | None] = mapped_column(String(10), unique=True)
    peppol_id: Mapped[str | None] = mapped_column(String(50))
    invoice_email: Mapped[str | None] = mapped_column(String(254))
    invoice_address: Mapped[str | None] = mapped_column(String(200))
    invoice_postcode: Mapped[str | None] = mapped_column(String(5))
    invoice_city: Mapped[str | None] = mapped_column(String(80))
    # How the organisation writes "Er referens": # is a digit, @ a letter, the rest as it stands.
    reference_pattern: Mapped[str | None] = mapped_column(String(40))
    reference_example: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
