"""The verb of this slice: bring whole years in from files that have been read and found right."""

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.walltime import instant
from scdapp.editions.models import Edition
from scdapp.imports.fact_rows import add_editions, add_people, add_sessions
from scdapp.imports.facts import Facts
from scdapp.imports.programme_rows import add_programme
from scdapp.imports.programmes import ProgrammeFile
from scdapp.imports.tally import Tally
from scdapp.programme.models import Session
from scdapp.releases import service as releases

SIGNED = "Inläsning"


def load(facts: Facts, programmes: Iterable[ProgrammeFile] = (), *, now: datetime) -> Tally:
    """Add what is missing, each thing known again by its id in the file, and say what was new.

    Never changes what stands: an organiser's edit outlives any number of runs, and a second run changes nothing.
    A year that is new and over by `now` is released as it was on its last day.
    """
    tally = Tally()
    editions, fresh = add_editions(facts, tally, now=now)
    people = add_people(facts.people, tally, now=now)
    add_sessions(facts, editions, people, tally, now=now)
    for programme in programmes:
        add_programme(programme, editions[programme.edition], people, tally, now=now)
    for edition in fresh:
        _release_past(edition, tally, now=now)
    return tally


def _release_past(edition: Edition, tally: Tally, *, now: datetime) -> None:
    """The programme of a year that is over, final. A year of which no session is known has no programme."""
    closed = instant(edition.last_day, time(12))
    known = db.session.scalar(select(Session.id).where(Session.edition_id == edition.id).limit(1))
    if closed < now and known is not None:
        releases.release(edition.id, final=True, note="", by=SIGNED, accept_collisions=True, now=closed)
        tally.count("släppta program", new=True)
