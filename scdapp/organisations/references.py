"""References that payers want on their invoices: cleaned of labels, and compared with how theirs look. Pure.

A pattern is written as people would: "9 siffror", "4-6 siffror", "FM####" (# a digit, @ a letter, anything else
itself), and several with "eller" between.
"""

import re
from functools import lru_cache

from flask_babel import gettext

from scdapp.core import words
from scdapp.core.text import clean

_LABEL = re.compile(
    r"^(?:(?:er|vår|your)\s+)?"
    r"(?:(?:beställar|faktura|köpar|order|avtals|kontrakts)?(?:ref(?:erens)?|märkning|reference)|order|objekt)"
    r"(?:kod|id|nr|nummer)?(?:\s*[.:=]+\s*|\s+(?=\S*\d))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\s+siffror", re.IGNORECASE)
_OR = re.compile(r"\s+eller\s+", re.IGNORECASE)
# Three capitals at most: whatever has more letters in it may be somebody's name.
_CODE = re.compile(r"[A-ZÅÄÖ]{0,3}[-/ ]?[0-9][0-9\-/ ]{2,}")
_MARKS = {"#": r"[0-9]", "@": r"[^\W\d_]"}


def trimmed(typed: str | None) -> str | None:
    """The reference alone: "Er ref: 123 456" becomes "123 456"; nothing is None."""
    tidy = " ".join(clean(typed or "").split())
    return _LABEL.sub("", tidy) or None


def fits(reference: str, pattern: str) -> bool:
    """Whether `reference` looks as `pattern` says, whatever the case of its letters."""
    return bool(_compiled(pattern).fullmatch(reference))


def ensure_pattern(pattern: str) -> None:
    """Raises ValueError, with a sentence, for a pattern that no reference could be held against."""
    for part in _OR.split(pattern):
        span = _DIGITS.fullmatch(part)
        if span and span[2] and int(span[2]) < int(span[1]):
            raise ValueError("Skriv det mindre talet först, så här: 4-6 siffror.")
        if not span and not set(part) & {*_MARKS, *"0123456789"}:
            raise ValueError("Skriv hur referensen ser ut, så här: 9 siffror, eller FM#### där # är en siffra.")


def in_words(pattern: str) -> str:
    """The pattern as it is explained to those who fill in the form."""
    marks = [gettext("# är en siffra")] if "#" in pattern else []
    marks += [gettext("@ är en bokstav")] if "@" in pattern else []
    told = words.either(_part_in_words(part) for part in _OR.split(pattern))
    return f"{told} ({', '.join(marks)})" if marks else told


def _part_in_words(part: str) -> str:
    span = _DIGITS.fullmatch(part)
    if span is None:
        return part
    number = f"{span[1]}-{span[2]}" if span[2] else span[1]
    return str(gettext("%(number)s siffror", number=number))


def shape(reference: str) -> str | None:
    """The pattern of a reference that is surely a code, "FM1234" as "FM####"; None if it may be a name."""
    if not _CODE.fullmatch(reference):
        return None
    return f"{len(reference)} siffror" if reference.isdigit() else re.sub(r"[0-9]", "#", reference)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_expression(part)})" for part in _OR.split(pattern)), re.IGNORECASE)


def _expression(part: str) -> str:
    if span := _DIGITS.fullmatch(part):
        return f"[0-9]{{{span[1]},{span[2] or span[1]}}}"
    return "".join(_MARKS.get(sign) or re.escape(sign) for sign in part)
