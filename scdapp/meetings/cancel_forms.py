"""What the board writes when a meeting is called off."""

from scdapp.core.fields import Prose, VersionedForm
from scdapp.meetings.cancel_rules import REASON_LIMIT
from scdapp.meetings.letter_forms import LetterToMany


class CancelForm(LetterToMany, VersionedForm):
    reason = Prose(
        "Varför mötet ställs in",
        limit=REASON_LIMIT,
        required=True,
        hint="Står på mötets sida för alla, i kalendrarna och i brevet till dem som fick kallelsen.",
    )
