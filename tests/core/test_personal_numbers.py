"""Personal numbers are noticed wherever they are typed, and nothing else is taken for one.

The numbers are test numbers of Skatteverket's and of the library's documentation, or made for the test.
"""

import pytest
import wtforms
from werkzeug.datastructures import MultiDict

from scdapp.core import personal_numbers
from scdapp.core.errors import Refusal
from scdapp.core.fields import Prose, Words


class NoteForm(wtforms.Form):
    reference = Words("Referens")
    note = Prose("Anteckning")


@pytest.mark.parametrize(
    "text",
    [
        *("880320-0016", "8803200016", "880320 0016", "880320+0016", "19880320-0016", "198803200016"),
        *("Anna, född 880320–0016, äter allt.", "pnr:8803200016.", "nr 1: 880320-0016\nnr 2: 5"),
        "701063-2391",  # a coordination number
        "000229-0005",  # a leap day in 2000 only
    ],
)
def test_a_number_is_found(text: str) -> None:
    assert personal_numbers.contains(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "880320-0018", "881320-0014", "880332-0012"),
        *("212000-0142", "556016-0680", "802002-4280"),  # organisations
        *("070-123 45 67", "0701234567", "+46 70 123 45 67", "08-123 456 78", "0703200011"),
        *("2024-10-02", "20241002", "2–4 oktober 2024", "2024-10-02 10:15"),
        *("123456789", "FM1234", "9912310000", "7300009900012"),  # references and a GLN
        "1880320001612",  # digits around
    ],
)
def test_nothing_else_is_taken_for_one(text: str) -> None:
    assert not personal_numbers.contains(text)


def test_the_domain_refuses_with_an_explanation_beside_the_field() -> None:
    with pytest.raises(Refusal, match="Vi behöver inga personnummer och vill inte spara dem") as refused:
        personal_numbers.ensure_none("Jag är 880320-0016", "note")
    assert refused.value.field == "note"
    assert "880320" not in refused.value.sentence
    personal_numbers.ensure_none(None, "note")


def test_every_text_field_refuses_one_and_keeps_what_was_typed() -> None:
    form = NoteForm(MultiDict({"reference": "880320-0016", "note": "Hej\n198803200016"}))
    assert not form.validate()
    sentences = [error for errors in form.errors.values() for error in errors]
    assert sentences == [str(personal_numbers.UNWANTED)] * 2
    assert form.note._value() == "Hej\n198803200016"
