"""The versions of a programme in words: what each changed, with long lists summed up."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import ngettext

from scdapp.releases import wording
from scdapp.releases.changes import Change
from scdapp.releases.queries import ReleaseEntry
from scdapp.site.wording import first_upper

LISTED_AT_MOST = 12


@dataclass(frozen=True)
class Told:
    """One change: "Flyttad", and its fields before and after."""

    slug: str
    title: str
    what: str
    word: str
    fields: tuple[wording.Told, ...]


@dataclass(frozen=True)
class Version:
    """A version. A long list of new sessions lies under one line (`many_new`), the rest is told one by one."""

    number: int
    final: bool
    note: str
    released_at: datetime
    many_new: str
    new: tuple[Told, ...]
    changes: tuple[Told, ...]


def version(entry: ReleaseEntry) -> Version:
    """A line of the history in words."""
    told = tuple(_told(change) for change in entry.changes)
    new = tuple(one for one in told if one.what == "added")
    summed_up = new if len(new) > LISTED_AT_MOST else ()
    many = ngettext("%(num)d programpunkt tillkom", "%(num)d programpunkter tillkom", len(new)) if summed_up else ""
    rest = tuple(one for one in told if not (summed_up and one.what == "added"))
    return Version(entry.number, entry.final, entry.note, entry.released_at, str(many), summed_up, rest)


def _told(change: Change) -> Told:
    word = first_upper(str(wording.WHAT[change.what]))
    return Told(change.slug, change.title, change.what, word, tuple(wording.fields(change)))
