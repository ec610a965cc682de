"""What is typed at the door, and what a device sends of what it did."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from wtforms import HiddenField

from scdapp.core.errors import Refusal
from scdapp.core.fields import Form, Words

LONGEST_CODE = 200
MOST_AT_ONCE = 200


class DoorForm(Form):
    """A code, or words of a name. `uid` is made with the form, so that the form sent twice counts once."""

    typed = Words("Kod eller namn", limit=LONGEST_CODE, required=True)
    uid = HiddenField()


@dataclass(frozen=True)
class Deed:
    """Something that a device did: let in whoever has `code`, or (without code) took back what it did as `uid`."""

    uid: str
    code: str | None
    at: datetime


def as_uid(typed: object) -> str:
    """An id as a device makes it. Refuses anything else."""
    try:
        return str(UUID(str(typed)))
    except ValueError:
        raise Refusal("Sidan är för gammal. Ladda om den.") from None


def as_deeds(sent: object) -> list[Deed]:
    """What a device sent, as JSON made it. Refuses what no page of ours sends."""
    rows = sent.get("deeds") if isinstance(sent, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE or not all(isinstance(row, dict) for row in rows):
        raise Refusal("Sidan är för gammal. Ladda om den.")
    return [_deed(row) for row in rows]


def _deed(row: dict[str, object]) -> Deed:
    code, at = row.get("code"), row.get("at")
    if not isinstance(at, int) or not 0 < at < 2**43 or not isinstance(code, str | None) or len(code or "") > 16:
        raise Refusal("Sidan är för gammal. Ladda om den.")
    return Deed(as_uid(row.get("uid")), code, datetime.fromtimestamp(at / 1000, UTC))
