"""Reading a canonical text of minutes: chosen paragraphs of it, and where two of them differ. Pure."""

import json
from collections.abc import Collection
from typing import Any

from scdapp.minutes.record import FORMAT


def extract(text: str, numbers: Collection[int], sha256: str) -> dict[str, Any]:
    """Protokollsutdrag: chosen paragraphs of a canonical text, with the hash of the whole that they come from."""
    whole: dict[str, Any] = json.loads(text)
    return {
        "format": f"{FORMAT}-extract",
        "association": whole["association"],
        "meeting": whole["meeting"],
        "officers": whole["officers"],
        "of_sha256": sha256,
        "paragraphs": [one for one in whole["paragraphs"] if one["number"] in numbers],
    }


def differing_paragraphs(left: str, right: str) -> list[int]:
    """The numbers of the paragraphs that two canonical texts do not have alike."""
    sides = [{one["number"]: one for one in _read(text)} for text in (left, right)]
    return sorted(n for n in set(sides[0]) | set(sides[1]) if sides[0].get(n) != sides[1].get(n))


def _read(text: str) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(text)["paragraphs"]
    except (ValueError, KeyError):
        return []
    return found
