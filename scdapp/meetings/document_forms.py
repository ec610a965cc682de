"""What the board fills in about a numbered document."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from scdapp.core.fields import Choice, Form, Words
from scdapp.meetings import vocabulary as words
from scdapp.meetings.document_service import LIMIT, Upload

# What is served is told by the name's ending and by nothing else; all other files are bytes.
TYPES = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
}


class DocumentFile(FileField):
    """`data` is the file as it came, cut just above the limit so that the domain can refuse it, or None."""

    data: Upload | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        self.data = None
        if file is not None:
            name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
            mime = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
            self.data = Upload(name, mime, file.read(LIMIT + 1))
            file.close()


class ShownForm(Form):
    visibility = Choice("Vem får se bilagan")
    accessible = Choice("Kan alla läsa den", hint="Ja: rubriker, alternativtexter och rätt läsordning finns.")

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.visibility.offer(list(words.VISIBILITIES.items()))
        self.accessible.offer(list(words.ACCESSIBLE.items()))


class DocumentForm(Form):
    file = DocumentFile("Fil", description="Helst PDF. Högst 20 MB.")
    title = Words("Vad bilagan heter", limit=200, required=True)
    kind = Choice("Sort")
    visibility = Choice("Vem får se bilagan")
    item = Choice("Punkt på dagordningen", empty="ingen")

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.kind.offer(list(words.DOCUMENT_KINDS.items()))
        self.visibility.offer(list(words.VISIBILITIES.items()))
