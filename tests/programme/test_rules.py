"""What a session must be: each thing that is refused, beside its field, and what stands just inside."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition, EditionDay
from scdapp.programme import rules
from scdapp.programme.models import Session, SpeakerSlot
from scdapp.programme.rules import SessionValues, SlotValues
from scdapp.programme.vocabulary import KINDS

SPRING, AUTUMN = date(2024, 3, 31), date(2024, 10, 27)
FULL = SessionValues(
    title="Ett seminarium",
    kind="seminar",
    day=date(2024, 10, 2),
    starts=time(10),
    ends=time(11),
    slots=(SlotValues(1, None, "speaker", "accepted"), SlotValues(None, "en kommun")),
)


def refusal(**changed: Any) -> tuple[str | None, str]:
    """Where and how `FULL` with the change is refused."""
    with pytest.raises(Refusal) as refused:
        rules.sound_session(replace(FULL, **changed))
    return refused.value.field, refused.value.sentence.replace("\xa0", " ")


def test_a_session_in_order_is_kept_as_it_is() -> None:
    assert rules.sound_session(FULL) == replace(FULL, service=False)


def test_a_title_is_all_that_must_be_there() -> None:
    bare = rules.sound_session(SessionValues(title="Något om AI"))
    assert bare == SessionValues(title="Något om AI", service=False)
    assert refusal(title=" \u200e\n ") == ("title", "Skriv en titel.")


def test_texts_are_cleaned_and_empty_ones_are_none() -> None:
    sound = rules.sound_session(replace(FULL, title=" Bo\u0308r\nvi? ", summary="ett\r\ntvå", cancel_note="  "))
    assert (sound.title, sound.summary, sound.cancel_note) == ("Bör vi?", "ett\ntvå", None)


@pytest.mark.parametrize(("field", "limit"), [("title", 200), ("summary", 5000), ("cancel_note", 300)])
def test_texts_have_a_length(field: str, limit: int) -> None:
    assert getattr(rules.sound_session(replace(FULL, **{field: "x" * limit})), field) == "x" * limit
    assert refusal(**{field: "x" * (limit + 1)}) == (
        field,
        f"Texten har {limit + 1} tecken. Högst {limit} får plats.",
    )


@pytest.mark.parametrize("field", ["kind", "language", "status"])
def test_words_come_from_the_lists(field: str) -> None:
    assert refusal(**{field: "okänt"}) == (field, "Välj något ur listan.")


@pytest.mark.parametrize("capacity", [0, -1, 100_001])
def test_places_are_a_sensible_number(capacity: int) -> None:
    assert refusal(capacity=capacity) == ("capacity", "Antalet platser ska vara minst 1 och högst 100 000.")
    assert rules.sound_session(replace(FULL, capacity=1)).capacity == 1


def test_service_follows_the_kind_unless_somebody_says_otherwise() -> None:
    assert {kind: rules.sound_session(replace(FULL, kind=kind)).service for kind in KINDS} == {
        kind: kind in {"lunch", "break", "registration"} for kind in KINDS
    }
    assert rules.sound_session(replace(FULL, kind="lunch", service=False)).service is False
    assert rules.sound_session(replace(FULL, service=True)).service is True


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"day": None}, "day", "Välj en dag, eller ta bort klockslagen."),
        ({"starts": None}, "starts", "Skriv när den börjar, eller ta bort sluttiden."),
        (
            {"ends": None, "past_midnight": True},
            "ends",
            "Skriv när den slutar, eller ta bort krysset för efter midnatt.",
        ),
        (
            {"ends": time(10)},
            "ends",
            "Slutet måste komma efter början kl. 10.00. Slutar programpunkten efter midnatt, kryssa i det.",
        ),
        (
            {"ends": time(9, 30)},
            "ends",
            "Slutet måste komma efter början kl. 10.00. Slutar programpunkten efter midnatt, kryssa i det.",
        ),
        (
            {"past_midnight": True},
            "ends",
            "Då skulle programpunkten hålla på mer än ett dygn. Ta bort krysset för efter midnatt, eller ändra tiden.",
        ),
    ],
)
def test_times_follow_each_other(changed: dict[str, Any], field: str, sentence: str) -> None:
    assert refusal(**changed) == (field, sentence)


@pytest.mark.parametrize(
    "changed",
    [
        {"starts": time(0), "ends": time(0, 1)},
        {"ends": None},
        {"starts": None, "ends": None},
        {"day": None, "starts": None, "ends": None},
        {"starts": time(21), "ends": time(0, 30), "past_midnight": True},
        {"starts": time(21), "ends": time(0), "past_midnight": True},
    ],
)
def test_times_that_are_all_right(changed: dict[str, Any]) -> None:
    assert rules.sound_session(replace(FULL, **changed)) == replace(FULL, service=False, **changed)


GAP = "finns inte söndag 31 mars 2024: då ställs klockan fram från 02.00 till 03.00. Välj en annan tid."
TWICE = (
    "kommer två gånger söndag 27 oktober 2024, för då ställs klockan tillbaka från 03.00 till 02.00, och kalendrar "
    "visar olika tider. Välj en tid utanför den timmen."
)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"day": SPRING, "starts": time(2), "ends": time(4)}, "starts", f"Klockan 02.00 {GAP}"),
        ({"day": SPRING, "starts": time(2, 30), "ends": None}, "starts", f"Klockan 02.30 {GAP}"),
        ({"day": SPRING, "starts": time(1), "ends": time(2, 59)}, "ends", f"Klockan 02.59 {GAP}"),
        (
            {"day": date(2024, 3, 30), "starts": time(22), "ends": time(2, 30), "past_midnight": True},
            "ends",
            f"Klockan 02.30 {GAP}",
        ),
        ({"day": AUTUMN, "starts": time(2), "ends": time(4)}, "starts", f"Klockan 02.00 {TWICE}"),
        ({"day": AUTUMN, "starts": time(2, 30), "ends": None}, "starts", f"Klockan 02.30 {TWICE}"),
        ({"day": AUTUMN, "starts": time(1), "ends": time(2, 59)}, "ends", f"Klockan 02.59 {TWICE}"),
        (
            {"day": date(2024, 10, 26), "starts": time(22), "ends": time(2, 30), "past_midnight": True},
            "ends",
            f"Klockan 02.30 {TWICE}",
        ),
    ],
)
def test_hours_that_do_not_exist_or_come_twice(changed: dict[str, Any], field: str, sentence: str) -> None:
    assert refusal(**changed) == (field, sentence)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_hours_around_both_changes_of_the_clock(day: date) -> None:
    early = replace(FULL, day=day, starts=time(1), ends=time(1, 59))
    late = replace(FULL, day=day, starts=time(3), ends=time(4))
    across = replace(FULL, day=day, starts=time(1, 59), ends=time(3))
    for values in (early, late, across):
        assert rules.sound_session(values) == replace(values, service=False)


def edition(*extra: date) -> Edition:
    return Edition(starts_on=date(2024, 10, 2), ends_on=date(2024, 10, 4), days=[EditionDay(date=day) for day in extra])


def test_the_conferences_days_are_those_between_and_those_listed() -> None:
    assert rules.programme_days(edition(date(2024, 10, 1), date(2024, 10, 2))) == {
        date(2024, 10, n) for n in (1, 2, 3, 4)
    }
    assert rules.programme_days(Edition(starts_on=date(2024, 10, 2), ends_on=None)) == {date(2024, 10, 2)}


def test_a_day_far_away_is_a_slip() -> None:
    days = rules.programme_days(edition())
    for near in (None, date(2024, 9, 18), date(2024, 10, 18)):
        rules.ensure_near(near, days)
    for far in (date(2024, 9, 17), date(2024, 10, 19)):
        with pytest.raises(Refusal) as refused:
            rules.ensure_near(far, days)
        assert refused.value.field == "day"
    assert refused.value.sentence == (
        "Lördag 19 oktober 2024 ligger långt från konferensen, som börjar onsdag 2 oktober 2024. Kontrollera dagen."
    )


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ((SlotValues(),), "Skriv vem som medverkar, eller vilken plats som ska fyllas."),
        ((SlotValues(label=" "),), "Skriv vem som medverkar, eller vilken plats som ska fyllas."),
        ((SlotValues(label="x" * 121),), "Texten har 121 tecken. Högst 120 får plats."),
        ((SlotValues(1, role="chef"),), "Välj roll och svar ur listorna."),
        ((SlotValues(1, state="kanske"),), "Välj roll och svar ur listorna."),
        (
            (SlotValues(1), SlotValues(1, "igen")),
            "Samma person står två gånger i samma roll. Ta bort den ena raden.",
        ),
        (tuple(SlotValues(n) for n in range(1, 62)), "Högst 60 medverkande får plats."),
    ],
)
def test_places_on_stage_that_are_refused(slots: tuple[SlotValues, ...], sentence: str) -> None:
    assert refusal(slots=slots) == ("slots", sentence)


def test_places_on_stage_that_are_all_right() -> None:
    slots = (
        SlotValues(1, role="speaker"),
        SlotValues(1, role="moderator"),
        SlotValues(label="en kommun"),
        SlotValues(label="en kommun"),
    )
    assert rules.sound_session(replace(FULL, slots=slots)).slots == slots


def test_a_session_belongs_with_a_few_others() -> None:
    assert refusal(related_ids=frozenset(range(1, 22))) == (
        "related",
        "Högst 20 programpunkter kan höra ihop med den här.",
    )


def session(**given: Any) -> Session:
    known = {"day": date(2024, 10, 2), "starts": time(10), "ends": time(11), "room_id": 1, "service": False}
    return Session(status="planned", **{**known, **given})


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, []),
        ({"day": None, "starts": None, "ends": None}, ["dag"]),
        ({"starts": None, "ends": None, "room_id": None}, ["tid", "lokal"]),
        ({"ends": None}, ["sluttid"]),
        ({"ends": None, "room_id": None, "service": True}, []),
    ],
)
def test_what_is_not_known_yet_is_told(given: dict[str, Any], missing: list[str]) -> None:
    assert rules.gaps(session(**given)) == missing


def test_answers_that_are_waited_for_are_told() -> None:
    one = SpeakerSlot(person_id=1, state="asked")
    others = [SpeakerSlot(person_id=2, state="accepted"), SpeakerSlot(label="N.N.", state="asked")]
    assert rules.gaps(session(slots=[one, *others])) == ["ett svar"]
    assert rules.gaps(session(slots=[one, SpeakerSlot(person_id=3, state="asked")])) == ["2 svar"]


def test_a_cancelled_session_lacks_nothing() -> None:
    cancelled = session(room_id=None)
    cancelled.status = "cancelled"
    assert rules.gaps(cancelled) == []
