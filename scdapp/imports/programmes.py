"""The file of one year's programme: rooms, tracks, blocks, days and entries, read into values. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from scdapp.imports import checking, references
from scdapp.imports.checking import Faults, Node, quoted, within
from scdapp.imports.facts import EditionFact, Facts, check_meta, expect, key_of
from scdapp.imports.json_files import WrongFile
from scdapp.imports.references import counted, refers
from scdapp.imports.words import FIELDS, FILE_FIELDS, KINDS, ROOM_KINDS, label
from scdapp.programme.vocabulary import LANGUAGES

EXPECTED = ("meta", "venue", "days", "tracks", "sessions", "registration")
EVERYTHING = "*"
LONGEST = timedelta(hours=16)
STAND_IN = datetime.combine(date.min, time.min)


@dataclass(frozen=True)
class RoomEntry:
    key: str
    name: str
    kind: str
    capacity: int | None
    step_free: bool | None
    hearing_loop: bool | None
    example: bool


@dataclass(frozen=True)
class Entry:
    """`fact`: the key of the session among the facts that this is; None for what is made up as a whole."""

    key: str
    fact: str | None
    title: str
    kind: str
    summary: str | None
    day: date
    starts: time
    ends: time
    past_midnight: bool
    approximate: bool
    room: str | None
    track: str | None
    block: str | None
    capacity: int | None
    speakers: tuple[str, ...]
    roles: tuple[str, ...]
    language: str
    service: bool
    example: bool
    example_fields: tuple[str, ...]


@dataclass(frozen=True)
class Deadline:
    """`what` happens for those who register: "opens", "closes" or "waitlist_answer_by"."""

    what: str
    day: date
    example: bool


@dataclass(frozen=True)
class ProgrammeFile:
    edition: str
    days: tuple[tuple[date, str | None], ...]
    rooms: tuple[RoomEntry, ...]
    tracks: tuple[tuple[str, str], ...]
    blocks: tuple[str, ...]
    entries: tuple[Entry, ...]
    deadlines: tuple[Deadline, ...]


def read(name: str, raw: dict[str, Any], facts: Facts) -> ProgrammeFile:
    """The programme in `raw`, every reference into `facts` checked too. Raises `WrongFile` with all faults."""
    expect(name, raw, EXPECTED, "ett program")
    faults = Faults()
    root = Node(raw, "", faults)
    check_meta(root)
    programme = ProgrammeFile(
        edition=root["meta"]["edition"].text(80),
        days=tuple((node["date"].day(), label(node)) for node in root["days"].each()),
        rooms=tuple(_room(node) for node in root["venue"]["rooms"].each()),
        tracks=tuple((key_of(node["id"]), node["name"].text(80)) for node in root["tracks"].each()),
        blocks=tuple(node.text(40) for node in root["registration"]["choices"]["blocks"].each()),
        entries=tuple(_entry(node) for node in root["sessions"].each()),
        deadlines=tuple(_deadlines(root["registration"])),
    )
    _check_ids(root)
    _check_references(root, programme, facts)
    _check_real(root, programme, facts)
    _check_days(root, facts.edition_of.get(programme.edition))
    _check_counts(root)
    if faults:
        raise WrongFile(name, faults.lines())
    return programme


def _room(node: Node) -> RoomEntry:
    return RoomEntry(
        key=key_of(node["id"]),
        name=node["name"].text(80),
        kind=node["kind"].one_of(ROOM_KINDS),
        capacity=node["capacity"].maybe(Node.whole),
        step_free=node["step_free"].maybe(Node.flag),
        hearing_loop=node["hearing_loop"].maybe(Node.flag),
        example=node["illustrative"].flag(),
    )


def _entry(node: Node) -> Entry:
    day, (starts, ends) = node["date"].day(), _hours(node)
    example = node["illustrative"].flag()
    return Entry(
        key=key_of(node["id"]),
        fact=node["fact_session"].maybe(lambda one: one.text(80)),
        title=node["title"].text(200),
        kind=node["kind"].one_of(KINDS),
        summary=node["abstract"].maybe(lambda one: one.text(5000, lines=True)),
        day=day,
        starts=starts.time(),
        ends=ends.time(),
        past_midnight=ends.date() > starts.date(),
        approximate=node["start_approximate"].flag(),
        room=node["room"].maybe(lambda one: one.text(80)),
        track=node["track"].maybe(lambda one: one.text(80)),
        block=node["choice_block"].maybe(lambda one: one.text(40)),
        capacity=node["max_seats"].maybe(Node.whole),
        speakers=tuple(one.text(80) for one in node["speakers"].each()),
        roles=tuple(one.text(120) for one in node["speaker_roles"].each()),
        language=node["language"].one_of({name: name for name in LANGUAGES}),
        service=node["service"].flag(),
        example=example,
        example_fields=_example_fields(node, example=example),
    )


def _hours(node: Node) -> tuple[datetime, datetime]:
    """Start and end on a wall clock in Sweden; the start lies on the entry's day and the end after it."""
    day = Node(node["date"].value, "", Faults()).day()
    starts, ends = node["start"].wall(), node["end"].wall()
    if starts and day != date.max and starts.date() != day:
        node["start"].wrong(f"{quoted(node['start'].value)} ligger inte på dagen {day} (date)")
    if starts and ends and not timedelta(0) < ends - starts <= LONGEST:
        node["end"].wrong(f"{quoted(node['end'].value)} ligger inte efter start, eller mer än 16 timmar efter")
    return starts or STAND_IN, ends or STAND_IN


