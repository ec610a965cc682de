"""From an uploaded file to JPEG files of our own: nothing of what was uploaded is kept but the pixels. Pure.

What a file is called and claims to be is never asked; it is what its content decodes as. The header tells the size
before anything is decoded, so a small file that unfolds into a huge picture is refused while it is still small. One
picture is decoded at a time in a process, which bounds the memory: the hungriest, a WebP of 40 megapixels, took 0.7 GB
for three seconds, a JPEG of that size 0.3 GB.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from scdapp.core.errors import Refusal
from scdapp.pictures.sizes import MAX_BYTES, MAX_PIXELS, WIDTHS, widths_for

FORMATS = ("JPEG", "PNG", "WEBP")
FIELD = "picture"
ORIENTATION = 0x0112
# How to turn the picture for each value of the EXIF tag Orientation (Exif 2.32, 4.6.4 A); 1 is upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = frozenset({5, 6, 7, 8})
_one_at_a_time = threading.Lock()


class Unreadable(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Filen är ingen bild som vi kan läsa. Välj en bild i formatet JPEG, PNG eller WebP.", field=FIELD
        )


class TooLarge(Refusal):
    pass


@dataclass(frozen=True)
class Rendered:
    """A picture made ready: its upright size as uploaded, and a JPEG file for each width."""

    width: int
    height: int
    files: Mapping[int, bytes]


def rendered(data: bytes) -> Rendered:
    """The picture in `data`, upright, without metadata, in all its widths.

    Takes long: call it before the transaction. Refuses with a sentence what is too large in bytes or pixels
    (`TooLarge`) and what is no whole JPEG, PNG or WebP (`Unreadable`).
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"Filen är för stor. Högst {MAX_BYTES // 1024**2} MB går bra: minska bilden.", field=FIELD)
    with _one_at_a_time:
        try:
            return _rendered(data)
        except Refusal:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels() from None
        except Exception:  # decoders fed with broken bytes raise all sorts of things
            raise Unreadable from None


def _too_many_pixels() -> TooLarge:
    return TooLarge(
        f"Bilden har för många bildpunkter. Högst {MAX_PIXELS // 1_000_000} megapixel går bra: minska bilden.",
        field=FIELD,
    )


def _rendered(data: bytes) -> Rendered:
    image: Image.Image = Image.open(BytesIO(data), formats=FORMATS)  # reads the header only
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    turn = _orientation(image)
    width, height = (image.height, image.width) if turn in LYING else image.size
    pixels = _upright(image, turn, width, height)
    return Rendered(width, height, {size: _jpeg(pixels, size) for size in widths_for(width)})


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # broken metadata do not make a picture unreadable
        return 1


def _upright(image: Image.Image, turn: int, width: int, height: int) -> Image.Image:
    """The pixels as RGB on white, upright, at most as wide as the widest file."""
    scale = min(1.0, WIDTHS[-1] / width)
    wanted = (round(width * scale) or 1, round(height * scale) or 1)
    lying = wanted[::-1] if turn in LYING else wanted
    image.draft("RGB", lying)  # lets the JPEG decoder leave out what is not needed
    image.load()
    has_alpha = image.has_transparency_data
    mode = "RGBA" if has_alpha else "RGB"
    image = image if image.mode == mode else image.convert(mode)  # converting to the same mode would copy it
    image = image.resize(lying, Image.Resampling.LANCZOS, reducing_gap=3)
    flat = Image.new("RGB", lying, "white")
    flat.paste(image, mask=image if has_alpha else None)
    return flat.transpose(UPRIGHT[turn]) if turn in UPRIGHT else flat


def _jpeg(pixels: Image.Image, width: int) -> bytes:
    height = round(pixels.height * width / pixels.width) or 1
    file = BytesIO()
    sized = pixels if width == pixels.width else pixels.resize((width, height), Image.Resampling.LANCZOS)
    sized.save(file, "JPEG", quality=82, progressive=True, optimize=True)
    return file.getvalue()
