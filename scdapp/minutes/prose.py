"""The minutes as people read them, made of the canonical text and nothing else: page, PDF and XML say the same.

Minutes are Swedish, whatever the language of the page around them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from scdapp.core import clock
from scdapp.core import words as said
from scdapp.core.language import speaking
from scdapp.decisions import vocabulary as decided
from scdapp.meetings import vocabulary as meetings

LEADS = {
    "approved": "Årsmötet beslutade",
    "rejected": "Årsmötet avslog förslaget",
    "tabled": "Årsmötet bordlade förslaget",
    "remitted": "Årsmötet återremitterade förslaget",
    "dropped": "Förslaget föll",
}
OPEN = "Förslag till beslut"
FIGURES = (
    ("for", "för"),
    ("against", "emot"),
    ("abstained", "avstod"),
    ("blank", "blanka"),
    ("invalid", "ogiltiga"),
)


@dataclass(frozen=True)
class Ruling:
    """What the meeting did, and the att-satser it did it to, each without its "att"."""

    lead: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Elected:
    """Who was elected to a post: rows of name, title and employer, region."""

    post: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Paragraph:
    """One § in words."""

    number: int
    uid: str
    kind: str
    heading: str
    body: tuple[str, ...]
    rulings: tuple[Ruling, ...]
    elected: tuple[Elected, ...]
    facts: tuple[str, ...]
    attested: str


@dataclass(frozen=True)
class Prose:
    """All of the minutes in words."""

    association: str
    title: str
    year: int
    opened_at: datetime | None
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[Paragraph, ...]
    documents: tuple[tuple[int, str], ...]


def prose(text: str) -> Prose:
    """A canonical text (of minutes or of an extract) in words."""
    with speaking("sv"):
        return _prose(json.loads(text))


def _prose(data: dict[str, Any]) -> Prose:
    meeting = data["meeting"]
    return Prose(
        association=data["association"],
        title=f"Protokoll, {meetings.KINDS[meeting['kind']]} {meeting['year']}",
        year=meeting["year"],
        opened_at=_moment(meeting["opened_at"]),
        facts=tuple(_facts(data)),
        paragraphs=tuple(_paragraph(one) for one in data["paragraphs"]),
        documents=tuple((one["number"], one["sha256"]) for one in data.get("documents", ())),
    )


def _facts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    meeting = data["meeting"]
    opened, ended = _moment(meeting["opened_at"]), _moment(meeting["ended_at"])
    if opened:
        yield "Tid", _hours(opened, ended)
    elif meeting["held_on"]:
        yield "Dag", said.day(date.fromisoformat(meeting["held_on"]))
    if meeting["place"]:
        yield "Plats", meeting["place"]
    if meeting["format"]:
        yield "Form", meetings.FORMATS[meeting["format"]]
    if meeting["fiscal_year"]:
        yield "Verksamhetsår", meeting["fiscal_year"]
    for role in dict.fromkeys(one["role"] for one in data["officers"]):
        people = [one for one in data["officers"] if one["role"] == role]
        named = (", ".join(part for part in (one["name"], one["title"]) if part) for one in people)
        yield decided.ROLES[role].capitalize(), "; ".join(named)
    for one in data.get("notices", ()):
        sent = _moment(one["sent_at"])
        if one["kind"] != "motion_reminder" and sent:
            how = f"{said.date_plain(sent)}, {meetings.CHANNELS[one['channel']]}, till {one['recipients']} mottagare"
            yield meetings.NOTICE_KINDS[one["kind"]].capitalize(), how
    for one in data.get("registers", ()):
        yield f"Röstlängd {one['seq']}", f"{one['voters']} röstberättigade, {one['votes']} röster"


def _hours(opened: datetime, ended: datetime | None) -> str:
    """ "onsdag 2 oktober 2024 kl. 16.30–17.45"."""
    start, end = clock.local(opened), clock.local(ended) if ended else None
    if end and end.date() != start.date():
        return f"{said.moment(opened)} till {said.moment(end)}"
    return said.day_at(said.day(start.date()), said.hours(start.time(), end.time() if end else None))


def _paragraph(one: dict[str, Any]) -> Paragraph:
    attested = _moment(one.get("attested_at"))
    return Paragraph(
        number=one["number"],
        uid=one["uid"],
        kind=one["kind"],
        heading=one["heading"],
        body=tuple(part.strip() for part in one["body"].split("\n\n") if part.strip()),
        rulings=tuple(_rulings(one["clauses"])),
        elected=tuple(_elected(row) for row in one["elected"] if row["people"]),
        facts=tuple(_paragraph_facts(one)),
        attested=f"Paragrafen förklarades omedelbart justerad {said.moment(attested)}." if attested else "",
    )


def _rulings(clauses: list[dict[str, Any]]) -> Iterator[Ruling]:
    for outcome, found in groupby(clauses, key=lambda one: one["outcome"]):
        yield Ruling(LEADS.get(outcome, OPEN), tuple(one["text"].removeprefix("att ") for one in found))


def _elected(row: dict[str, Any]) -> Elected:
    people = tuple(
        (
            one["name"] + (" (genom lottning)" if one["by_lot"] else ""),
            ", ".join(part for part in (one["title"], one["employer"]) if part),
            one["region"] or "",
        )
        for one in row["people"]
    )
    return Elected(row["post"] + (", fyllnadsval" if row["by_election"] else ""), people)


def _paragraph_facts(one: dict[str, Any]) -> Iterator[str]:
    if one["outcome"] is None:
        yield "Frågan är inte avgjord."
    else:
        how = f" Beslutssätt: {decided.METHODS[one['method']]}." if one["method"] else ""
        yield f"Utfall: {decided.OUTCOMES[one['outcome']]}.{how}"
    if one["majority"] != "simple":
        yield f"Krav för bifall: {meetings.MAJORITIES[one['majority']]}."
    for row in one["rounds"]:
        if row["method"] in decided.COUNTED:
            yield _round(row)
    if one["took_no_part"]:
        many = one["took_no_part"]
        yield f"{many} {'person' if many == 1 else 'personer'} deltog inte i beslutet på grund av jäv."
    if one["earlier"]:
        yield f"Frågan kommer från årsmötet {one['earlier']['year']}, § {one['earlier']['number']}."
    if one["valid_from"]:
        yield f"Gäller från {said.date_plain(date.fromisoformat(one['valid_from']))}."


def _round(row: dict[str, Any]) -> str:
    figures = ", ".join(f"{row[key]} {word}" for key, word in FIGURES if row[key] is not None)
    against = f" mot röstlängd {row['register']}" if row["register"] else ""
    text = f"{decided.METHODS[row['method']].capitalize()}{against}{f': {figures}' if figures else ''}."
    if row["result"]:
        text += f" Resultat: {decided.RESULTS[row['result']]}."
    if row["tie_break"]:
        text += f" Vid lika röstetal: {meetings.TIE_RULES[row['tie_break']]}."
    return text


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def private(text: str) -> dict[int, list[str]]:
    """What only the board and the attesters read, of each paragraph by its number: who dissented, who took no part,
    who answered what at a roll call.
    """
    found: dict[int, list[str]] = {}
    for one in json.loads(text)["paragraphs"]:
        lines = [
            f"{decided.DISSENT_KINDS[row['kind']].capitalize()}, {row['name']}: {row['text']}"
            for row in one["dissents"]
        ]
        absent = ", ".join(row["name"] for row in one["recusals"])
        lines += [_called(row) for row in one["rounds"] if row.get("names")]
        found[one["number"]] = lines + ([f"Deltog inte (jäv): {absent}"] if absent else [])
    return found


def _called(row: dict[str, Any]) -> str:
    """Who answered what at a roll call."""
    answered = {
        word: [one["name"] for one in row["names"] if one["vote"] == vote] for vote, word in decided.NAMED_VOTES.items()
    }
    told = (f"{word.capitalize()}: {', '.join(names) or 'ingen'}." for word, names in answered.items())
    return f"Namnupprop, omgång {row['number']}. {' '.join(told)}"
