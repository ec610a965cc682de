"""Verbs of privacy: take a person out, and the purge that empties by itself what has been kept for long enough."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scdapp.admission import watch_service as watches
from scdapp.checkin import queries as arrivals
from scdapp.checkin import service as checkin
from scdapp.core.walltime import ZONE
from scdapp.decisions import hall_service as hall
from scdapp.decisions import queries as decisions
from scdapp.guests import service as guests
from scdapp.meetings import motion_service as motions
from scdapp.meetings import queries as meetings
from scdapp.members import queries as member_queries
from scdapp.members import service as members
from scdapp.needs import queries as need_queries
from scdapp.needs import service as needs
from scdapp.outbox import queries as mails
from scdapp.outbox import service as outbox
from scdapp.privacy import rules
from scdapp.registration import erasure_service
from scdapp.tokens import service as tokens

ENDED_STATES = ("waiting", "offered", "cancelled")


@dataclass(frozen=True)
class Swept:
    """How many of a kind were emptied, or would be."""

    name: str
    number: int


@dataclass(frozen=True)
class _Sweep:
    name: str
    count: Callable[[datetime], int]
    run: Callable[[datetime], int]


def erase(email: str, *, now: datetime) -> int:
    """Take everything about the address out at once, but for what the accounts need; how many rows it concerned.

    Seats to come are given up by the edition's rules. What annual meetings were asked and decided stays, with the names
    in it. All log-ins and links of the address end.
    """
    number = erasure_service.erase_person(email, now=now)
    tokens.forget(email)
    guests.forget(email)
    watches.forget(email)
    number += motions.forget_sender(email) + hall.forget_person(email, now=now)
    return number + members.forget(email)


def due(now: datetime) -> list[Swept]:
    """What `purge` would do now: a dry run."""
    return [Swept(sweep.name, sweep.count(now)) for sweep in _SWEEPS]


def purge(now: datetime) -> list[Swept]:
    """Empty what has been kept for as long as `rules` say. Done again it does nothing."""
    return [Swept(sweep.name, sweep.run(now)) for sweep in _SWEEPS]


def _ended(term: rules.Term, now: datetime) -> date:
    return rules.ended_before(term, now.astimezone(ZONE).date())


_SWEEPS = (
    _Sweep(
        "mat och tillgänglighet",
        lambda now: sum(map(need_queries.count_held, need_queries.due(now))),
        lambda now: sum(needs.purge(edition_id, now=now) for edition_id in need_queries.due(now)),
    ),
    _Sweep(
        "platser som aldrig blev av",
        lambda now: erasure_service.count_ended(before=_ended(rules.WAITING, now), states=ENDED_STATES),
        lambda now: erasure_service.scrub_ended(before=_ended(rules.WAITING, now), states=ENDED_STATES, now=now),
    ),
    _Sweep(
        "incheckningar",
        lambda now: arrivals.count_ended(_ended(rules.ARRIVALS, now)),
        lambda now: checkin.purge(before=_ended(rules.ARRIVALS, now)),
    ),
    _Sweep(
        "deltagare",
        lambda now: erasure_service.count_ended(before=_ended(rules.PEOPLE, now), states=("confirmed",)),
        lambda now: erasure_service.scrub_ended(before=_ended(rules.PEOPLE, now), states=("confirmed",), now=now),
    ),
    _Sweep(
        "de som anmälde",
        lambda now: erasure_service.count_ended_bookings(before=_ended(rules.PEOPLE, now)),
        lambda now: erasure_service.scrub_ended_bookings(before=_ended(rules.PEOPLE, now)),
    ),
    _Sweep(
        "fakturauppgifter",
        lambda now: erasure_service.count_booking_invoices(before=rules.accounted_before(now.date())),
        lambda now: erasure_service.delete_booking_invoices(before=rules.accounted_before(now.date())),
    ),
    _Sweep(
        "medlemmar som har lämnat",
        lambda now: member_queries.count_left(_ended(rules.MEMBERS, now)),
        lambda now: members.purge(before=_ended(rules.MEMBERS, now)),
    ),
    _Sweep(
        "adresser till dem som skrev motioner",
        lambda now: len(meetings.senders_before(_ended(rules.SENDERS, now))),
        lambda now: motions.purge_senders(before=_ended(rules.SENDERS, now)),
    ),
    _Sweep(
        "närvaro vid årsmöten",
        lambda now: len(decisions.named_before(_ended(rules.PRESENCE, now))),
        lambda now: hall.purge(before=_ended(rules.PRESENCE, now)),
    ),
    _Sweep(
        "brev",
        lambda now: mails.count_before(now - timedelta(days=rules.MAILS.days or 0)),
        lambda now: outbox.purge(before=now - timedelta(days=rules.MAILS.days or 0)),
    ),
)
