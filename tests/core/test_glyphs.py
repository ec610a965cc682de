"""What our fonts can show is left alone; the rest is told by its number."""

import pytest

from scdapp.core import glyphs
from scdapp.core.paper import FONTS


@pytest.mark.parametrize(
    "text", ["Åsa Öberg-Ñandú", "Łukasz Žižek", "Γιώργος Жанна", "à la 5\u00a0% – ”ja”", '{"a": 1}\n']
)
def test_what_people_here_are_called_is_shown_as_it_is(text: str) -> None:
    assert glyphs.shown(text, FONTS) == text


def test_what_no_font_has_is_told() -> None:
    assert glyphs.shown("王 Åsa 😀\u200d\u2003→", FONTS) == "[U+738B] Åsa [U+1F600] [U+2192]"
