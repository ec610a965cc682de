"""The file of facts: all years of the conference, its people and its sessions, read into values. Pure."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from scdapp.core import walltime
from scdapp.imports import checking, references
from scdapp.imports.checking import Faults, Node, quoted, within
from scdapp.imports.json_files import WrongFile
from scdapp.imports.words import KINDS, label
from scdapp.programme.vocabulary import LANGUAGES

EXPECTED = ("meta", "people", "editions", "earlier_editions", "sessions")
ENTITIES = {"person": False, "grupp": True}
# A conference lasts three days, and something may be on the evening before.
DAYS_AT_MOST = 7


@dataclass(frozen=True)
class PersonFact:
    key: str
    name: str
    is_group: bool
    title: str | None
    organisation: str | None
    note: str | None


@dataclass(frozen=True)
class EditionFact:
    """`afterwards`: what was only known when it was over."""

    key: str
    year: int
    name: str
    city: str | None
    venue: str | None
    host: str | None
    theme: str | None
    starts_on: date
    ends_on: date | None
    days: tuple[tuple[date, str | None], ...] = ()
    afterwards: tuple[str, ...] = ()
    registration_opens: date | None = None
    waitlist_answer_by: date | None = None

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on


@dataclass(frozen=True)
class SessionFact:
    """`held`: the source looks back at it, so its `gist` may tell what was said and decided."""

    key: str
    edition: str
    title: str
    title_is_its_own: bool
    kind: str
    day: date | None
    starts: time | None
    ends: time | None
    approximate: bool
    speakers: tuple[str, ...]
    language: str | None
    prerecorded: bool
    gist: str | None
    held: bool
    note: str | None


@dataclass(frozen=True)
class Facts:
    people: tuple[PersonFact, ...]
    editions: tuple[EditionFact, ...]
    sessions: tuple[SessionFact, ...]

    @property
    def edition_of(self) -> dict[str, EditionFact]:
        return {edition.key: edition for edition in self.editions}

    @property
    def session_of(self) -> dict[str, SessionFact]:
        return {session.key: session for session in self.sessions}


def read(name: str, raw: dict[str, Any]) -> Facts:
    """The facts in `raw`, every type, date, reference and count checked. Raises `WrongFile` with all faults."""
    expect(name, raw, EXPECTED, "fakta")
    faults = Faults()
    root = Node(raw, "", faults)
    check_meta(root)
    facts = Facts(
        people=tuple(_person(node) for node in root["people"].each()),
        editions=(
            *(_edition(node) for node in root["editions"].each()),
            *(_earlier_edition(node) for node in root["earlier_editions"].each()),
        ),
        sessions=tuple(_session(node) for node in root["sessions"].each()),
    )
    references.check(root)
    _check_years(root)
    _check_session_days(root, facts)
    if faults:
        raise WrongFile(name, faults.lines())
    return facts


def expect(name: str, raw: dict[str, Any], keys: tuple[str, ...], what: str) -> None:
    """Refuses a file of another sort at once, rather than with a hundred faults. Raises `WrongFile`."""
    missing = [key for key in keys if key not in raw]
    if missing:
        raise WrongFile(name, (f"Det här är ingen fil med {what}: {', '.join(missing)} saknas.",))


def check_meta(root: Node) -> None:
    """Note a form of file or a time zone that is not ours."""
    if root["meta"]["schema_version"].whole(1, 1000) != 1:
        root["meta"]["schema_version"].wrong("ska vara 1")
    if root["meta"]["timezone"].text() not in ("", "Europe/Stockholm"):
        root["meta"]["timezone"].wrong("ska vara Europe/Stockholm")


def key_of(node: Node) -> str:
    """An id: lower case letters, digits and hyphens."""
    key = node.text(80)
    if key and not all(c.isascii() and (c.isalnum() or c in "-_") for c in key):
        node.wrong(f"{quoted(key)} får bara innehålla bokstäverna a–z, siffror och bindestreck")
    return key


def _line(limit: int) -> Any:
    return lambda node: node.text(limit)


def _person(node: Node) -> PersonFact:
    return PersonFact(
        key=key_of(node["id"]),
        name=node["name"].text(120),
        is_group=node["entity"].one_of(ENTITIES),
        title=node["title"].maybe(_line(200)),
        organisation=node["organisation"].maybe(_line(160)),
        note=node["note"].maybe(_line(2000)),
    )


def _edition(node: Node) -> EditionFact:
    registration = node["registration"]
    told = (node["attendance_note"], node.optional("theme_note"), registration["state_note"])
    return EditionFact(
        key=key_of(node["id"]),
        name=node["name"].text(120),
        venue=node["venue"].maybe(_line(120)),
        host=node["co_organiser"].maybe(_line(120)),
        days=_days(node),
        afterwards=tuple(text for text in (one.maybe(_line(2000)) for one in told) if text),
        registration_opens=registration["opens"].maybe(Node.day),
        waitlist_answer_by=registration.optional("waitlist_answer_by").maybe(Node.day),
        **_when_and_where(node),
    )


def _earlier_edition(node: Node) -> EditionFact:
    common = _when_and_where(node)
    note = node["note"].maybe(_line(2000))
    return EditionFact(
        key=f"scd{common['year']}",
        name=f"Socialchefsdagarna {common['year']}",
        venue=None,
        host=None,
        afterwards=(note,) if note else (),
        **common,
    )


def _when_and_where(node: Node) -> dict[str, Any]:
    starts_on, ends_on = node["start"].day(), node["end"].maybe(Node.day)
    year = node["year"].whole(*checking.YEARS)
    if date.max not in (starts_on, ends_on):
        if starts_on.year != year:
            node["start"].wrong(f"{quoted(node['start'].value)} ligger inte i år {year}")
        if ends_on and not within(ends_on, starts_on, starts_on, after=DAYS_AT_MOST):
            node["end"].wrong(f"{quoted(node['end'].value)} ligger före start, eller mer än en vecka efter")
    return {
        "year": year,
        "city": node["city"].maybe(_line(80)),
        "theme": node["theme"].maybe(_line(200)),
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def _days(node: Node) -> tuple[tuple[date, str | None], ...]:
    first, last = Node(node["start"].value, node["start"].path, Faults()).day(), node["end"].maybe(Node.day)
    days = []
    for day in node["days"].each():
        found = day["date"].day()
        if not within(found, first, last):
            day["date"].wrong(f"{quoted(day['date'].value)} ligger utanför upplagans dagar")
        days.append((found, label(day)))
    checking.unique([day["date"] for day in node["days"].each()])
    return tuple(days)


def _session(node: Node) -> SessionFact:
    session = SessionFact(
        key=key_of(node["id"]),
        edition=node["edition"].text(80),
        title=node["title"].text(200),
        title_is_its_own=node["title_from_source"].flag(),
        kind=node["kind"].one_of(KINDS),
        day=node["date"].maybe(Node.day),
        starts=node["start"].maybe(Node.clock_time),
        ends=node["end"].maybe(Node.clock_time),
        approximate=node["start_approximate"].flag(),
        speakers=tuple(one.text(80) for one in node["speakers"].each()),
        language=node["language"].maybe(lambda one: one.one_of({name: name for name in LANGUAGES})),
        prerecorded="förinspelad" in [tag.text(60) for tag in node["tags"].each()],
        gist=node["gist"].maybe(lambda one: one.text(5000, lines=True)),
        held=node["status"].one_of({"genomförd": True, "annonserad": False}),
        note=node["note"].maybe(_line(2000)),
    )
    _check_time(node, session)
    checking.unique(node["speakers"].each())
    return session


def _check_time(node: Node, session: SessionFact) -> None:
    if session.starts and session.day is None:
        node["start"].wrong("det finns ett klockslag men ingen dag (date)")
    if session.ends and session.starts is None:
        node["end"].wrong("det finns ett slut men ingen början (start)")
    if session.starts and session.ends and session.ends <= session.starts:
        node["end"].wrong(f"{quoted(node['end'].value)} ligger inte efter start {quoted(node['start'].value)}")
    if session.day and session.starts:
        check_exists(node["start"], session.day, session.starts)
    if session.day and session.ends:
        check_exists(node["end"], session.day, session.ends)


def check_exists(node: Node, day: date, at: time) -> None:
    """Note a time of day in the hour that is skipped in spring."""
    if day != date.max and not walltime.exists(day, at):
        node.wrong(f"klockslaget {at:%H:%M} finns inte den {day}: klockan ställs fram den natten")


def _check_years(root: Node) -> None:
    editions = [*root["editions"].each(), *root["earlier_editions"].each()]
    checking.unique([node["year"] for node in editions])


def _check_session_days(root: Node, facts: Facts) -> None:
    editions = facts.edition_of
    for node, session in zip(root["sessions"].each(), facts.sessions, strict=True):
        edition = editions.get(session.edition)
        if edition and session.day and not within(session.day, edition.starts_on, edition.ends_on, before=1):
            node["date"].wrong(f"{quoted(node['date'].value)} ligger utanför dagarna för {edition.name}")
