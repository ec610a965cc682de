"""Small texts that nobody can read who holds the database alone: food and access needs.

Fernet (AES and a signature) with the instance's own keys, which lie beside the database and not in it. New texts are
sealed with the first key; any of them opens, so a key is changed by putting a new one in front.
"""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, current_app
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


class KeyLost(RuntimeError):
    """A sealed text that none of the instance's keys opens: another key sealed it, or somebody changed it."""

    def __init__(self) -> None:
        super().__init__("a sealed text does not open: put back the file needs-key, or set SCDAPP_NEEDS_KEY")


def install(app: Flask) -> None:
    """Put the keys of `NEEDS_KEYS`, newest first, where the column type finds them. ValueError if one is no key."""
    app.extensions["scdapp.seal"] = seal(app.config["NEEDS_KEYS"])


def seal(keys: Sequence[str]) -> MultiFernet:
    """What seals with the first of `keys` and opens with any. ValueError if one is no key, or if there is none."""
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ValueError("SCDAPP_NEEDS_KEY or the file needs-key holds something that is no Fernet key") from error


class Sealed(TypeDecorator[str]):
    """A text that is sealed when written and opened when read. It cannot be searched, compared or sorted by.

    Raises `KeyLost` when read with other keys than it was written with.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _seal().encrypt(value.encode()).decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        try:
            return _seal().decrypt(value).decode()
        except InvalidToken as error:
            raise KeyLost from error


def _seal() -> MultiFernet:
    seal: MultiFernet = current_app.extensions["scdapp.seal"]
    return seal
