"""Which key dates can be."""

from datetime import date, time

import pytest

from scdapp.core.errors import Refusal
from scdapp.editions import key_date_rules as rules
from scdapp.editions.key_date_rules import KeyDateFacts


def test_texts_are_cleaned_and_one_day_is_one_day() -> None:
    typed = KeyDateFacts(" Anmälan\x00 öppnar ", date(2024, 5, 7), time(9), date(2024, 5, 7), "", "Rad\r\nrad")

    assert rules.checked(typed) == KeyDateFacts("Anmälan öppnar", date(2024, 5, 7), time(9), None, None, "Rad\nrad")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (KeyDateFacts(" ", date(2024, 5, 7)), "title", "Skriv vad som händer."),
        (KeyDateFacts("å" * 161, date(2024, 5, 7)), "title", "Texten har 161 tecken. Högst 160 får plats."),
        (
            KeyDateFacts("Anmälan", date(2024, 5, 7), ends_on=date(2024, 5, 6)),
            "ends_on",
            "Sista dagen ligger före den första.",
        ),
        (
            KeyDateFacts("Anmälan", date(2024, 3, 31), time(2, 30)),
            "at",
            "Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00.",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(typed: KeyDateFacts, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.checked(typed)

    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


@pytest.mark.parametrize("at", [time(1, 59), time(3, 0)])
def test_times_beside_the_missing_hour_are_fine(at: time) -> None:
    assert rules.checked(KeyDateFacts("Anmälan", date(2024, 3, 31), at)).at == at


def test_the_doubled_hour_is_fine() -> None:
    assert rules.checked(KeyDateFacts("Anmälan", date(2024, 10, 27), time(2, 30))).at == time(2, 30)


def test_only_what_nobody_has_seen_is_deleted() -> None:
    rules.ensure_deletable(announced=False)
    with pytest.raises(Refusal) as refusal:
        rules.ensure_deletable(announced=True)

    assert refusal.value.sentence == (
        "Datumet kan redan stå i folks kalendrar. Dra tillbaka det i stället, så ser de att det är struket."
    )
