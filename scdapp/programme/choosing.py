"""Choosing one of hundreds by writing its name: a plain text field with suggestions, no script needed. Pure."""

from collections import Counter
from collections.abc import Iterable

from scdapp.core.text import clean


class Choosable:
    """Rows under names of which each leads to one of them: those with the same name are told apart by a detail."""

    def __init__(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """`rows` are (id, name, detail)."""
        known = [(key, clean(name), clean(detail)) for key, name, detail in rows]
        same = Counter(_heard(name) for _, name, _ in known)
        self._ids: dict[str, int] = {}
        self._namesakes: dict[str, list[str]] = {}
        self.names: dict[int, str] = {}
        for key, name, detail in known:
            alone = same[_heard(name)] == 1
            told = name if alone else self._told_apart(name, detail)
            self.names[key] = told
            self._ids[_heard(told)] = key
            if not alone:
                self._namesakes.setdefault(_heard(name), []).append(told)

    def find(self, typed: str) -> int | None:
        """The id of what has this name, whatever the case of its letters."""
        return self._ids.get(_heard(typed))

    def namesakes(self, typed: str) -> list[str]:
        """The full names to choose between, when `typed` is the name of several."""
        return self._namesakes.get(_heard(typed), [])

    def _told_apart(self, name: str, detail: str) -> str:
        told, n = f"{name} ({detail})" if detail else f"{name} (1)", 1
        while _heard(told) in self._ids:
            n += 1
            told = f"{name} ({detail}, {n})" if detail else f"{name} ({n})"
        return told


def _heard(name: str) -> str:
    return " ".join(clean(name).casefold().split())
