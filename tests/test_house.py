"""The laws of the house that imports alone cannot say. Each sentence here is one that a reviewer need not say."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scdapp.core import web

ROOT = web.PACKAGE.parent
TEMPLATES = ROOT / "templates"
SOURCES = sorted(web.PACKAGE.rglob("*.py"))
SLICES = {file.parent.name for file in web.PACKAGE.glob("*/__init__.py")}
CLOCK_READERS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
DOOR_FILES = re.compile(r"scdapp\.(\w+)\.(?:\w+_)?(?:views|organiser|cli|forms)")
# A slice with two things in it has place_service beside service: the same laws, which import-linter cannot see.
ROOMS = {"models": 0, "rules": 1, "queries": 2, "service": 3, "forms": 4, "views": 5, "organiser": 5, "cli": 5}
HTTP = ("flask", "flask_wtf", "flask_login", "wtforms", "werkzeug")
IMPURE = (*HTTP, "sqlalchemy", "scdapp.core.db", "scdapp.core.clock")
NAMES_THAT_SAY_NOTHING = re.compile(r"(^|_)(utils?|helpers?|commons?|misc|managers?)(_|$)")


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for file in SOURCES:
        yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def _calls(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each call of an attribute: what it is called on, and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_only_the_transaction_commits() -> None:
    found = {name for name, tree in _trees() if any(called == "commit" for _on, called in _calls(tree))}
    assert found == {"scdapp/core/db.py"}


def test_only_the_clock_reads_the_clock() -> None:
    def reads(tree: ast.Module) -> bool:
        asked = (on.rpartition(".")[2] for on, called in _calls(tree) if called in CLOCK_READERS)
        return any(on in {"datetime", "date", "time"} for on in asked)

    assert {name for name, tree in _trees() if reads(tree)} == {"scdapp/core/clock.py"}


def test_doors_ask_the_clock_and_hand_on_what_it_said() -> None:
    """Services, rules and queries are told `now`; else no test could say when."""
    told = re.compile(r"(^|_)(service|rules|queries|models)$")
    found = {name for name, tree in _trees() if told.search(Path(name).stem) and ("clock", "now") in set(_calls(tree))}
    assert found == set()


def test_doors_and_forms_are_used_by_their_own_slice_only() -> None:
    strangers = [
        f"{name} imports {imported}"
        for name, tree in _trees()
        if name != "scdapp/app.py"
        for imported in _imports(tree)
        if (door := DOOR_FILES.match(imported)) and not name.startswith(f"scdapp/{door[1]}/")
    ]
    assert strangers == []


def _room(module: str) -> int | None:
    """Where a file belongs inside its slice, told by the last word of its name."""
    return ROOMS.get(module.rpartition("_")[2])


def test_files_with_longer_names_keep_the_order_inside_a_slice() -> None:
    upward = [
        f"{name} imports {imported}"
        for name, tree in _trees()
        for imported in _imports(tree)
        if imported.startswith(f"scdapp.{Path(name).parent.name}.")
        and (mine := _room(Path(name).stem)) is not None
        and (other := _room(imported.split(".")[2])) is not None
        and other > mine
    ]
    assert upward == []


def test_files_with_longer_names_know_neither_http_nor_what_is_not_theirs() -> None:
    def forbidden(name: str) -> tuple[str, ...]:
        room = _room(Path(name).stem)
        return () if room is None or room > ROOMS["service"] else IMPURE if room == ROOMS["rules"] else HTTP

    wrong = [
        f"{name} imports {imported}"
        for name, tree in _trees()
        for imported in _imports(tree)
        if any(f"{imported}.".startswith(f"{one}.") for one in forbidden(name))
    ]
    assert wrong == []


def test_every_file_has_a_name_that_says_what_it_holds() -> None:
    assert [file for file in SOURCES if NAMES_THAT_SAY_NOTHING.search(file.stem)] == []


def test_every_slice_stands_in_the_drawing() -> None:
    drawing = (web.PACKAGE / "__init__.py").read_text(encoding="utf-8").partition("Inside a slice")[0]
    assert {name for name in SLICES if not re.search(rf"^    .*\b{name}\b", drawing, re.MULTILINE)} == set()


def test_the_application_knows_every_table() -> None:
    """A model that nobody imports is invisible to the migrations."""
    ask = "import sys, scdapp.app; print(*(name for name in sys.modules if name.endswith('.models')))"
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    known = {name for name in answer.stdout.split() if name.startswith("scdapp.")}
    assert known == {f"scdapp.{file.parent.name}.models" for file in web.PACKAGE.glob("*/models.py")}


def test_templates_lie_beside_the_package_one_folder_a_slice() -> None:
    assert {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()} <= SLICES | {"errors"}
    # What is built into a wheel must never lie in a checkout: it would be found first.
    assert not (web.PACKAGE / "templates").exists()
    assert not (web.PACKAGE / "migrations").exists()


@pytest.mark.parametrize(
    "forbidden",
    [
        r"<script(?![^>]*\bsrc=)",
        r"<style\b",
        r"<[^>]*\sstyle=",
        r"<[^>]*\son\w+=",
        r"javascript:",
        r"\|\s*safe\b",
        r"autoescape\s+false",
        r"<(link|script|img|source|iframe|form)\b[^>]*(https?:)?//",
    ],
)
def test_no_template_needs_more_than_the_strict_policy_allows(forbidden: str) -> None:
    texts = {file.relative_to(TEMPLATES).as_posix(): file.read_text(encoding="utf-8") for file in _templates()}
    assert [name for name, text in texts.items() if re.search(forbidden, text, re.IGNORECASE)] == []


def _templates() -> Iterator[Path]:
    return TEMPLATES.rglob("*.html")


def test_each_template_is_used() -> None:
    python = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES)
    all_text = python + "\n".join(file.read_text(encoding="utf-8") for file in _templates())
    assert [name for file in _templates() if (name := file.relative_to(TEMPLATES).as_posix()) not in all_text] == []


def test_the_six_import_laws_stand_and_are_kept() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert sorted(contract["name"][0] for contract in rules["contracts"]) == list("123456")
    ladder = next(contract for contract in rules["contracts"] if contract["name"].startswith("1"))
    assert ladder["exhaustive"]
    # A process of its own: it silences every logger that there is.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
