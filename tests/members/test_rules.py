"""What can be stored of a member. Needs neither application nor database."""

from datetime import date

import pytest

from scdapp.core.errors import Refusal
from scdapp.members import rules
from scdapp.members.rules import MemberValues

GOOD_TO_HAVE = "Här står något som ser ut som ett personnummer"


def test_texts_are_tidied_and_the_address_has_one_form() -> None:
    typed = MemberValues("  Åsa \t Öberg ", " ASA@Kommun.Example ", " Väst  \n", date(2019, 5, 1))
    assert rules.sound_member(typed) == MemberValues("Åsa Öberg", "asa@kommun.example", "Väst", date(2019, 5, 1))
    assert rules.sound_member(MemberValues("Bo", "", " ")) == MemberValues("Bo")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        (MemberValues(" "), "name", "Skriv vad medlemmen heter."),
        (MemberValues("x" * 121), "name", "Texten är för lång. Högst 120 tecken får plats."),
        (MemberValues("Bo", region="x" * 81), "region", "Texten är för lång. Högst 80 tecken får plats."),
        (MemberValues("Bo", "bo"), "email", "Skriv en e-postadress, så här: namn@kommun.se."),
        (MemberValues("Bo 19640823-3234"), "name", GOOD_TO_HAVE),
        (MemberValues("Bo", "19640823-3234@kommun.example"), "email", GOOD_TO_HAVE),
        (MemberValues("Bo", region="640823-3234"), "region", GOOD_TO_HAVE),
        (MemberValues("Bo", since=date(1066, 1, 1)), "since", "Året verkar inte stämma."),
        (MemberValues("Bo", since=date(2024, 1, 2)), "since", "Medlemskapet kan inte sluta (2024-01-01)"),
    ],
)
def test_what_cannot_be_stored_is_refused_beside_its_field(values: MemberValues, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.sound_member(values, left_on=date(2024, 1, 1))
    assert (refused.value.field, refused.value.sentence[: len(sentence)]) == (field, sentence)


def test_somebody_has_left_when_the_day_has_come() -> None:
    rules.ensure_left(date(2024, 8, 26), today=date(2024, 8, 26))
    for day in (date(2024, 8, 27), date(1066, 1, 1)):
        with pytest.raises(Refusal) as refused:
            rules.ensure_left(day, today=date(2024, 8, 26))
        assert refused.value.field == "left_on"
