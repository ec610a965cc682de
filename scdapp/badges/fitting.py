"""How large a name can stand on its badge: measured here, for typesetting each size to see takes ten times longer."""

import re
from functools import cache

from PIL import ImageFont

from scdapp.badges.rules import Sheet
from scdapp.core.paper import FONTS

POINTS = 72 / 25.4
# Of one em: the height of a line of the font, and how much narrower than the room a line is let be.
LINE, ROOM = 1.362, 0.98
_EM = 200
_PIECE = re.compile(r"\S+?-(?=\S)|\S+")


def size_of(name: str, sheet: Sheet) -> int:
    """The largest of the sheet's sizes, in points, at which the name has room and none of its words is broken."""
    wide, high = (sheet.width - 2 * sheet.pad) * POINTS * ROOM, sheet.name * POINTS
    for size in sheet.sizes:
        lines = _lines(name, wide / size)
        if lines and lines * LINE * size <= high:
            return size
    return sheet.sizes[-1]


def _lines(name: str, wide: float) -> int | None:
    """How many lines the name takes when a line is so many em; None if a word is longer than that."""
    lines, used, end = 1, 0.0, 0
    for piece in _PIECE.finditer(name):
        length = _length(piece[0])
        gap = _length(" ") if piece.start() > end and used else 0.0
        end = piece.end()
        if length > wide:
            return None
        if used + gap + length > wide:
            lines, used = lines + 1, length
        else:
            used += gap + length
    return lines


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSerif-Bold.ttf", _EM)


def _length(text: str) -> float:
    return _font().getlength(text) / _EM
