"""Personal numbers, which nobody needs to run a conference: found in what people type, so that none is kept. Pure.

Duty: the Swedish rule is not to register one because it may be good to have (GDPR, IMY).
"""

import re
from datetime import date

from flask_babel import lazy_gettext
from stdnum import luhn

from scdapp.core.errors import Refusal

UNWANTED = lazy_gettext(
    "Här står något som ser ut som ett personnummer. Vi behöver inga personnummer och vill inte spara dem. Ta bort det."
)
# A century or none, the date, perhaps a mark, and four more; and no further digits around.
_NUMBER = re.compile(
    r"(?<![0-9])(18|19|20)?([0-9]{2})([0-9]{2})([0-9]{2})([-+\u2010\u2011\u2013\u2212 \u00a0]?)([0-9]{4})(?![0-9])"
)
# A coordination number has sixty added to its day.
_COORDINATION = 60


def contains(text: str) -> bool:
    """Whether `text` holds a Swedish personal or coordination number: a date that exists and the right check digit.

    Organisation numbers are none (their month would be 20 or more). Ten digits in a row that begin with 0 are read
    as a telephone number.
    """
    return any(_is_one(match) for match in _NUMBER.finditer(text))


def ensure_none(text: str | None, field: str | None = None) -> None:
    """Refuses, beside `field`, a text that holds a personal number."""
    if text and contains(text):
        raise Refusal(str(UNWANTED), field=field)


def _is_one(match: re.Match[str]) -> bool:
    century, year, month, day, mark, last = match.groups()
    if not century and not mark and year.startswith("0"):
        return False
    number_of_day = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    centuries = [century] if century else ["19", "20"]
    exists = any(_exists(int(one + year), int(month), number_of_day) for one in centuries)
    return exists and bool(luhn.is_valid(year + month + day + last))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
