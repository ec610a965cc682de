"""The 290 municipalities and 21 counties of Sweden, as facts that come with the program (CC0, swedish-geodata).

Short names only: what each calls itself in full ("Falu kommun", "Stockholms stad") follows no rule.
"""

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from scdapp.core.db import swedish_key
from scdapp.core.text import slugify
from scdapp.core.web import PACKAGE

FILE = PACKAGE / "organisations" / "data" / "kommuner.csv"
_COMMON_WORDS = re.compile(r"\b(kommuns?|stads?|region)\b")
# What stands before "kommun" where that is neither the name nor the name with an s.
_SPOKEN = {"falu": "2080"}


@dataclass(frozen=True)
class Municipality:
    """Codes are text: they begin with zeros."""

    code: str
    name: str
    county_code: str
    county: str


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """All of them by code, in the Swedish order of their names."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [Municipality(row["kod"], row["namn"], row["lanskod"], row["lan"]) for row in csv.DictReader(file)]
    return {one.code: one for one in sorted(rows, key=lambda one: swedish_key(one.name))}


@lru_cache(maxsize=1)
def counties() -> dict[str, str]:
    """The counties by code, in the Swedish order of their names."""
    named = {one.county_code: one.county for one in municipalities().values()}
    return dict(sorted(named.items(), key=lambda item: swedish_key(item[1])))


def find_municipality(typed: str) -> Municipality | None:
    """Whichever is meant by its code, its name ("Falun", "falu kommun", "Stockholms stad"), or, if only one can be
    meant, by its name without rings and dots ("Ostersund")."""
    if typed.strip() in municipalities():
        return municipalities()[typed.strip()]
    name = _heard(typed)
    code = _by_name().get(name) or _by_name().get(name.removesuffix("s")) or _SPOKEN.get(name)
    if code is None and slugify(name, fallback=""):
        plain = {slugify(name), slugify(name).removesuffix("s")}
        meant = [code for known, code in _by_name().items() if slugify(known) in plain]
        code = meant[0] if len(meant) == 1 else None
    return municipalities()[code] if code else None


def municipalities_like(typed: str) -> list[Municipality]:
    """At most three whose names are nearly what was typed, the likest first."""
    return [
        municipalities()[_by_name()[name]] for name in get_close_matches(_heard(typed), _by_name(), n=3, cutoff=0.7)
    ]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {one.name.casefold(): one.code for one in municipalities().values()}


def _heard(typed: str) -> str:
    return " ".join(_COMMON_WORDS.sub(" ", typed[:80].casefold()).split())
