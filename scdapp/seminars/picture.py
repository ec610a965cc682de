"""What somebody who chooses sees: the blocks, each session's places, what is chosen, waited for and on offer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext, ngettext

from scdapp.registration.models import Participant
from scdapp.releases.released import Programme, Session
from scdapp.seminars import queries, rules
from scdapp.seminars.models import Choice
from scdapp.seminars.notice_service import time_of
from scdapp.seminars.rules import Left


@dataclass(frozen=True)
class Option:
    """A session to choose. `state`: how it stands with this seat, "" when nothing does."""

    session: Session
    who: str
    left: Left
    state: str = ""
    before: int = 0
    ends_at: datetime | None = None
    clashes: tuple[str, ...] = ()

    @property
    def uid(self) -> str:
        return self.session.uid

    @property
    def open(self) -> bool:
        """Whether somebody who does not have it may take it now."""
        return self.state in ("taken", "offered") or (rules.choosable(self.session) and self.left.state != "full")

    @property
    def places(self) -> str:
        return left_in_words(self.left)

    @property
    def queue(self) -> str:
        """Where somebody stands who waits."""
        if self.before == 0:
            return str(gettext("Du står först i kön."))
        return str(ngettext("Du står i kön, en före dig.", "Du står i kön, %(num)d före dig.", self.before))


@dataclass(frozen=True)
class Block:
    """A block as a seat meets it. `ours`: whether whoever looks may choose in it."""

    slug: str
    name: str
    note: str | None
    when: str
    options: tuple[Option, ...]
    chosen: Option | None
    ours: bool

    @property
    def offers(self) -> tuple[Option, ...]:
        return tuple(one for one in self.options if one.state == "offered")

    @property
    def open_ones(self) -> tuple[Option, ...]:
        """What there is to take now, beside what one has."""
        return tuple(one for one in self.options if one.open and one.state != "taken")


def blocks(
    seat: Participant, programme: Programme, days: Collection[date] | None, left: Mapping[str, Left]
) -> list[Block]:
    """The blocks on the seat's days, and any in which something is chosen all the same. Two queries."""
    return of_seats([seat], programme, days, left)[seat.id]


def of_seats(
    seats: Collection[Participant], programme: Programme, days: Collection[date] | None, left: Mapping[str, Left]
) -> dict[int, list[Block]]:
    """The same for several seats, by id, in the same two queries."""
    choices = queries.choices_of([seat.id for seat in seats])
    before = queries.before_in_queue(choices)
    choosings = rules.blocks(programme)
    return {
        seat.id: _blocks(
            seat, programme, days, left, [one for one in choices if one.participant_id == seat.id], before, choosings
        )
        for seat in seats
    }


def _blocks(
    seat: Participant,
    programme: Programme,
    days: Collection[date] | None,
    left: Mapping[str, Left],
    choices: list[Choice],
    before: Mapping[int, int],
    choosings: Iterable[rules.Choosing],
) -> list[Block]:
    by_uid = {one.session.uid: one for one in choices}
    taken = [one for one in programme.sessions if one.uid in by_uid and by_uid[one.uid].state == "taken"]
    all_days = rules.days_of(seat, (day.date for day in programme.days))
    found = []
    for choosing in choosings:
        options = tuple(
            _option(one, programme, by_uid.get(one.uid), left, before, taken)
            for one in choosing.sessions
            if one.day in all_days or one.uid in by_uid
        )
        if options:
            on = {one.session.day for one in options}
            found.append(
                Block(
                    slug=choosing.slug,
                    name=choosing.name,
                    note=choosing.note,
                    when=time_of(choosing.open[0]),
                    options=options,
                    chosen=next((one for one in options if one.state == "taken"), None),
                    ours=days is None or bool(on & set(days)),
                )
            )
    return found


def _option(
    session: Session,
    programme: Programme,
    choice: Choice | None,
    left: Mapping[str, Left],
    before: Mapping[int, int],
    taken: Iterable[Session],
) -> Option:
    others = [one for one in taken if one.block != session.block or (choice is not None and choice.state == "taken")]
    return Option(
        session=session,
        who=", ".join(dict.fromkeys(one.name for one in session.appearances)),
        left=left.get(session.uid) or Left(rules.capacity_of(session, programme), 0, 0),
        state=choice.state if choice else "",
        before=before.get(choice.id, 0) if choice else 0,
        ends_at=choice.offer_ends_at if choice else None,
        clashes=tuple(one.title for one in rules.clashes(session, others)) if not session.off else (),
    )


def left_in_words(left: Left) -> str:
    """ "8 av 220 platser kvar", "Fullt, 5 i kö"."""
    if left.places is None:
        return str(gettext("Plats för alla"))
    if left.places:
        return str(gettext("%(left)d av %(all)d platser kvar", left=left.places, all=left.capacity))
    if left.waiting:
        return str(gettext("Fullt, %(num)d i kö", num=left.waiting))
    return str(gettext("Fullt"))


def left_as_pattern() -> dict[str, str]:
    """The same words for the script that keeps them fresh: with places for the numbers."""
    return {
        "all": str(gettext("Plats för alla")),
        "left": str(gettext("%(left)d av %(all)d platser kvar", left=-1, all=-2))
        .replace("-1", "{left}")
        .replace("-2", "{all}"),
        "queue": str(gettext("Fullt, %(num)d i kö", num=-1)).replace("-1", "{waiting}"),
        "full": str(gettext("Fullt")),
        "became": str(gettext("%(title)s är fullt nu.", title="{title}")),
        "again": str(gettext("Det finns plats på %(title)s nu.", title="{title}")),
    }
