"""References on invoices: without labels, and held against how the payer's look."""

import pytest

from scdapp.organisations import references


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("  123456789 ", "123456789"), ("Ref: FM1234", "FM1234"), ("Er referens: 123 456", "123 456")),
        *(("er ref. 12", "12"), ("Beställarreferens 12345", "12345"), ("Ordernr: 77", "77"), ("REF=9", "9")),
        *(("Referensgruppen", "Referensgruppen"), ("Ordförandens stab", "Ordförandens stab"), ("", None), (None, None)),
    ],
)
def test_only_the_reference_is_kept(typed: str | None, kept: str | None) -> None:
    assert references.trimmed(typed) == kept


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("9 siffror", ["123456789"], ["12345678", "1234567890", "12345678a", "123 456 789"]),
        ("4-6 siffror", ["1234", "123456"], ["123", "1234567"]),
        ("FM####", ["FM1234", "fm1234"], ["FM123", "FM12345", "AB1234", "FM 1234"]),
        ("@@.#(1)", ["åö.3(1)"], ["åö-3(1)", "å1.3(1)"]),
        ("9 siffror eller FM####", ["123456789", "FM1234"], ["123456789FM1234", "FM"]),
    ],
)
def test_a_pattern_is_written_as_people_would(pattern: str, fitting: list[str], others: list[str]) -> None:
    references.ensure_pattern(pattern)
    assert [one for one in [*fitting, *others] if references.fits(one, pattern)] == fitting


@pytest.mark.parametrize("pattern", ["siffror", "valfritt", "9 siffror eller annat", "6-4 siffror"])
def test_a_pattern_that_says_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"^Skriv"):
        references.ensure_pattern(pattern)


def test_a_pattern_is_explained() -> None:
    assert references.in_words("FM####") == "FM#### (# är en siffra)"
    assert references.in_words("9 siffror eller @@#") == "9 siffror eller @@# (# är en siffra, @ är en bokstav)"
    assert references.in_words("9 siffror") == "9 siffror"


@pytest.mark.parametrize(
    ("reference", "shape"),
    [
        *(("123456789", "9 siffror"), ("FM1234", "FM####"), ("K-123/45", "K-###/##"), ("12", None)),
        *(("Anna Andersson", None), ("anna01", None), ("Anna 1234", None), ("ZZANNAAN", None)),
    ],
)
def test_the_shape_of_a_code_is_known_and_of_a_name_nothing(reference: str, shape: str | None) -> None:
    assert references.shape(reference) == shape
