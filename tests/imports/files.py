"""The demo's two files as values that a test may spoil, and what is then said about them."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from scdapp.core.db import db
from scdapp.demo.cli import FACTS, PROGRAMME
from scdapp.imports import facts, programmes
from scdapp.imports.facts import Facts
from scdapp.imports.json_files import WrongFile

_FACTS, _PROGRAMME = (json.loads(file.read_text(encoding="utf-8")) for file in (FACTS, PROGRAMME))


def raw_facts() -> dict[str, Any]:
    return copy.deepcopy(_FACTS)


def raw_programme() -> dict[str, Any]:
    return copy.deepcopy(_PROGRAMME)


def right_facts() -> Facts:
    return facts.read("facts.json", raw_facts())


def put(raw: Any, path: str, value: Any) -> None:
    """Set what lies at `sessions.12.speakers.0` to `value`; the value `del` takes it away."""
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    for step in way:
        raw = raw[step]
    if value is del_:
        del raw[last]
    elif last == "+":
        raw.append(value)
    else:
        raw[last] = value


del_ = object()


def wrong_facts(*changes: tuple[str, Any]) -> tuple[str, ...]:
    """What is said about the facts after these changes."""
    raw = raw_facts()
    for path, value in changes:
        put(raw, path, value)
    with pytest.raises(WrongFile) as refused:
        facts.read("facts.json", raw)
    return refused.value.faults


def wrong_programme(*changes: tuple[str, Any]) -> tuple[str, ...]:
    """What is said about the programme after these changes."""
    raw = raw_programme()
    for path, value in changes:
        put(raw, path, value)
    with pytest.raises(WrongFile) as refused:
        programmes.read("programme.json", raw, right_facts())
    return refused.value.faults


def write(folder: Path, raw: Any, name: str = "facts.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return file


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, as another process would read them now."""
    db.session.rollback()
    rows = {
        table.name: [tuple(row) for row in db.session.execute(table.select().order_by(*table.primary_key))]
        for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return rows
