"""Money: summed as an e-invoice must be, written as people in Sweden and in England read it."""

import pytest
import wtforms
from flask import Flask, render_template_string
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from scdapp.core import money
from scdapp.core.fields import Kronor
from scdapp.core.money import Line, RateSum, Sums


class PriceForm(wtforms.Form):
    price = Kronor("Pris")


def test_the_sample_invoice_of_the_duties() -> None:
    got = money.sums([Line(4_700_00, 25), Line(500_00, 12), Line(500_00, 12)])
    assert got == Sums((RateSum(25, 4_700_00, 1_175_00), RateSum(12, 1_000_00, 120_00)))
    assert (got.net, got.vat, got.total) == (5_700_00, 1_295_00, 6_995_00)


def test_vat_is_rounded_once_a_rate_and_halves_away_from_zero() -> None:
    # Each line alone would be 0.5 öre and round up to one.
    assert money.sums([Line(2, 25)] * 4).vat == 2
    assert [money.vat(net, 25) for net in (1, 2, 3, -2, 0)] == [0, 1, 1, -1, 0]
    assert money.sums([Line(100, 0)]).total == 100
    assert money.sums([]).total == 0


@pytest.mark.parametrize(
    ("ore", "swedish", "english"),
    [
        (4_950_50, "4\xa0950,50\xa0kr", "SEK\xa04,950.50"),
        (4_950_00, "4\xa0950\xa0kr", "SEK\xa04,950"),
        (5, "0,05\xa0kr", "SEK\xa00.05"),
        (0, "0\xa0kr", "SEK\xa00"),
        (-1_234_567_00, "−1\xa0234\xa0567\xa0kr", "−SEK\xa01,234,567"),
    ],
)
def test_amounts_are_written_in_the_language_of_the_page(app: Flask, ore: int, swedish: str, english: str) -> None:
    with app.test_request_context("/"):
        assert render_template_string("{{ ore|kronor }}", ore=ore) == swedish
        with force_locale("en"):
            assert render_template_string("{{ ore|kronor }}", ore=ore) == english


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        *(("4950,5", 4_950_50), ("4 950.50", 4_950_50), ("4 950 kr", 4_950_00), ("4\xa0950,05 kr", 4_950_05)),
        *(("0", 0), ("4950:-", 4_950_00), ("SEK 12", 12_00), ("10000000", 10_000_000_00)),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, ore: int) -> None:
    assert money.parse(typed) == ore


@pytest.mark.parametrize("typed", ["", "gratis", "4.950", "49 50", "1,234", "-5", "4950,", "٣", "1e3", "10000000,01"])
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^(Skriv ett belopp i kronor|Beloppet är för stort)"):
        money.parse(typed)


def test_a_field_gives_ore_and_keeps_what_was_typed() -> None:
    form = PriceForm(MultiDict({"price": " 4 950,5 kr"}))
    assert (form.validate(), form.price.data, form.price._value()) == (True, 4_950_50, " 4 950,5 kr")
    form = PriceForm(MultiDict({"price": "gratis"}))
    assert (form.validate(), form.price.data, form.price._value()) == (False, None, "gratis")
    assert form.price.errors == ["Skriv ett belopp i kronor, så här: 4 950 eller 4 950,50."]
    assert PriceForm(price=4_950_50).price._value() == "4950,50"
    assert PriceForm(MultiDict({"price": ""})).validate()
