"""Every value is read with its path, and what is wrong is said once."""

from typing import Any

import pytest

from scdapp.imports.checking import Faults, Node, found, quoted


def _read(reader: str, value: Any, *args: Any) -> tuple[Any, tuple[str, ...]]:
    faults = Faults()
    return getattr(Node({"a": value}, "", faults)["a"], reader)(*args), faults.lines()


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2024-13-40", 'a: "2024-13-40" är inget datum (skriv så här: 2024-10-02)'),
        ("2024-02-30", 'a: "2024-02-30" är inget datum (skriv så här: 2024-10-02)'),
        ("20241002", 'a: "20241002" är inget datum (skriv så här: 2024-10-02)'),
        ("2024-W40-3", 'a: "2024-W40-3" är inget datum (skriv så här: 2024-10-02)'),
        ("2 oktober", 'a: "2 oktober" är inget datum (skriv så här: 2024-10-02)'),
        ("0024-10-02", 'a: "0024-10-02": året verkar inte stämma'),
        ("9999-12-31", 'a: "9999-12-31": året verkar inte stämma'),
        (20241002, "a: ska vara text, inte ett tal"),
        (True, "a: ska vara text, inte true/false"),
        (None, "a: ska vara text, inte null"),
    ],
)
def test_what_is_no_date_is_told(value: Any, wrong: str) -> None:
    assert _read("day", value)[1] == (wrong,)


@pytest.mark.parametrize("value", ["25:00", "10.15", "1015", "T1015", "10:15:00"])
def test_what_is_no_time_of_day_is_told(value: str) -> None:
    assert _read("clock_time", value)[1] == (f'a: "{value}" är inget klockslag (skriv så här: 10:15)',)


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2024-10-02T10:15:00+01:00", "stämmer inte med svensk tid, där skillnaden då är +02:00"),
        ("2024-11-02T10:15:00+02:00", "stämmer inte med svensk tid, där skillnaden då är +01:00"),
        ("2024-03-31T02:30:00+01:00", "stämmer inte med svensk tid, där skillnaden då är +02:00"),
        ("2024-10-02T08:15:00Z", "stämmer inte med svensk tid, där skillnaden då är +02:00"),
        ("2024-10-02T10:15:30+02:00", "ska sluta på hel minut"),
        (
            "2024-10-27T02:30:00+01:00",
            "är den andra av nattens två timmar 02–03; bara den första kan sparas",
        ),
        ("2024-10-02T10:15:00", "saknar avstånd till UTC (skriv så här: 2024-10-02T10:15:00+02:00)"),
        ("2024-10-02", "är inget klockslag (skriv så här: 2024-10-02T10:15:00+02:00)"),
        ("2024-10-02T24:15:00+02:00", "är inget klockslag (skriv så här: 2024-10-02T10:15:00+02:00)"),
    ],
)
def test_a_moment_agrees_with_the_clock_in_sweden(value: str, wrong: str) -> None:
    assert _read("wall", value)[1] == (f'a: "{value}" {wrong}',)


def test_a_moment_far_away_is_told() -> None:
    value = "0001-01-01T00:00:00+02:00"
    assert _read("wall", value) == (None, (f'a: "{value}": året verkar inte stämma',))


@pytest.mark.parametrize(
    ("value", "wall"),
    [
        ("2024-10-02T10:15:00+02:00", "2024-10-02T10:15:00"),
        ("2021-11-24T10:10+01:00", "2021-11-24T10:10:00"),
        ("2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00"),
    ],
)
def test_a_right_moment_becomes_wall_time(value: str, wall: str) -> None:
    read, wrong = _read("wall", value)
    assert (read.isoformat(), wrong) == (wall, ())


@pytest.mark.parametrize(
    ("reader", "args", "value", "wrong"),
    [
        ("text", (5,), "sex tecken", "a: har 10 tecken, högst 5 får plats"),
        ("text", (), " \u200e ", "a: är tom"),
        ("text", (), ["x"], "a: ska vara text, inte en lista"),
        ("flag", (), "ja", "a: ska vara true eller false, inte text"),
        ("flag", (), 1, "a: ska vara true eller false, inte ett tal"),
        ("whole", (), True, "a: ska vara ett heltal, inte true/false"),
        ("whole", (), 1.5, "a: ska vara ett heltal, inte ett tal"),
        ("whole", (1, 10), 0, "a: ska ligga mellan 1 och 10"),
        ("one_of", ({"ja": 1, "nej": 0},), "kanske", 'a: "kanske" är inget känt ord (kända: ja, nej)'),
        ("one_of", ({"ja": 1},), {}, "a: ska vara text, inte ett objekt"),
        ("each", (), {}, "a: ska vara en lista, inte ett objekt"),
        ("values", (), [], "a: ska vara ett objekt, inte en lista"),
    ],
)
def test_a_value_of_another_type_is_told(reader: str, args: tuple[Any, ...], value: Any, wrong: str) -> None:
    assert _read(reader, value, *args)[1] == (wrong,)


def test_what_is_missing_is_told_once_however_it_is_read() -> None:
    faults = Faults()
    root = Node({}, "", faults)
    assert (root["a"].text(), root["a"].day().year, root["a"].each(), root["a"]["b"].flag()) == ("", 9999, [], False)
    assert faults.lines() == ("a: saknas",)


def test_what_may_be_missing_is_not_told() -> None:
    faults = Faults()
    assert Node({}, "", faults).optional("a").maybe(Node.day) is None
    assert not faults


def test_no_more_than_a_hundred_faults_are_listed() -> None:
    faults = Faults()
    for number in range(103):
        faults.add(f"a[{number}]", "saknas")
    lines = faults.lines()
    assert (len(lines), lines[0], lines[-1]) == (101, "a[0]: saknas", "… och 3 fel till.")


def test_a_value_is_quoted_short_and_without_control_characters() -> None:
    assert quoted("a\x1b[31m\u202eb") == '"a\\u001b[31mb"'
    assert len(quoted("x" * 500)) < 65


def test_values_along_a_way() -> None:
    faults = Faults()
    root = Node({"a": [{"b": {"x": [1], "y": [2]}}, {"b": {}}, {}]}, "", faults)
    assert [node.path for node in found(root, "a[].b?{}[]")] == ["a[0].b.x[0]", "a[0].b.y[0]"]
    assert not faults
