"""Numbers and addresses that organisations are known by: read as people type them, kept in one form. Pure.

Each reader raises ValueError, with a sentence, for what cannot be right.
"""

import re

from flask_babel import gettext
from stdnum import ean
from stdnum.se import orgnr, postnummer

from scdapp.core import personal_numbers

SEPARATORS = re.compile(r"[\s\u2010-\u2015\u2212-]")
_TEN = re.compile(r"[0-9]{10}")
_VAT = re.compile(r"SE([0-9]{10})01")
_GLN = re.compile(r"[0-9]{13}")
# Peppol's code lists: 0007 is the Swedish organisation number, 0088 the GLN.
ORGANISATION_NUMBER, GLN = "0007", "0088"


def organisation_number(typed: str) -> str:
    """Ten digits of 212000-0142, 16212000-0142 or the VAT number SE212000014201.

    Refuses wrong check digits, and the number of a sole trader, which is the personal number of somebody.
    """
    digits = SEPARATORS.sub("", typed).upper()
    if vat := _VAT.fullmatch(digits):
        digits = vat[1]
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if personal_numbers.contains(typed) or (_TEN.fullmatch(digits) and digits[2] in "01"):
        raise ValueError(
            gettext(
                "Det här är ett personnummer. En enskild firma har sin ägares personnummer som nummer, "
                "och vi sparar inga personnummer. Välj Annan som sorts organisation och lämna fältet tomt."
            )
        )
    if not _TEN.fullmatch(digits):
        raise ValueError(gettext("Ett organisationsnummer har tio siffror, så här: 212000-0142."))
    if not orgnr.is_valid(digits):
        raise ValueError(gettext("Numret stämmer inte med sin kontrollsiffra. Jämför det siffra för siffra."))
    return digits


def shown_number(digits: str | None) -> str:
    """ "212000-0142", or nothing."""
    return f"{digits[:6]}-{digits[6:]}" if digits else ""


def peppol_id(typed: str) -> str:
    """ "0007:2120000142" or "0088:7300009900015", also of the number alone. Refuses wrong check digits."""
    scheme, colon, number = SEPARATORS.sub("", typed).rpartition(":")
    if not colon:
        scheme = GLN if _GLN.fullmatch(number) else ORGANISATION_NUMBER
    if scheme == ORGANISATION_NUMBER and re.fullmatch(r"[0-9]+", number):
        return f"{scheme}:{organisation_number(number)}"
    if scheme != GLN or not _GLN.fullmatch(number):
        raise ValueError(gettext("Skriv ett Peppol-id så här: 0007:2120000142 eller 0088:7300009900015."))
    if not ean.is_valid(number):
        raise ValueError(gettext("GLN-numret stämmer inte med sin kontrollsiffra. Jämför det siffra för siffra."))
    return f"{scheme}:{number}"


def postcode(typed: str) -> str:
    """Five digits of "791 83". Refuses what is no Swedish postcode."""
    if not postnummer.is_valid(typed):
        raise ValueError(gettext("Ett postnummer har fem siffror, så här: 791 83."))
    return str(postnummer.compact(typed))


def shown_postcode(digits: str | None) -> str:
    """ "791 83", or nothing."""
    return f"{digits[:3]} {digits[3:]}" if digits else ""
