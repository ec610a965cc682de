"""Addresses, names, tries."""

from datetime import UTC, datetime, timedelta

import pytest

from scdapp.accounts import rules
from scdapp.core.errors import Refusal

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("anna@kommun.se", "anna@kommun.se"),
        ("  Anna.Exempel@Kommun.SE ", "anna.exempel@kommun.se"),
        ("åsa@kommun.se", "åsa@kommun.se"),
        ("a" * 64 + "@" + "b" * 185 + ".se", "a" * 64 + "@" + "b" * 185 + ".se"),
    ],
)
def test_an_address_has_one_form(typed: str, stored: str) -> None:
    assert rules.canonical_address(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "anna@kommun",
        "anna@@kommun.se",
        "anna@.se",
        "anna@kommun..se",
        "anna exempel@kommun.se",
        "anna＠kommun.se",  # full width
        "anna@kommun.s\u2460",  # ① becomes 1
        "İda@kommun.se",  # in lower case an i with two dots
        "\u212aari@kommun.se",  # the Kelvin sign, in lower case a k
        "anna@kommun.se\nbcc: alla@kommun.se",
        "anna\u200b@kommun.se",  # nobody sees it
        "anna\x00@kommun.se",
        "a" * 65 + "@kommun.se",
        "a" * 64 + "@" + "b" * 187 + ".se",
    ],
)
def test_what_is_no_address_or_looks_like_another_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.canonical_address(typed)
    assert refused.value.field == "email"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Anna\x07", "Anna\nBo"])
def test_a_name_is_something_that_can_be_printed(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.ensure_name(name)
    assert refused.value.field == "name"


def test_a_name_is_trimmed() -> None:
    assert rules.ensure_name(" Åsa Öberg ") == "Åsa Öberg"


def test_a_role_must_exist() -> None:
    assert rules.ensure_roles(["board", "board"]) == {"board"}
    with pytest.raises(Refusal, match="Rollen finns inte: king"):
        rules.ensure_roles(["board", "king"])


def test_what_is_stored_of_a_try_names_neither_address_nor_network() -> None:
    assert rules.address_subject(" Anna@kommun.se") == rules.address_subject("anna@KOMMUN.se")
    assert rules.address_subject("10.0.0.1") != rules.network_subject("10.0.0.1")
    assert len(rules.network_subject("10.0.0.1")) == 64


def test_a_household_with_ipv6_is_one_network() -> None:
    assert rules.network_subject("2001:db8::1") == rules.network_subject("2001:db8::ffff")
    assert rules.network_subject("2001:db8::1") != rules.network_subject("2001:db8:0:1::1")
    assert rules.network_subject("10.0.0.1") != rules.network_subject("10.0.0.2")
    assert rules.network_subject("") == rules.network_subject("")


@pytest.mark.parametrize(
    ("minutes_ago", "wait"),
    [
        ([], 0),
        ([1, 2], 0),
        ([1, 2, 3], 12),
        ([3, 1, 2], 12),
        ([1, 2, 3, 9], 12),
        ([0, 0, 0], 15),
        ([15, 15, 15], 0),
    ],
)
def test_the_wait_lasts_until_the_window_has_room_again(minutes_ago: list[int], wait: int) -> None:
    failed = [NOW - timedelta(minutes=m) for m in minutes_ago]

    assert rules.wait_after(failed, 3, now=NOW) == timedelta(minutes=wait)


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "Vänta 1 minut och"), (60, "Vänta 1 minut och"), (61, "Vänta 2 minuter och")]
)
def test_the_wait_is_said_in_whole_minutes(seconds: int, words: str) -> None:
    assert words in rules.TooManyTries(timedelta(seconds=seconds)).sentence


def test_the_last_administrator_stays() -> None:
    rules.ensure_administrator_left(1)
    with pytest.raises(Refusal, match="enda aktiva administratören"):
        rules.ensure_administrator_left(0)
