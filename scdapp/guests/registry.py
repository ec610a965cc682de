"""Who knows an e-mail address: asked before a link is sent, installed by `app` from the slices that keep addresses."""

from collections.abc import Callable, Iterable

from flask import Flask, current_app

Knows = Callable[[str], bool]


def install(app: Flask, knowers: Iterable[Knows]) -> None:
    """Let links be sent to addresses that one of `knowers` knows."""
    app.extensions["scdapp.guests"] = tuple(knowers)


def known(email: str) -> bool:
    """Whether anybody knows the address. Asks all of them, so that the time it takes tells nothing."""
    knowers: tuple[Knows, ...] = current_app.extensions["scdapp.guests"]
    return any([knows(email) for knows in knowers])
