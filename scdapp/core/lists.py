"""Long lists: found by the words that somebody typed, and read a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, collate, func

from scdapp.core.db import db

A_PAGE = 50
WORDS_AT_MOST = 8

Row = TypeVar("Row")
Query = TypeVar("Query", bound=Select[Any])


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a long list. `words` is what its rows are called: a single one, and many."""

    rows: Sequence[Row]
    total: int
    number: int
    last: int
    words: tuple[str, str]

    @property
    def summary(self) -> str:
        """What of it is shown, in words: "51–100 av 120 personer"."""
        single, many = self.words
        if self.last == 1:
            return f"{self.total} {many}" if self.total > 1 else single
        first = (self.number - 1) * A_PAGE + 1
        return f"{first}–{first + len(self.rows) - 1} av {self.total} {many}"


def page_of(query: Select[Row], *, number: int, words: tuple[str, str]) -> Page[Row]:
    """Page `number` of what the ordered `query` finds, in two queries. A number past the end gives the last page."""
    total = db.session.scalar(query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)) or 0
    last = max(1, -(-total // A_PAGE))
    number = min(max(number, 1), last)
    rows = db.session.scalars(query.limit(A_PAGE).offset((number - 1) * A_PAGE))
    return Page(rows.all(), total, number, last, words)


def haystack(first: Any, *others: Any) -> ColumnElement[str]:
    """Columns as one text to search, in lower case; all but the first may be null."""
    text = first
    for column in others:
        text = text + " " + func.coalesce(column, "")
    # With the collation PostgreSQL knows that å is Å in small, whatever the language of its database.
    return func.lower(collate(text, "sv"))


def saying(query: Query, where: ColumnElement[str], search: str) -> Query:
    """Those of `query` that have every word of `search` somewhere in `where`, a `haystack`."""
    for word in search.split()[:WORDS_AT_MOST]:
        query = query.where(where.contains(word.lower(), autoescape=True))
    return query
