"""What a list of members comes to: who is new, what changes of whom, what is wrong in which row. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scdapp.core import personal_numbers
from scdapp.core.errors import Refusal
from scdapp.core.headings import Headings
from scdapp.core.secret import fingerprint
from scdapp.core.tables import Table, Wrong
from scdapp.members import rules
from scdapp.members.rules import MemberValues

COLUMNS = Headings(
    {
        "name": ("Namn", "Name", "Medlem", "Member"),
        "email": ("E-post", "E-postadress", "Email", "E-mail", "Mejl"),
        "region": ("Region",),
        "since": ("Medlem sedan", "Member since", "Inträde", "Inträdesdatum"),
        "left_on": ("Lämnade", "Left", "Utträde", "Utträdesdatum"),
        "first": ("Förnamn", "First name"),
        "last": ("Efternamn", "Last name"),
    }
)
# The headings of our own lists: with them a name is in one column.
HEADS = tuple(COLUMNS.labels[name] for name in ("name", "email", "region", "since", "left_on"))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# So many rows tell what sort of numbers a column holds.
_A_FEW = 100


@dataclass(frozen=True)
class Standing:
    """What stands about somebody now."""

    id: int
    values: MemberValues
    left_on: date | None


@dataclass(frozen=True)
class Line:
    """A row, and what it makes of whom: somebody new if there is no `member_id`, else what `changes` of them."""

    row: int
    values: MemberValues
    left_on: date | None
    member_id: int | None
    changes: tuple[tuple[str, str, str], ...] = ()
    namesake: bool = False

    @property
    def new(self) -> bool:
        return self.member_id is None


@dataclass(frozen=True)
class Plan:
    """What a list comes to. `absent`: how many members do not stand in it."""

    lines: tuple[Line, ...]
    wrong: tuple[Wrong, ...]
    absent: int

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.new]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.changes]

    @property
    def unchanged(self) -> int:
        return len(self.lines) - len(self.new) - len(self.changed)

    @property
    def wrong_rows(self) -> int:
        return len({one.row for one in self.wrong})

    @property
    def mark(self) -> str:
        """The same for the same outcome only: who has seen it agrees to nothing else."""
        return fingerprint(repr((self.lines, self.wrong)))


def ensure_headed(table: Table) -> None:
    """Refuses a list that does not say where the names are."""
    found = COLUMNS.found(table.heads).keys()
    if "name" not in found and not {"first", "last"} <= found:
        raise Refusal("Första raden ska vara rubriker, minst Namn. Hämta mallen.", field="file")


def only_read(table: Table) -> Table:
    """The list without the columns that nothing is read from."""
    places = sorted(COLUMNS.found(table.heads).values())

    def kept(cells: Sequence[str]) -> tuple[str, ...]:
        return tuple(cells[place] if place < len(cells) else "" for place in places)

    return Table(kept(table.heads), tuple((number, kept(cells)) for number, cells in table.rows))


def tells_too_much(table: Table) -> bool:
    """Whether a column that nothing is read from holds personal numbers."""
    places = set(COLUMNS.found(table.heads).values())
    others = (cell for _, cells in table.rows[:_A_FEW] for place, cell in enumerate(cells) if place not in places)
    return any(map(personal_numbers.contains, others))


def plan(table: Table, standing: Sequence[Standing], *, today: date) -> Plan:
    """What would come of each row. Whoever has the same address is the same; without one, who has the same name.

    An empty cell changes nothing; but who stands in the list without having left it belongs again.
    """
    places = COLUMNS.found(table.heads)
    known = _Known(standing)
    lines: list[Line] = []
    wrong: list[Wrong] = []
    first: dict[object, int] = {}
    for number, cells in table.rows:
        said = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        try:
            line = _line(number, said, known, today)
            earlier = first.setdefault(_who(line), number)
            if earlier != number:
                raise Refusal(f"Samma medlem som på rad {earlier}.", field="email" if line.values.email else "name")
        except Refusal as refusal:
            wrong.append(Wrong(number, COLUMNS.labels.get(refusal.field or "", "Raden"), refusal.sentence))
        else:
            lines.append(line)
    met = {line.member_id for line in lines}
    absent = sum(1 for one in standing if one.left_on is None and one.id not in met)
    return Plan(tuple(lines), tuple(wrong), absent)


class _Known:
    """Those who stand there already, by address and by name."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        self.by_email = {one.values.email: one for one in standing if one.values.email}
        self.by_name: dict[str, list[Standing]] = defaultdict(list)
        for one in standing:
            self.by_name[rules.comparable_name(one.values.name)].append(one)

    def called(self, values: MemberValues) -> list[Standing]:
        return self.by_name.get(rules.comparable_name(values.name), [])

    def meant(self, values: MemberValues) -> Standing | None:
        """Whom a row is about. Refuses one that could be about several."""
        if values.email and (found := self.by_email.get(values.email)):
            return found
        # An address tells somebody from all namesakes but those of whom none is known.
        called = [one for one in self.called(values) if not (values.email and one.values.email)]
        if values.region and len(called) > 1:
            called = [one for one in called if one.values.region == values.region] or called
        if len(called) > 1:
            raise Refusal(
                f"{len(called)} medlemmar heter så. Skriv e-postadressen, eller ändra för hand.", field="name"
            )
        return called[0] if called else None


def _line(number: int, said: Mapping[str, str], known: _Known, today: date) -> Line:
    name = said.get("name") or " ".join(filter(None, (said.get("first"), said.get("last"))))
    left_on = _day(said, "left_on")
    typed = MemberValues(name, said.get("email") or None, said.get("region") or None, _day(said, "since"))
    values = rules.sound_member(typed, left_on=left_on)
    if left_on:
        rules.ensure_left(left_on, today=today)
    one = known.meant(values)
    if one is None:
        return Line(number, values, left_on, None, namesake=bool(known.called(values)))
    stood = one.values
    values = replace(
        values,
        email=values.email or stood.email,
        region=values.region or stood.region,
        since=values.since or stood.since,
    )
    rules.ensure_in_order(values.since, left_on, field="left_on")
    return Line(number, values, left_on, one.id, tuple(_changes(one, values, left_on)))


def _changes(one: Standing, values: MemberValues, left_on: date | None) -> list[tuple[str, str, str]]:
    before = (one.values.name, one.values.email, one.values.region, one.values.since, one.left_on)
    after = (values.name, values.email, values.region, values.since, left_on)
    rows = zip(HEADS, before, after, strict=True)
    return [(label, str(old or ""), str(new or "")) for label, old, new in rows if old != new]


def _day(said: Mapping[str, str], column: str) -> date | None:
    text = said.get(column, "")
    if not text:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("Skriv ett datum som finns, så här: 2024-10-02.", field=column) from None


def _who(line: Line) -> object:
    """The same for two rows about the same member."""
    return line.member_id or line.values.email or rules.comparable_name(line.values.name)
