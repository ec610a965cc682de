"""What organisers type: a letter's text."""

from scdapp.core.fields import Prose, VersionedForm, Words
from scdapp.outbox.letters import BODY_LIMIT, SUBJECT_LIMIT, Wording


class WordingForm(VersionedForm):
    subject = Words("Ämnesrad", limit=SUBJECT_LIMIT, required=True)
    body = Prose("Text", limit=BODY_LIMIT, required=True, hint="Ren text. En länk ska stå ensam på sin rad.")

    def as_wording(self) -> Wording:
        """What was typed, as a value."""
        return Wording(self.subject.data or "", self.body.data or "")


def wording_form(wording: Wording, version: int, *, saved_only: bool = False) -> WordingForm:
    """The form filled from `wording`, then with what was typed unless `saved_only`."""
    data = {"subject": wording.subject, "body": wording.body, "version": str(version)}
    return WordingForm(formdata=None, data=data) if saved_only else WordingForm(data=data)
