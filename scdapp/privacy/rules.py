"""How long what is kept, and the days that follow from it. Pure. The purge and the public page read the same lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

# The fiscal year of a conference in the autumn ends at the latest with the next calendar year's summer.
YEARS_OF_ACCOUNTING = 7


@dataclass(frozen=True)
class Term:
    """A time to keep something. `days` after the conference, or after what `words` say; None: until it says itself."""

    name: str
    days: int | None
    words: Any


NEEDS = Term("needs", 14, _("14 dagar efter konferensen, sedan bara antal"))
WAITING = Term("waiting", 30, _("30 dagar efter konferensen"))
ARRIVALS = Term("arrivals", 90, _("90 dagar efter konferensen, sedan bara antal"))
MAILS = Term("mails", 90, _("90 dagar efter att de skickats"))
PEOPLE = Term("people", 730, _("två år efter konferensen"))
MEMBERS = Term("members", 730, _("så länge du är medlem, och två år efter att du har lämnat föreningen"))
SENDERS = Term("senders", 90, _("90 dagar efter årsmötet"))
PRESENCE = Term("presence", 730, _("två år efter årsmötet, sedan bara antal"))
ACCOUNTING = Term(
    "accounting", None, _("till och med det sjunde året efter räkenskapsårets slut (bokföringslagen 7 kap. 2 §)")
)
LOGINS = Term("logins", None, _("tills du loggar ut, som längst 12 timmar"))
LINKS = Term("links", None, _("tills de har använts eller gått ut"))
WATCHES = Term("watches", None, _("tills brevet är skickat, som längst 48 timmar om det inte bekräftas"))
STAFF = Term("staff", None, _("så länge uppdraget varar"))
STAGE = Term("stage", None, _("så länge programmet är en del av föreningens historia"))
MEETINGS = Term("meetings", None, _("så länge föreningen finns: ett justerat protokoll ändras inte"))
SIGNING = Term("signing", None, _("tills protokollet är justerat"))

TERMS = (
    *(NEEDS, WAITING, ARRIVALS, MAILS, PEOPLE, MEMBERS, SENDERS, PRESENCE, ACCOUNTING),
    *(LOGINS, LINKS, WATCHES, STAFF, STAGE, MEETINGS, SIGNING),
)


def ended_before(term: Term, today: date) -> date:
    """The editions whose last day lies before this day have kept what `term` is about for long enough."""
    if term.days is None:
        raise ValueError(f"{term.name} does not count in days from a conference")
    return today - timedelta(days=term.days)


def accounted_before(today: date) -> date:
    """Editions that ended before this day are out of the accounts.

    Kept through the seventh year after the calendar year in which the fiscal year ended (bokföringslagen 7:2). An
    edition of 2024 belongs to a fiscal year that ends in 2024 or 2025, so it is kept through 2032.
    """
    return date(today.year - YEARS_OF_ACCOUNTING - 1, 1, 1)