def _example_fields(node: Node, *, example: bool) -> tuple[str, ...]:
    named = [one.text(40) for one in node["illustrative_fields"].each()]
    if example:
        if named != [EVERYTHING]:
            node["illustrative_fields"].wrong('ska vara ["*"] när illustrative är true')
        if node["fact_session"].value is not None:
            node["fact_session"].wrong("ska vara null när illustrative är true")
        return ()
    if node["fact_session"].value is None:
        node["fact_session"].wrong("saknas fast illustrative är false")
    return tuple(one.one_of(FIELDS) for one in node["illustrative_fields"].each())


def _deadlines(node: Node) -> list[Deadline]:
    found = []
    for what in ("opens", "closes", "waitlist_answer_by"):
        day = node[what]["date"].maybe(Node.day)
        if day:
            found.append(Deadline(what, day, node[what]["illustrative"].flag()))
    return found


def _check_ids(root: Node) -> None:
    for pattern in ("sessions[].id", "venue.rooms[].id", "venue.rooms[].name", "tracks[].id", "tracks[].name"):
        checking.unique(list(checking.found(root, pattern)))
    checking.unique(list(checking.found(root, "days[].date")))
    checking.unique(list(checking.found(root, "registration.choices.blocks[]")))
    checking.unique([node for node in checking.found(root, "sessions[].fact_session") if node.value is not None])


def _check_references(root: Node, programme: ProgrammeFile, facts: Facts) -> None:
    def points(pattern: str, to: Any, called: str) -> None:
        nodes = [node for node in checking.found(root, pattern) if isinstance(node.value, str)]
        refers(nodes, to=to, called=called)

    days = [day.isoformat() for day, _ in programme.days]
    ours = [session.key for session in facts.sessions if session.edition == programme.edition]
    points("meta.edition", facts.edition_of, "fakta: editions")
    points("sessions[].speakers[]", [person.key for person in facts.people], "fakta: people")
    points("sessions[].fact_session", ours, f"fakta: sessions för {programme.edition}")
    points("sessions[].room", [room.key for room in programme.rooms], "venue.rooms")
    points("sessions[].track", [key for key, _ in programme.tracks], "tracks")
    points("sessions[].choice_block", programme.blocks, "registration.choices.blocks")
    points("sessions[].date", days, "days")
    points("ticket_types?[].valid[]", days, "days")


def _check_real(root: Node, programme: ProgrammeFile, facts: Facts) -> None:
    """What an entry claims to know of a real session is what the facts know."""
    sessions = facts.session_of
    for node, entry in zip(root["sessions"].each(), programme.entries, strict=True):
        fact = sessions.get(entry.fact or "")
        if fact is None:
            continue
        for name in (name for name in ("day", "starts") if name not in entry.example_fields):
            if getattr(fact, name) != getattr(entry, name):
                node["illustrative_fields"].wrong(f"{FILE_FIELDS[name]} är påhittat men räknas inte upp")


def _check_days(root: Node, edition: EditionFact | None) -> None:
    for node in root["days"].each():
        if edition and not within(node["date"].day(), edition.starts_on, edition.ends_on, before=1):
            node["date"].wrong(f"{quoted(node['date'].value)} ligger utanför dagarna för {edition.name}")


def _check_counts(root: Node) -> None:
    def by(key: str, wanted: object) -> Any:
        return counted("sessions[]", lambda node: node[key].value == wanted)

    references.counts(
        root,
        {
            "sessions_total": counted("sessions[]"),
            "programme_items": by("service", False),
            "service_items": by("service", True),
            "real_sessions": by("illustrative", False),
            "illustrative_sessions": by("illustrative", True),
            "rooms": counted("venue.rooms[]"),
            "seminar_rooms": counted("venue.rooms[]", lambda node: node["kind"].value == "seminarium"),
        },
    )
    told = root["meta"]["counts"]["by_kind"]
    there = [node.value for node in checking.found(root, "sessions[].kind")]
    for node in told.values():
        word = node.path.rpartition(".")[2]
        if node.whole(0) != there.count(word):
            node.wrong(f"säger {quoted(node.value)}, men det finns {there.count(word)}")
    for word in dict.fromkeys(str(one) for one in there):
        if isinstance(told.value, dict) and word not in told.value:
            told.wrong(f"{quoted(word)} är inte räknat")
