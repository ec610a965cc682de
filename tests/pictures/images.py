"""Files to upload, honest and hostile, as bytes."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

RED, BLUE = (220, 20, 20), (20, 20, 220)


def picture(width: int = 1000, height: int = 500, *, kind: str = "JPEG", **given: object) -> bytes:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return encoded(image, kind, **given)


def encoded(image: Image.Image, kind: str, **given: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **given)
    return file.getvalue()


def lying_phone_photo() -> bytes:
    """Taken upright (600 wide, 900 high) by a phone that stores it lying and says so; knows where it was taken."""
    upright = Image.new("RGB", (600, 900), RED)
    upright.paste(BLUE, (0, 450, 600, 900))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "hemligt"
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(upright.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, comment=b"hemligt")


def zip_file() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bild.png", picture(kind="PNG"))
    return file.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that say they unfold into a picture of that size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
GIF = encoded(Image.new("P", (9, 9)), "GIF")
