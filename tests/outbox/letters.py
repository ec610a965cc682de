"""Two letters for tests: one plain, one with a secret link."""

from datetime import timedelta

from scdapp.outbox.letters import Letter, Wording
from scdapp.tokens.rules import LinkKind

WELCOME = Letter(
    "welcome",
    "Välkomstbrev",
    sv=Wording("Välkommen {namn}", "Hej {namn}!\n\nVi ses i Kista."),
    en=Wording("Welcome {namn}", "Dear {namn},\n\nSee you in Kista."),
    values={"namn": "deltagarens namn"},
)
TICKET = Letter(
    "ticket",
    "Biljett",
    sv=Wording("Din plats, {namn}", "Hej {namn}!\n\nHär är din anmälan:\n{länk}"),
    en=Wording("Your place, {namn}", "Dear {namn},\n\nHere is your registration:\n{länk}"),
    values={"namn": "deltagarens namn"},
    links={"länk": "dit där deltagaren ser sin anmälan"},
)
# Any page that keeps what it does not know in its address.
PLACE = LinkKind("place", "site.archive", timedelta(days=30), once=False)
