"""Decisions about persons and groups: what can be stored, and whose names could be one and the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import NamedTuple

from scdapp.core.errors import Refusal
from scdapp.core.text import clean, slugify
from scdapp.people.models import Announcement, Person

LIMITS = {
    "name": 120,
    "title": 200,
    "organisation": 160,
    "bio": 5000,
    "internal_note": 2000,
    "topic": 200,
    "when_words": 120,
}
MUCH_THE_SAME = 0.9


@dataclass(frozen=True)
class PersonValues:
    """What organisers write about a person or a group."""

    name: str
    is_group: bool = False
    title: str | None = None
    organisation: str | None = None
    bio: str | None = None
    internal_note: str | None = None


@dataclass(frozen=True)
class AnnouncementValues:
    """What is told of a speaker who is announced: about what and when, as far as known."""

    topic: str | None = None
    when_words: str | None = None


class Name(NamedTuple):
    """As little of a person as lists to choose from need."""

    id: int
    uid: str
    name: str
    organisation: str | None


class PerhapsKnown(Refusal):
    """Somebody with much the same name is there already; `people` says who. The organiser may know better."""

    def __init__(self, people: list[Name]) -> None:
        super().__init__("Det finns redan någon med nästan samma namn.", field="certain")
        self.people = people


def values_of(person: Person) -> PersonValues:
    """What stands about `person` now."""
    return PersonValues(**{field.name: getattr(person, field.name) for field in fields(PersonValues)})


def sound_person(values: PersonValues) -> PersonValues:
    """`values` with clean texts. Refuses a missing name and texts that are too long."""
    name = _fitting(values.name, "name")
    if not name:
        raise Refusal("Skriv vad personen eller gruppen heter.", field="name")
    return PersonValues(
        name=name,
        is_group=values.is_group,
        title=_fitting(values.title, "title"),
        organisation=_fitting(values.organisation, "organisation"),
        bio=_fitting(values.bio, "bio", lines=True),
        internal_note=_fitting(values.internal_note, "internal_note", lines=True),
    )


def sound_announcement(values: AnnouncementValues) -> AnnouncementValues:
    """`values` with clean texts. Refuses texts that are too long."""
    return AnnouncementValues(_fitting(values.topic, "topic"), _fitting(values.when_words, "when_words"))


def _fitting(text: str | None, field: str, *, lines: bool = False) -> str | None:
    tidy = clean(text or "", lines=lines)
    if not lines:
        tidy = " ".join(tidy.split())
    if len(tidy) > LIMITS[field]:
        raise Refusal(f"Texten är för lång. Högst {LIMITS[field]} tecken får plats.", field=field)
    return tidy or None


def ensure_unannounced(person: Person, announcements: Iterable[Announcement]) -> None:
    """Refuses while `person` is announced for a year."""
    years = sorted(announcement.edition.year for announcement in announcements)
    if years:
        told = " och ".join(str(year) for year in years)
        raise Refusal(f"{person.name} är klar talare för {told} och kan inte tas bort. Ta tillbaka det först.")


def alike(name: str, known: Iterable[Name]) -> list[Name]:
    """Those of `known` whose names are `name`, sound like it or differ from it by a slip of the pen."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_heard(name))
    found = []
    for person in known:
        matcher.set_seq1(_heard(person.name))
        if matcher.quick_ratio() >= MUCH_THE_SAME and matcher.ratio() >= MUCH_THE_SAME:
            found.append(person)
    return found


def _heard(name: str) -> str:
    """How a name sounds, in any order of its words: "Harrisson, Dick" is heard as "Dick Harrison"."""
    words = sorted(slugify(name, fallback=name.casefold()).split("-"))
    text = "-".join(words).replace("w", "v").replace("ph", "f").replace("ck", "k").replace("c", "k").replace("z", "s")
    return re.sub(r"(.)\1+", r"\1", text)
