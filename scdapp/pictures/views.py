"""The pictures' door: bytes that we encoded ourselves, under addresses whose content never changes."""

from flask import Response, request

from scdapp.core.errors import Missing
from scdapp.core.web import EVERYBODY, Door, instance_folder
from scdapp.pictures.files import path_of
from scdapp.pictures.queries import get_picture

door = Door("pictures", __name__, who=EVERYBODY)

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@door.get("/bild/<uid>-<int:width>.jpg")
def show(uid: str, width: int) -> Response:
    picture = get_picture(uid)
    path = path_of(instance_folder("pictures"), picture.uid, width)
    if width not in picture.widths or not path.is_file():
        raise Missing
    response = Response(path.read_bytes(), mimetype="image/jpeg", headers=HEADERS)
    response.set_etag(f"{picture.uid}-{width}")
    response.make_conditional(request)
    return response
