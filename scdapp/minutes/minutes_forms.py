"""What is filled in about minutes, by the board and by those who attest."""

from typing import Any

from flask_babel import lazy_gettext
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField

from scdapp.accounts.rules import ADDRESS_LENGTH
from scdapp.core.fields import Choice, Form, Prose, Required, VersionedForm, Words
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import BODY_LIMIT, HEADING_LIMIT
from scdapp.meetings.document_service import LIMIT, Upload
from scdapp.minutes import vocabulary as words
from scdapp.minutes.addendum_service import TEXT_LIMIT
from scdapp.minutes.service import REMARK_LIMIT


class Button(Form):
    """Only a button, with the token that proves where it was pressed."""


class ParagraphForm(VersionedForm):
    heading = Words("Rubrik", limit=HEADING_LIMIT, required=True)
    body = Prose("Text före besluten", limit=BODY_LIMIT, hint="Tom rad ger nytt stycke. Att-satserna ändras inte här.")


class AddressForm(Form):
    """Where one officer is asked."""

    email = Words("E-postadress", limit=ADDRESS_LENGTH, required=True)


class ReasonForm(Form):
    text = Prose("Varför?", limit=REMARK_LIMIT, required=True)


class SignForm(Form):
    """The hash of the text that was read stands in the form: another text is not signed by it."""

    sha256 = HiddenField()


class PageFile(FileField):
    """A scanned page. `data` is an upload, or None."""

    data: Upload | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)
        self.data = Upload(file.filename or "", file.mimetype, file.read(LIMIT + 1)) if file else None


class ComparedFile(FileField):
    """A file that is looked at and not kept. `data` is its bytes, or None."""

    data: bytes | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)
        self.data = file.read() if file else None


class PaperForm(Form):
    officer = Choice("Vem skrev under?", empty="Välj")
    document = PageFile("Den undertecknade sidan", validators=[Required()], description="PDF eller bild, högst 20 MB.")
    sha256 = HiddenField()

    def offer(self, officers: list[Officer]) -> None:
        """Those who have not signed."""
        self.officer.offer([(one.uid, one.name) for one in officers])


class AddendumForm(VersionedForm):
    kind = Choice("Vad är det?")
    decision = Choice("Gäller", empty="Protokollet som helhet")
    text = Prose("Text", limit=TEXT_LIMIT, required=True, hint="Skriv vad som stod, och vad som ska gälla.")

    def offer(self, decisions: list[Decision]) -> None:
        """The paragraphs that it may be about."""
        self.kind.offer([(key, label.capitalize()) for key, label in words.ADDENDUM_KINDS.items()])
        self.decision.offer([(one.uid, f"§ {one.paragraph_no} {one.heading}") for one in decisions])


class AddendumTextForm(VersionedForm):
    text = Prose("Text", limit=TEXT_LIMIT, required=True)


class ReturnForm(Form):
    """An attester does not sign and says why."""

    text = Prose(lazy_gettext("Vad är fel?"), limit=REMARK_LIMIT, required=True)


class FileForm(Form):
    """A file to compare with what is kept. `data` is its bytes."""

    file = ComparedFile(lazy_gettext("Protokollet som PDF eller JSON"), validators=[Required()])
