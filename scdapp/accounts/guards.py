"""Who may pass a door. Rights come from the account's row as it is at this request, never from the cookie."""

from scdapp.accounts import current
from scdapp.core.errors import NotAllowed
from scdapp.core.web import Guard


def _guard(name: str, *roles: str) -> Guard:
    """Lets in whoever has one of `roles`, or anybody logged in if none is named."""

    def check() -> None:
        account = current.who()
        if roles and not account.role_names.intersection(roles):
            raise NotAllowed

    return Guard(name, check)


STAFF = _guard("staff")
ORGANISERS = _guard("organisers", "organiser", "administrator")
BOARD = _guard("board", "board", "administrator")
CHECKIN = _guard("checkin", "checkin", "organiser", "administrator")
ADMINISTRATORS = _guard("administrators", "administrator")
