"""Choosing one of hundreds by writing its name: a plain text field with suggestions, no script needed. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping


class Choosable:
    """Rows under names of which each leads to one of them: those with the same name are told apart by a detail."""

    def __init__(self, named: Mapping[int, str], detail: Callable[[int], str | None]) -> None:
        """`named` says what each id is called, `detail` what tells it from its namesakes."""
        same = Counter(map(_heard, named.values()))
        self._ids: dict[str, int] = {}
        self._namesakes: dict[str, list[str]] = {}
        self.names: dict[int, str] = {}
        for key, name in named.items():
            alone = same[_heard(name)] == 1
            told = name if alone else self._told_apart(name, detail(key))
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

    def _told_apart(self, name: str, detail: str | None) -> str:
        told, n = f"{name} ({detail})" if detail else f"{name} (1)", 1
        while _heard(told) in self._ids:
            n += 1
            told = f"{name} ({detail}, {n})" if detail else f"{name} ({n})"
        return told


def _heard(name: str) -> str:
    return " ".join(name.casefold().split())


NOTHING = Choosable({}, lambda _: None)
