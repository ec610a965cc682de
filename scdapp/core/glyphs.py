"""Which characters our fonts can show, and what stands for the others. Pure but for reading the fonts."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# The character map of a font for the letters of all usual scripts (OpenType, cmap format 4).
_FORMAT = 4


def shown(text: str, folder: Path) -> str:
    """`text` with "[U+1F600]" for each character that one of the fonts in `folder` lacks: told, not dropped in silence.

    Blanks become ordinary ones, and what has no look of its own (joiners, marks of direction) goes.
    """
    known = _known(folder)
    return "".join(one if one <= " " or ord(one) in known else _instead(one) for one in text)


def _instead(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Zs":
        return " "
    return "" if kind == "Cf" else f"[U+{ord(character):04X}]"


@cache
def _known(folder: Path) -> frozenset[int]:
    """What every font has: then no mark is parted from the letter it belongs to."""
    return frozenset.intersection(*(frozenset(_characters(one.read_bytes())) for one in folder.glob("*.ttf")))


def _characters(font: bytes) -> Iterator[int]:
    at = _table(font, b"cmap")
    (offset,) = struct.unpack_from(">I", font, at + 8)
    at += offset
    kind, _length, _language, twice = struct.unpack_from(">4H", font, at)
    if kind != _FORMAT:
        raise ValueError(f"a character map of format {kind} is not read")
    ends, starts = at + 14, at + 16 + twice
    for n in range(0, twice, 2):
        first, last = _word(font, starts + n), _word(font, ends + n)
        delta, place = _word(font, starts + twice + n), starts + 2 * twice + n
        jump = _word(font, place)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = _word(font, place + jump + 2 * (code - first)) if jump else code + delta
            if glyph & 0xFFFF:
                yield code


def _table(font: bytes, wanted: bytes) -> int:
    for n in range(_word(font, 4)):
        tag, _sum, offset, _length = struct.unpack_from(">4s3I", font, 12 + 16 * n)
        if tag == wanted:
            return int(offset)
    raise ValueError("the font has no character map")


def _word(font: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", font, at)[0])
