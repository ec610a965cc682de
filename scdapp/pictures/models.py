"""Pictures that organisers upload: decoded, re-encoded and kept under names of our own."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base, Identified
from scdapp.pictures.sizes import widths_for


class Picture(Identified, Base):
    """`<instance>/pictures/<uid>-<width>.jpg` holds the bytes, one file for each of `widths`."""

    __tablename__ = "picture"
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    alt: Mapped[str] = mapped_column(String(300))
    credit: Mapped[str] = mapped_column(String(120))
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime]

    @property
    def widths(self) -> tuple[int, ...]:
        return widths_for(self.width)
