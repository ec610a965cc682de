"""A document as an answer: always a file to save, never a page of ours."""

from flask import Response

from scdapp.meetings.models import Document


def as_download(document: Document) -> Response:
    """The file, under a name made of its number and its ending."""
    ending = "".join(c for c in document.file_name.rpartition(".")[2].lower() if c.isascii() and c.isalnum())[:8]
    name = f"bilaga-{document.number}.{ending or 'bin'}"
    response = Response(document.content, mimetype=document.mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.set_etag(document.sha256)
    return response
