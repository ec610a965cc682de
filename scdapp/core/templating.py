"""What templates may call: words for dates, safe text, and the demo's and the preview's banner. No logic of slices."""

from pathlib import Path
from typing import Any

from flask import Flask, current_app
from jinja2 import FileSystemBytecodeCache

from scdapp.core import clock, text, words


def install(app: Flask) -> None:
    """Filters and globals for all templates."""
    app.jinja_env.filters.update(
        day=words.day,
        day_short=words.day_short,
        weekday=words.weekday,
        date_plain=words.date_plain,
        moment=words.moment,
        clock_time=words.clock_time,
        at=words.at,
        iso=words.iso,
        kronor=words.kronor,
        markdown=text.markdown,
        shy=text.shy,
    )
    app.jinja_env.globals.update(
        days_words=words.days,
        day_at=words.day_at,
        hours=words.hours,
        now=clock.moment,
        previewing=clock.previewing,
        field_attributes=field_attributes,
        is_demo=lambda: bool(current_app.config["DEMO"]),
    )


def compiled(instance: Path) -> FileSystemBytecodeCache:
    """Where templates lie compiled, so that each worker of a server need not do it anew when everybody comes."""
    folder = instance / "compiled-templates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def field_attributes(field: Any, given: dict[str, Any]) -> dict[str, Any]:
    """What ties a control to its hint and its errors for those who hear the page."""
    described = [f"{field.id}-hint"] if field.description else []
    described += [f"{field.id}-error"] if field.errors else []
    attributes = dict(given)
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes
