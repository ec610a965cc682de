"""What the board writes when a meeting is called off."""

import uuid

from wtforms import HiddenField

from scdapp.core.fields import Prose, VersionedForm
from scdapp.meetings.cancel_rules import REASON_LIMIT


class CancelForm(VersionedForm):
    reason = Prose(
        "Varför mötet ställs in",
        limit=REASON_LIMIT,
        required=True,
        hint="Står på mötets sida för alla, i kalendrarna och i brevet till dem som fick kallelsen.",
    )
    # Made with the form, so that the same page sent twice is one letter; and how many it told of.
    batch = HiddenField("")
    expected = HiddenField("")

    @property
    def key(self) -> str:
        """The id that was made with the form; another one if somebody has changed it."""
        try:
            return str(uuid.UUID(self.batch.data or ""))
        except ValueError:
            return str(uuid.uuid4())

    @property
    def seen(self) -> int:
        """How many the page told of."""
        typed = self.expected.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else -1
