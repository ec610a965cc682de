"""Which passwords are taken, and what is kept of them."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from scdapp.accounts import passwords
from scdapp.core.errors import Refusal

WHO = {"email": "anna.exempel@kommun.se", "name": "Anna Exempel"}


@pytest.mark.parametrize(
    "password",
    [
        "häst batteri klammer",
        "aaaabbbbccccd",
        "zqvkxwjpmtbr",
        "ABCDE12345!?",
        "  blanka i kanterna  ",
        "🌲" * 4 + "gran och tall",
        "å" * 100 + "abcdefghijklmnopqrstuvwxyz12",
    ],
)
def test_any_long_password_is_taken_and_found_again(password: str) -> None:
    stored = passwords.new(password, **WHO)

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert len(stored) <= 255
    assert passwords.matches(stored, password)
    assert not passwords.matches(stored, password + " ")
    assert passwords.renewed(stored, password) is None


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("elva tecken", "minst 12 tecken"),
        ("", "minst 12 tecken"),
        ("x" * 129, "högst 128 tecken"),
        ("anna.exempel@kommun.se", "namnet eller e-postadressen"),
        ("Anna.Exempel", "namnet eller e-postadressen"),
        ("anna exempel 2024!", "namnet eller e-postadressen"),
        ("ANNAEXEMPEL1", "namnet eller e-postadressen"),
        ("password1234", "de vanligaste"),
        ("Lösenord2024", "de vanligaste"),
        ("Sommaren2024!", "de vanligaste"),
        ("qwertyqwerty", "de vanligaste"),
        ("123456789012", "de vanligaste"),
        ("aaaaaaaaaaaa", "de vanligaste"),
        ("abababababab", "de vanligaste"),
        ("Socialchefsdagarna", "de vanligaste"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password: str, because: str) -> None:
    with pytest.raises(Refusal, match=because) as refused:
        passwords.new(password, **WHO)
    assert refused.value.field == "password"


def test_keyboards_may_write_the_letters_in_two_ways() -> None:
    composed = "smörgåsbord är gott"
    stored = passwords.new(unicodedata.normalize("NFD", composed), **WHO)

    assert passwords.matches(stored, composed)


def test_characters_that_are_none_are_only_wrong() -> None:
    assert not passwords.matches(passwords.NOBODY, "\ud800\x00" * 10)


def test_what_is_no_hash_matches_nothing() -> None:
    assert not passwords.matches("", "häst batteri klammer")
    assert not passwords.matches("plain text", "plain text")


def test_a_hash_with_other_parameters_is_made_anew() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("häst batteri klammer")

    new = passwords.renewed(old, "häst batteri klammer")

    assert new is not None
    assert new.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(new, "häst batteri klammer")


def test_nobody_costs_the_same_work_as_somebody() -> None:
    assert passwords.renewed(passwords.NOBODY, "x") is None
