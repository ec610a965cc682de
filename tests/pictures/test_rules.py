"""A picture is never without words and a name."""

import pytest

from scdapp.core.errors import Refusal
from scdapp.pictures.rules import Caption, caption


def test_both_texts_are_cleaned() -> None:
    assert caption(" Kistamässan\x00 i kvällssol ", "Åsa\nBild") == Caption("Kistamässan i kvällssol", "Åsa Bild")


@pytest.mark.parametrize(
    ("alt", "credit", "field", "sentence"),
    [
        (None, "Åsa", "alt", "Beskriv bilden med ord för den som inte ser den."),
        ("  \x07", "Åsa", "alt", "Beskriv bilden med ord för den som inte ser den."),
        ("Hus", "", "credit", "Skriv vem som har tagit bilden."),
        ("H" * 301, "Åsa", "alt", "Texten har 301 tecken. Högst 300 får plats."),
        ("Hus", "Å" * 121, "credit", "Texten har 121 tecken. Högst 120 får plats."),
    ],
)
def test_missing_and_endless_texts_are_refused_beside_their_field(
    alt: str | None, credit: str, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        caption(alt, credit)

    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)
