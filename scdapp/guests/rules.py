"""How long a link and a log-in last, and how often somebody may ask for one. Pure."""

from datetime import timedelta

from scdapp.accounts import rules as accounts
from scdapp.core.secret import fingerprint

LINK_LIFETIME = timedelta(minutes=10)
LINK_MINUTES = LINK_LIFETIME // timedelta(minutes=1)
LOGIN_LIFETIME = timedelta(hours=12)
# Within the window that staff's tries are counted in. A whole municipality, and everybody in the hall, is one network.
LINKS_PER_ADDRESS = 5
LINKS_PER_NETWORK = 200


def address_subject(email: str) -> str:
    """What requests for one address are counted under; tries of staff with the same address are others."""
    return fingerprint(f"guest:{accounts.address_subject(email)}")


def network_subject(network: str) -> str:
    """What requests from one network are counted under."""
    return fingerprint(f"guest:{accounts.network_subject(network)}")
