"""What the facts file knows of annual meetings that were held before meetings were kept here. Null stays unknown."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ELECTED_AS = {"nyval": "new", "omval": "again"}
POSTS = {
    "ordförande": "chair",
    "vice ordförande": "vice_chair",
    "kassör": "treasurer",
    "sekreterare": "secretary",
}


@dataclass(frozen=True)
class KnownElection:
    """Somebody who was elected, with title and employer if the source that tells of the election says them."""

    post: str
    name: str
    title: str | None
    employer: str | None
    elected_as: str
    term_years: int
    succeeds: str | None


@dataclass(frozen=True)
class KnownMeeting:
    """A meeting as the sources tell of it; `sources` says which they are."""

    year: int
    held_on: date | None
    day_note: str
    elections: tuple[KnownElection, ...]
    decisions: tuple[str, ...]
    # Title and text of each area that the meeting adopted.
    areas: tuple[tuple[str, str], ...]
    sources: str


def read(file: Path) -> list[KnownMeeting]:
    """The meetings that the file knows of, oldest first."""
    facts = json.loads(file.read_text(encoding="utf-8"))
    people = {one["id"]: one for one in facts["people"]}
    areas = {one["id"]: one for one in facts["focus_areas"]}
    years = {one["id"]: one["year"] for one in facts["editions"]}
    told = facts["meta"]["sources"]
    found = [
        KnownMeeting(
            year=years[one["edition"]],
            held_on=date.fromisoformat(one["date"]) if one["date"] else None,
            day_note=one["date_precision"],
            elections=tuple(_election(election, people, one["src"]) for election in one["elections"]),
            decisions=tuple(one["decisions"]),
            areas=tuple((areas[key]["name"], _listed(areas[key]["gist"])) for key in one["focus_areas"]),
            sources=_sources(one["src"], told),
        )
        for one in facts["annual_meetings"]
    ]
    return sorted(found, key=lambda one: one.year)


def _election(told: dict[str, Any], people: dict[str, Any], sources: list[str]) -> KnownElection:
    person = people[told["person"]]
    # "kassör FSS (vald 2017); socialchef": what follows is the title that the person had then.
    _office, told_title, title = person["title"].partition("; ")
    then = bool(told_title) and set(person["src"]) <= set(sources)
    return KnownElection(
        post=POSTS[told["office"]],
        name=person["name"],
        title=title if then else None,
        employer=person["organisation"] if then else None,
        elected_as=ELECTED_AS.get(told["kind"], "unknown"),
        term_years=told["term_years"],
        succeeds=people[told["succeeds"]]["name"] if told["succeeds"] else None,
    )


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {one}" for one in lines)


def _sources(keys: list[str], told: dict[str, dict[str, str]]) -> str:
    """The sources as people can look them up: an address, or what the document is."""
    found = [told[key.partition(":")[0]] for key in keys]
    return "; ".join(dict.fromkeys(one.get("url") or one["what"] for one in found))
