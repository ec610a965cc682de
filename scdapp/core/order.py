"""Order that people set by hand: rows with a `position`, moved one step at a time. Pure."""

from collections.abc import Sequence
from typing import Any


def move(rows: Sequence[Any], row: Any, *, step: int) -> None:
    """Move `row` by `step` places among `rows`, which stand in order, and number them all anew.

    At an end it stays where it is.
    """
    order = [other for other in rows if other is not row]
    place = min(max(rows.index(row) + step, 0), len(order))
    order.insert(place, row)
    for position, one in enumerate(order, 1):
        one.position = position


def next_position(rows: Sequence[Any]) -> int:
    """The position behind all of `rows`."""
    return max((row.position for row in rows), default=0) + 1
