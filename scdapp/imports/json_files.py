"""From a file's bytes to a JSON object, or one clear sentence about why not. Pure."""

import json
from typing import Any

from scdapp.core.errors import Refusal

AT_MOST_BYTES = 10 * 1024 * 1024


class WrongFile(Refusal):
    """A file is refused whole. `faults`: everything that is wrong with it, and where."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{name} går inte att läsa in. Inget är ändrat.")
        self.name = name
        self.faults = faults


def read(name: str, content: bytes) -> dict[str, Any]:
    """The JSON object in `content`. Raises `WrongFile` for anything else."""
    if len(content) > AT_MOST_BYTES:
        raise WrongFile(name, (f"Filen är större än {AT_MOST_BYTES // 1024**2} MB.",))
    try:
        # Notepad and its like put a byte order mark first; it says nothing and harms nothing.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile(name, (f"Filen är inte UTF-8 (fel vid byte {error.start}). Spara den som UTF-8.",)) from None
    found = _parsed(name, text)
    if not isinstance(found, dict):
        raise WrongFile(name, ("Filen ska innehålla ett JSON-objekt, { … }, och inget annat.",))
    return found


def _parsed(name: str, text: str) -> Any:
    if not text.strip():
        raise WrongFile(name, ("Filen är tom.",))
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"rad {error.lineno}, tecken {error.colno}"
        raise WrongFile(name, (f"Filen är inte JSON, eller avhuggen: fel på {where}.",)) from None
    except RecursionError:
        raise WrongFile(name, ("Filen har för många nivåer i varandra.",)) from None
    except ValueError as error:
        raise WrongFile(name, (f"Filen är inte JSON: {error}.",)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names differ: of two values under one name, JSON's readers keep now the one, now the other."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{twice[:60]}" står två gånger i samma objekt')
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} är inget tal")
