"""Verbs on what people need: said by the person only, taken back at once, read with a trace, and gone in time."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import delete, select, update

from scdapp.core.db import db, locked
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.needs import queries, rules
from scdapp.needs.models import NeedCount, Needs
from scdapp.needs.rules import Wish
from scdapp.registration import history
from scdapp.registration.holder_queries import holders
from scdapp.registration.models import Consent, Participant
from scdapp.registration.rules import Actor
from scdapp.registration.signals import holder_erased, seat_ended, seat_transferred

SEATED = ("confirmed", "offered")


def tell(participant_id: int, share_id: int | None, wish: Wish, *, consents: bool, now: datetime) -> None:
    """Let the person say what they need; an empty wish takes back what was said.

    Refuses what `rules.checked` refuses and what is said after the conference; raises `Missing` without a seat.
    Nothing is written into the history: that somebody needs something is theirs to tell.
    """
    seat = locked(Participant, participant_id)
    if seat.state not in SEATED:
        raise Missing
    rules.ensure_not_over(seat.booking.edition.last_day, now)
    said = rules.checked(wish, consents=consents)
    if said.says_nothing:
        withdraw(participant_id, share_id, now=now)
        return
    row = queries.find_needs(participant_id, share_id) or Needs(participant_id=participant_id, share_id=share_id)
    _write_consent(row, now)
    row.content, row.changed_at = rules.dumped(said), now
    db.session.add(row)
    db.session.flush()


def withdraw(participant_id: int, share_id: int | None, *, now: datetime) -> None:
    """Take the consent back: what was said is erased at once. Nothing said, nothing done."""
    locked(Participant, participant_id)
    row = queries.find_needs(participant_id, share_id)
    if row is None:
        return
    if share_id is None:
        _end_consent(participant_id, now)
    db.session.delete(row)
    db.session.flush()


def read_by(edition_id: int, actor: Actor, *, now: datetime) -> queries.Told:
    """What each has said, for the one who arranges it. That it was read, by whom and when, is written down for each,
    never what it says."""
    said = queries.told(edition_id, holders(edition_id))
    ids = {one.participant_id for one, _wish in said}
    for seat in db.session.scalars(select(Participant).where(Participant.id.in_(ids)).order_by(Participant.id)):
        history.record(seat.booking, "needs-read", actor=actor, now=now, participant=seat)
    db.session.flush()
    return said


def purge(edition_id: int, *, now: datetime) -> int:
    """Make counts for each day of what persons said, and erase it; how many persons' it was. Done twice, it is done
    once."""
    edition = db.session.get_one(Edition, edition_id)
    counted = _counted(edition)
    if not queries.count_held(edition_id):
        return 0
    standing = {(one.date, one.option): one for one in queries.counts(edition_id)}
    for (on, option), number in counted.items():
        row = standing.get((on, option))
        if row is None:
            db.session.add(NeedCount(edition_id=edition_id, date=on, option=option, number=number))
        else:
            row.number += number
    of_year = select(Participant.id).where(Participant.edition_id == edition_id)
    gone = db.session.scalars(delete(Needs).where(Needs.participant_id.in_(of_year)).returning(Needs.id)).all()
    ending = update(Consent).where(Consent.participant_id.in_(of_year), Consent.text == "needs")
    db.session.execute(ending.where(Consent.withdrawn_at.is_(None)).values(withdrawn_at=now))
    db.session.flush()
    return len(gone)


def _counted(edition: Edition) -> Counter[tuple[date, str]]:
    said = queries.told(edition.id, holders(edition.id))
    return Counter((on, option) for one, wish in said for on in one.days for option in wish.options)


def _write_consent(row: Needs, now: datetime) -> None:
    """The consent holds for as long as its text stays the same; for a day of a seat it stands in the row itself."""
    if row.consent_version == rules.CONSENT_VERSION:
        return
    row.consent_version, row.consent_at = rules.CONSENT_VERSION, now
    if row.share_id is None:
        _end_consent(row.participant_id, now)
        given = Consent(participant_id=row.participant_id, text="needs", version=rules.CONSENT_VERSION, given_at=now)
        db.session.add(given)


def _end_consent(participant_id: int, now: datetime) -> None:
    standing = update(Consent).where(Consent.participant_id == participant_id, Consent.text == "needs")
    db.session.execute(standing.where(Consent.withdrawn_at.is_(None)).values(withdrawn_at=now))


@seat_transferred.connect
def _another_has_it(seat: Participant, *, now: datetime) -> None:
    """What the one before needed is not for the one who comes."""
    withdraw(seat.id, None, now=now)


@seat_ended.connect
@holder_erased.connect
def _nobody_comes(seat: Participant, *, now: datetime) -> None:
    """Whoever had the seat, and those who had a day of it, need nothing here any more."""
    _end_consent(seat.id, now)
    db.session.execute(delete(Needs).where(Needs.participant_id == seat.id))
