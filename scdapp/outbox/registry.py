"""What the post knows by name: all letters and all kinds of secret links, handed over by `app` at start."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app

from scdapp.outbox.letters import LANGUAGES, Letter, checked
from scdapp.tokens.rules import LinkKind

Named = TypeVar("Named", Letter, LinkKind)


@dataclass(frozen=True)
class Registry:
    letters: dict[str, Letter]
    kinds: dict[str, LinkKind]


def install(app: Flask, letters: Iterable[Letter], kinds: Iterable[LinkKind]) -> None:
    """Let the post send `letters` and make links of `kinds`.

    Raises at once, not when the first mail should go, for two of one name and for a text with a place it has not.
    """
    registry = Registry(_by_name(letters), _by_name(kinds))
    for letter in registry.letters.values():
        if shared := letter.values.keys() & letter.links.keys():
            raise ValueError(f"{letter.name}: {shared} is both a value and a link")
        for language in LANGUAGES:
            checked(letter, letter.wording(language))
    app.extensions["scdapp.outbox"] = registry


def _by_name(things: Iterable[Named]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for thing in things:
        if thing.name in found:
            raise ValueError(f"two of the name {thing.name}")
        found[thing.name] = thing
    return found


def registry() -> Registry:
    """What the running application has."""
    found: Registry = current_app.extensions["scdapp.outbox"]
    return found
