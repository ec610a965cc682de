"""Numbers of organisations as people type them, and what is wrong with them in words."""

from collections.abc import Callable

import pytest

from scdapp.organisations.identifiers import organisation_number, peppol_id, postcode, shown_number, shown_postcode


@pytest.mark.parametrize("typed", ["2120000142", "212000-0142", " 212000 0142 ", "16212000-0142", "se212000014201"])
def test_an_organisation_number_is_kept_as_ten_digits(typed: str) -> None:
    assert organisation_number(typed) == "2120000142"
    assert shown_number("2120000142") == "212000-0142"
    assert shown_number(None) == ""


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *(("0007:212000-0142", "0007:2120000142"), ("2120000142", "0007:2120000142")),
        *(("0088:7300009900015", "0088:7300009900015"), ("7300009900015", "0088:7300009900015")),
        ("0088: 7300009900015", "0088:7300009900015"),
    ],
)
def test_a_peppol_id_has_its_scheme(typed: str, stored: str) -> None:
    assert peppol_id(typed) == stored


def test_a_postcode_is_kept_as_five_digits() -> None:
    assert [postcode(typed) for typed in ("79183", "791 83", "SE-79183")] == ["79183"] * 3
    assert (shown_postcode("79183"), shown_postcode(None)) == ("791 83", "")


@pytest.mark.parametrize(
    ("read", "typed", "sentence"),
    [
        (organisation_number, "212000-0143", "Numret stämmer inte med sin kontrollsiffra"),
        (organisation_number, "212000", "Ett organisationsnummer har tio siffror"),
        (organisation_number, "SE556016068099", "Ett organisationsnummer har tio siffror"),
        (organisation_number, "880320-0016", "Det här är ett personnummer. En enskild firma"),
        (organisation_number, "19880320-0016", "Det här är ett personnummer"),
        (organisation_number, "551234-5678", "Det här är ett personnummer"),
        (peppol_id, "0088:7300009900016", "GLN-numret stämmer inte"),
        (peppol_id, "0007:2120000143", "Numret stämmer inte"),
        (peppol_id, "0007:8803200016", "Det här är ett personnummer"),
        (peppol_id, "9906:123", "Skriv ett Peppol-id så här"),
        (peppol_id, "falun", "Skriv ett Peppol-id så här"),
        (peppol_id, "0007:", "Skriv ett Peppol-id så här"),
        (postcode, "7918", "Ett postnummer har fem siffror"),
        (postcode, "01234", "Ett postnummer har fem siffror"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(read: Callable[[str], str], typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read(typed)
