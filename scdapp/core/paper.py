"""Documents on paper: PDF with typst from a template and data, tagged for those who hear it, in fonts of our own.

Data goes in as JSON and comes out as text: nothing that somebody typed is ever read as a template.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from scdapp.core import glyphs
from scdapp.core.web import PACKAGE

# A font that is missing is replaced without a word, so none of the computer's own are used.
FONTS = PACKAGE / "fonts"


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The document that `template` makes of `data`: PDF/UA-1, with structure, title and language.

    `at` is when it says that it was made: then the same data gives the same bytes, whenever that is. A character that
    no font has (an emoji, a name in another script) is told by its number.
    """
    told = json.dumps(data, ensure_ascii=False)
    try:
        return _made(template, told, at)
    except typst.TypstError:
        showable = glyphs.shown(told, FONTS)
        if showable == told:
            raise
        return _made(template, showable, at)


def _made(template: Path, told: str, at: datetime | None) -> bytes:
    made: bytes = typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": told},
        pdf_standards=["ua-1"],
        timestamp=at.astimezone(UTC) if at else None,
    )
    return made
