"""The sheet that two tellers fill in: what stands on it, what was typed, where they differ. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scdapp.core.errors import Refusal
from scdapp.decisions import vote_rules
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.models import Round

QUESTION = {
    "for": "Ja, bifall",
    "against": "Nej, avslag",
    "abstained": "Avstår",
    "blank": "Blanka",
    "invalid": "Ogiltiga",
}
WITHOUT_NAME = ("abstained", "blank", "invalid")


@dataclass(frozen=True)
class Teller:
    """A column: `given` when this teller has counted and the other has not."""

    uid: str
    name: str
    given: bool


@dataclass(frozen=True)
class Line:
    """A row: what one could vote for, what each teller had the last time they differed, and by how much."""

    key: str
    label: str
    last: tuple[int | None, ...]
    differs: int


@dataclass(frozen=True)
class Sheet:
    """A count under way. `alarm`: the two differ and both count anew. `agreed`: only a tie is left to break."""

    tellers: tuple[Teller, ...]
    lines: tuple[Line, ...]
    votes: int
    sums: tuple[int | None, ...]
    alarm: bool
    agreed: bool
    attempt: int


def labels(row: Round) -> dict[str, str]:
    """What one could vote for in a round, by key."""
    if not row.options:
        return QUESTION
    return {one.key: one.label for one in row.options} | {key: QUESTION[key] for key in WITHOUT_NAME}


def sheet(row: Round, officers: Iterable[Officer]) -> Sheet:
    """The sheet of a round that is not settled. A first count is not shown to the one who counts after it."""
    tellers = list(officers)
    last = vote_rules.last_attempt(row.tallies)
    both = len(last) >= 2
    agreed = both and all(one.figures == last[0].figures for one in last)
    by_teller = {one.officer_id: one.figures for one in last} if both else {}
    given = set() if both else {one.officer_id for one in last}
    lines = []
    for key, label in labels(row).items():
        figures = [by_teller[one.id].get(key) if one.id in by_teller else None for one in tellers]
        known = [one for one in figures if one is not None]
        lines.append(Line(key, label, tuple(figures), max(known) - min(known) if known else 0))
    return Sheet(
        tellers=tuple(Teller(one.uid, one.name, one.id in given) for one in tellers),
        lines=tuple(lines),
        votes=row.register.votes if row.register else 0,
        sums=tuple(sum(by_teller[one.id].values()) if one.id in by_teller else None for one in tellers),
        alarm=both and not agreed,
        agreed=agreed,
        attempt=(last[0].attempt if last else 1) + (both and not agreed),
    )


def field_name(teller: str, key: str) -> str:
    """What a figure on the sheet is called in the form."""
    return f"{teller}:{key}"


def read(typed: Mapping[str, str], row: Round, officers: Iterable[Officer]) -> dict[int, dict[str, int]]:
    """The figures of each teller (id) who has any. Refuses what is no number, and a sheet with nothing on it."""
    found: dict[int, dict[str, int]] = {}
    for officer in officers:
        raw = {key: typed.get(field_name(officer.uid, key), "").strip() for key in labels(row)}
        if any(raw.values()):
            found[officer.id] = {key: _number(text, officer.name) for key, text in raw.items()}
    if not found:
        raise Refusal("Skriv vad rösträknarna räknade till.")
    return found


def _number(text: str, name: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Refusal(f"{name}: ”{text[:20]}” är inget antal röster. Skriv med siffror.")
    return int(text)


def lots(row: Round, drawn: Sequence[str]) -> list[str]:
    """The keys that the lot drew, in order, without repeats and strangers."""
    known = {one.key for one in row.options}
    return [key for key in dict.fromkeys(drawn) if key in known]
