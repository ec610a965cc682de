"""Figures as SVG: pygal draws, and what it adds beside (scripts, styles, tooltips) is taken out again. Pure.

The file needs nothing from anywhere: colours and fonts are the site's own tokens, written into it, so it follows light
and dark by itself. Its one style element is let through by its hash, which the answer's policy names.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pygal
from pygal.etree import etree
from pygal.style import Style

from scdapp.figures.figure import Figure

# Else pygal takes lxml wherever it happens to be installed, whose elements do not go with those of the library's.
etree.to_etree()

# pygal looks at each import of the process, for maps that we have not, in a way that Python warns of.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

TOKENS = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
LOOK = TOKENS.with_name("drawing.css")
SVG = "{http://www.w3.org/2000/svg}"
NOTHING = "–"
# Between a row's name and its numbers: wide, and kept, unlike spaces.
GAP = "\u2003"


@dataclass(frozen=True)
class Size:
    """In pixels: how wide, how high lines are, and how many letters a row's name may have."""

    width: int
    height: int
    letters: int


# On a phone and beside text; each is drawn for its own width, so letters are as large as on the page around them.
SIZES = {"smal": Size(320, 260, 14), "bred": Size(720, 340, 40)}
LETTER, BAR, FRAME = 14, 28, 24


@dataclass(frozen=True)
class Drawing:
    """An image, and the policy under which nothing of it is refused and nothing else is let in."""

    content: bytes
    policy: str


def draw(figure: Figure, size: Size, *, hue: int) -> Drawing:
    """The figure as an image of that size in the year's colour."""
    chart = _lines(figure, size) if figure.places else _bars(figure, size)
    style = _style(hue)
    chart.add_xml_filter(lambda root: _clean(root, figure, style))
    content = chart.render(disable_xml_declaration=True).encode()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Drawing(content, f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'")


def measures(figure: Figure, size: Size) -> tuple[int, int]:
    """How wide and how high the image will be, so that a page can keep room for it."""
    inner = size.height if figure.places else BAR * len(figure.rows) + FRAME
    return size.width, inner + _legend(figure, size)


def ticks(most: int) -> list[int]:
    """Round numbers from nothing to at least `most`, four steps at most."""
    step, sizes = 1, (2, 2.5, 2)
    while step * 4 < most:
        step = next(whole for factor in _factors(sizes, step) if (whole := int(factor)) > step)
    return [step * n for n in range(-(-most // step) + 1)] if most else [0, 1]


def _factors(sizes: tuple[float, ...], step: int) -> list[float]:
    """What may come after `step` in 1, 2, 5, 10, 20, 50 …"""
    first = int(str(step)[0])
    return [step * sizes[{1: 0, 2: 1, 5: 2}[first]]]


def _settings(figure: Figure, size: Size) -> dict[str, Any]:
    """What all charts share. The style is only what pygal measures with; how it looks is in our own stylesheet."""
    measured = Style(**{f"{part}_font_size": LETTER for part in ("label", "major_label", "value", "legend")})
    return {
        "width": size.width,
        "height": measures(figure, size)[1],
        "style": measured,
        "js": (),
        "no_prefix": True,
        "show_legend": len(figure.series) > 1,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": len(figure.series) if size.width > SIZES["smal"].width else 1,
        "legend_box_size": LETTER,
        "truncate_legend": -1,
        "margin": 2,
        "value_formatter": _number,
    }


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}"


def _days_left(place: float) -> str:
    return f"{-place:.0f} dagar" if place else "0"


def _lines(figure: Figure, size: Size) -> Any:
    """Each series a line along the places, which fall from left to right: so many days are left."""
    chart = pygal.XY(
        **_settings(figure, size),
        show_dots=False,
        truncate_label=-1,
        show_x_guides=False,
        show_y_guides=True,
        range=(0, ticks(figure.most)[-1]),
        xrange=(-max(figure.places), -min(figure.places)),
        x_value_formatter=_days_left,
    )
    chart.y_labels = ticks(figure.most)
    marks = ticks(max(figure.places))
    chart.x_labels = [-mark for mark in reversed(marks) if min(figure.places) <= mark <= max(figure.places)]
    for one in figure.series:
        points = [(-place, value) for place, value in zip(figure.places, one.values, strict=True) if value is not None]
        chart.add(one.name, points)
    return chart


def _bars(figure: Figure, size: Size) -> Any:
    """Each row a bar, from the top downwards, the series one after the other along it."""
    chart = pygal.HorizontalStackedBar(
        **_settings(figure, size),
        truncate_label=-1,
        show_x_labels=False,
        range=(0, max(figure.most, 1)),
        spacing=4,
    )
    chart.x_labels = [
        f"{_short(row, size.letters)}{GAP}{figure.mark(n)}" for n, row in reversed(list(enumerate(figure.rows)))
    ]
    for one in figure.series:
        chart.add(one.name, [value or None for value in reversed(one.values)])
    return chart


def _short(text: str, letters: int) -> str:
    """Its beginning and its end: names that begin alike are told from each other."""
    if len(text) <= letters:
        return text
    end = letters * 2 // 5
    return f"{text[: letters - end - 1].rstrip()}…{text[-end:].lstrip()}"


def _legend(figure: Figure, size: Size) -> int:
    lines = len(figure.series) if size is SIZES["smal"] else 1
    return (LETTER + 8) * lines if len(figure.series) > 1 else 0


def _clean(root: Tree.Element, figure: Figure, style: str) -> Tree.Element:
    """Ours only: no scripts, no styles of pygal's, nothing that is for a mouse; our title, description and looks."""
    _prune(root, lambda node: node.tag in (f"{SVG}defs", "defs") or not isinstance(node.tag, str) or _for_mouse(node))
    for node in root.iter():
        for name in ("style", "id"):
            node.attrib.pop(name, None)
    for old in [node for node in root if node.tag in ("title", f"{SVG}title")]:
        root.remove(old)
    for place, (tag, text) in enumerate((("title", figure.title), ("desc", figure.finding), ("style", style))):
        node = Tree.Element(tag)
        node.text = text
        root.insert(place, node)
    root.set("role", "img")
    root.set("width", root.get("viewBox", "").split()[2])
    root.set("height", root.get("viewBox", "").split()[3])
    _dress(root, figure)
    return root


def _for_mouse(node: Tree.Element) -> bool:
    kind = node.get("class", "")
    return "tooltip-overlay" in kind or (node.tag.endswith("desc") and kind in ("x centered", "y centered"))


def _prune(node: Tree.Element, unwanted: Callable[[Tree.Element], bool]) -> None:
    for child in list(node):
        if unwanted(child):
            node.remove(child)
        else:
            _prune(child, unwanted)


def _dress(root: Tree.Element, figure: Figure) -> None:
    """Name the looks of the series where pygal numbers them."""
    for node in root.iter():
        kind = node.get("class", "")
        if found := re.search(r"\b(?:color|activate-serie)-(\d+)|^activate-serie-(\d+)", kind):
            number = int(found[1] or found[2])
            node.set("class", f"{kind} {figure.series[number].look}")


@lru_cache(maxsize=128)
def _style(hue: int) -> str:
    plain = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8") + LOOK.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", f"{plain}:root{{--edition-hue:{hue}}}").strip()
