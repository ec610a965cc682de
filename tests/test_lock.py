"""The lock file is made from pyproject.toml as it stands, and fetches from the public index only."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {"pypi.org", "files.pythonhosted.org"}
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[([\w,-]+)\])?([^;\s]*)(?: ; .*)?")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def _asked(requirements: list[str]) -> set[tuple[str, str, str]]:
    matches = [REQUIREMENT.fullmatch(text) for text in requirements]
    return {(m[1], m[2] or "", m[3]) for m in matches if m}


def _locked(requirements: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(r["name"], ",".join(r.get("extras", [])), r.get("specifier", "")) for r in requirements}


def test_the_lock_file_fits_pyproject() -> None:
    project, lock = _read("pyproject.toml"), _read("uv.lock")
    mine = next(package for package in lock["package"] if package["name"] == project["project"]["name"])
    assert lock["requires-python"] == project["project"]["requires-python"]
    assert _locked(mine["metadata"]["requires-dist"]) == _asked(project["project"]["dependencies"])
    groups = {name: _asked(asked) for name, asked in project["dependency-groups"].items()}
    assert {name: _locked(locked) for name, locked in mine["metadata"]["requires-dev"].items()} == groups
    assert mine["source"] == {"editable" if project["tool"]["uv"]["package"] else "virtual": "."}


def test_the_lock_file_names_public_hosts_only() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\"]+)", text)) == PUBLIC
    assert not re.search(r"(git|path|directory) = \"", text)
