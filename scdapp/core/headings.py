"""Which column of an uploaded list says what, whatever its heading is called and wherever it stands. Pure."""

import re
from collections.abc import Mapping, Sequence


def _heard(text: str) -> str:
    return re.sub(r"[^a-zåäö0-9]", "", text.casefold())


class Headings:
    """`words`: our name for a column -> the heading of the template, and what else it may be called."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.labels = {name: called[0] for name, called in words.items()}
        self._known = {_heard(word): name for name, called in words.items() for word in called}

    def found(self, heads: Sequence[str]) -> dict[str, int]:
        """Where each column stands that the list has; the first of two of one name."""
        places: dict[str, int] = {}
        for place, head in enumerate(heads):
            if name := self._known.get(_heard(head)):
                places.setdefault(name, place)
        return places

    def unread(self, heads: Sequence[str]) -> list[str]:
        """The headings that nothing is read from."""
        used = set(self.found(heads).values())
        return [head for place, head in enumerate(heads) if head and place not in used]
