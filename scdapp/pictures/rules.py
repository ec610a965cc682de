"""What a picture must have besides its pixels: words for those who do not see it, and the photographer's name."""

from dataclasses import dataclass

from scdapp.core.errors import Refusal
from scdapp.core.text import clean

ALT_LIMIT = 300
CREDIT_LIMIT = 120


@dataclass(frozen=True)
class Caption:
    alt: str
    credit: str


def caption(alt: str | None, credit: str | None) -> Caption:
    """Both texts, cleaned. Refuses when either is missing or too long, beside its field."""
    return Caption(
        _text(alt, "alt", ALT_LIMIT, "Beskriv bilden med ord för den som inte ser den."),
        _text(credit, "credit", CREDIT_LIMIT, "Skriv vem som har tagit bilden."),
    )


def _text(typed: str | None, field: str, limit: int, missing: str) -> str:
    text = clean(typed or "")
    if not text:
        raise Refusal(missing, field=field)
    if len(text) > limit:
        raise Refusal(f"Texten har {len(text)} tecken. Högst {limit} får plats.", field=field)
    return text
