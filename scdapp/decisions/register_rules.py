"""The list at the door of the hall: whom one looks for, in Swedish order. Pure."""

from collections.abc import Iterable
from typing import TypeVar

from scdapp.decisions.hall_models import Presence
from scdapp.members.models import Member

Row = TypeVar("Row", bound=tuple[Member, Presence | None])


def wanted(rows: Iterable[Row], search: str) -> list[Row]:
    """Those in whose name or region all words of the search are."""
    words = search.casefold().split()
    return [row for row in rows if all(word in f"{row[0].name} {row[0].region or ''}".casefold() for word in words)]
