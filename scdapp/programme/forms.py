"""The forms about sessions: the whole of it, a quick move, and what the list is narrowed down to."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

import wtforms
from wtforms import FieldList, FormField, RadioField
from wtforms.validators import StopValidation

from scdapp.core import words
from scdapp.core.fields import Choice, Prose, Tick, VersionedForm, WallTime, Whole, Words
from scdapp.editions.models import Edition
from scdapp.people.queries import names
from scdapp.programme import place_queries, queries, rules
from scdapp.programme.choosing import NOTHING, Choosable
from scdapp.programme.models import Session
from scdapp.programme.rules import Placing, SessionValues, SlotValues
from scdapp.programme.vocabulary import KINDS, LANGUAGES, ROLES, STATES

NAME_AT_MOST = 300
# Keeps the names of the quick form apart from those of the whole one on the same page.
MOVE = "move-"
SERVICE = {"usual": None, "yes": True, "no": False}


@dataclass(frozen=True)
class Choices:
    """What a session of the edition can be put into and tied to."""

    days: list[tuple[date, str]]
    rooms: list[tuple[int, str]]
    blocks: list[tuple[int, str]]
    tracks: list[tuple[int, str]]
    people: Choosable
    sessions: Choosable


def choices(edition: Edition, session: Session | None = None) -> Choices:
    """What to choose from: the edition's days (and the one that `session` has), rooms, blocks, tracks, all people."""
    days = rules.programme_days(edition) | ({session.day} if session and session.day else set())
    rooms, people = place_queries.rooms(edition.id), names()
    others = {one.id: one for one in queries.titles(edition.id)}
    return Choices(
        days=[(day, words.day_short(day)) for day in sorted(days)],
        rooms=[(room.id, f"{room.name}, {room.capacity} platser" if room.capacity else room.name) for room in rooms],
        blocks=[(block.id, block.name) for block in place_queries.blocks(edition.id)],
        tracks=[(track.id, track.name) for track in place_queries.tracks(edition.id)],
        people=Choosable({one.id: one.name for one in people}, {one.id: one.organisation for one in people}.get),
        sessions=Choosable(
            {one.id: one.title for one in others.values() if session is None or one.id != session.id},
            lambda key: placing_words(others[key].placing),
        ),
    )


def placing_words(placing: Placing) -> str:
    """ "onsdag 2 oktober kl. 10.00–11.30", or that it is not known."""
    if placing.day is None:
        return "utan dag"
    day = words.day_short(placing.day)
    return f"{day} {words.hours(placing.starts, placing.ends)}" if placing.starts else f"{day}, utan tid"


class ByName(Words):
    """One of many, written by its name. The form says which are `known`."""

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, limit=NAME_AT_MOST, **rest)
        self.known = NOTHING

    @property
    def chosen(self) -> int | None:
        """The id of what was named, or None."""
        return self.known.find(self.data or "")

    def pre_validate(self, form: object) -> None:
        if not self.data or self.process_errors or self.chosen is not None:
            return
        if namesakes := self.known.namesakes(self.data):
            raise StopValidation(f"Flera heter så. Välj en: {'; '.join(namesakes)}.")
        raise StopValidation(f"Hittar inte ”{self.data}”. Välj ett av förslagen, eller lägg till det först.")


class SlotForm(wtforms.Form):
    """A row: one place on stage."""

    who = ByName("Namn")
    label = Words("Roll i ord", limit=rules.LABEL_AT_MOST)
    role = Choice("Medverkar som", default="speaker")
    state = Choice("Svar", default="asked")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.role.offer([(name, str(label)) for name, label in ROLES.items()])
        self.state.offer(list(STATES.items()))

    @property
    def blank(self) -> bool:
        """Whether nobody is in the row."""
        return not self.who.data and not self.label.data

    def as_values(self) -> SlotValues:
        """What was typed."""
        return SlotValues(self.who.chosen, self.label.data or None, self.role.data, self.state.data)


class HeadForm(VersionedForm):
    """What a session is."""

    title = Words("Titel", limit=rules.LIMITS["title"], required=True)
    kind = Choice("Slag")
    summary = Prose(
        "Beskrivning",
        limit=rules.LIMITS["summary"],
        hint="Visas i programmet. **Fet**, *kursiv*, [länk](https://exempel.se); punkter börjar med ett bindestreck.",
    )


class MoveForm(VersionedForm):
    """Where and when."""

    day = Choice(
        "Dag", empty="ingen dag än", coerce=lambda raw: raw if isinstance(raw, date) else date.fromisoformat(raw)
    )
    starts = WallTime("Börjar kl.")
    ends = WallTime("Slutar kl.")
    past_midnight = Tick("Slutar efter midnatt")
    room_id = Choice("Lokal", empty="ingen lokal än", coerce=int)

    def offer(self, offered: Choices) -> None:
        """Fill the lists to choose from."""
        self.day.offer(list(offered.days))
        self.room_id.offer(list(offered.rooms))

    def as_values(self) -> Placing:
        """What was typed."""
        return Placing(**{field.name: self[field.name].data for field in fields(Placing)})


class SessionForm(HeadForm, MoveForm):
    """All that organisers decide about a session."""

    approximate = Tick("Tiden är ungefärlig", hint="Visas som ca kl. 10.00.")
    block_id = Choice("Block", empty="inget block", coerce=int)
    track_id = Choice("Spår", empty="inget spår", coerce=int)
    capacity = Whole("Platser att boka", least=1, most=rules.CAPACITY_AT_MOST)
    language = Choice("Språk", default="sv")
    service = Choice("Visas som", default="usual")
    prerecorded = Tick("Förinspelad")
    slots = FieldList(FormField(SlotForm), "Medverkande")
    related = FieldList(ByName("Programpunkt"), "Hör ihop med")
    status = RadioField("Läge", choices={"planned": "Blir av", "cancelled": "Inställd"}, default="planned")
    cancel_note = Words("Skäl till att den är inställd", limit=rules.LIMITS["cancel_note"], hint="Visas för alla.")
    included = Tick(
        "Ta med i nästa version som släpps",
        hint="Utan kryss stannar den i utkastet. Har den varit släppt försvinner den då ur programmet och kalendrarna.",
    )
    example = Tick("Visa som exempel", hint="Programpunkten är helt eller delvis påhittad för demot.")
    # The control to go on writing in after the rows were rearranged.
    focus = ""

    def offer(self, offered: Choices) -> None:
        """Fill the lists to choose from."""
        super().offer(offered)
        self.kind.offer([(kind.name, str(kind.label)) for kind in KINDS.values()])
        self.block_id.offer(list(offered.blocks))
        self.track_id.offer(list(offered.tracks))
        self.language.offer([(name, str(label)) for name, label in LANGUAGES.items()])
        self.service.offer([("usual", "vanligt för slaget"), ("no", "programpunkt"), ("yes", "service, som lunch")])
        self._offer_rows(offered)

    def _offer_rows(self, offered: Choices) -> None:
        for row in self.slots:
            row.form.who.known = offered.people
        for field in self.related:
            field.known = offered.sessions

    def rearrange(self, wish: str, offered: Choices) -> None:
        """Add, lift or drop a row, with all that was typed kept and nothing checked or saved.

        `wish`: "add", "relate", or "up-2" and "drop-2" for the second place on stage.
        """
        what, _, number = wish.partition("-")
        if what == "relate":
            self.focus = str(self.related.append_entry("").id)
        else:
            rows = [row.data for row in self.slots]
            place = _rearranged(rows, what, int(number) - 1 if number.isdecimal() and len(number) < 5 else len(rows))
            self.slots.process(None, rows)
            self.focus = f"{self.slots.id}-{place}-who"
        self._offer_rows(offered)

    def as_values(self, before: SessionValues | None = None) -> SessionValues:
        """What was typed. What the form does not ask (which fields are examples) stays as in `before`."""
        plain: dict[str, Any] = {name: self[name].data for name in rules.PLAIN_FIELDS if name in self}
        plain |= {
            "title": self.title.data or "",
            "service": SERVICE[self.service.data],
            "example": bool(before and before.example and self.example.data),
            "example_fields": before.example_fields if before and self.example.data else "",
        }
        return SessionValues(
            **plain,
            slots=tuple(row.form.as_values() for row in self.slots if not row.form.blank),
            related_ids=frozenset(field.chosen for field in self.related if field.chosen is not None),
        )


def _rearranged(rows: list[dict[str, Any]], what: str, place: int) -> int:
    """Rearrange `rows` in place, and say which of them to go on with."""
    if what == "add":
        rows.append({})
        return len(rows) - 1
    if not 0 <= place < len(rows):
        return 0
    row = rows.pop(place)
    if what == "up":
        place = max(place - 1, 0)
        rows.insert(place, row)
    return place


AnyForm = TypeVar("AnyForm", bound=MoveForm)


def typed(form: type[AnyForm], offered: Choices, *, prefix: str = "") -> AnyForm:
    """The form with what was sent."""
    made = form(prefix=prefix)
    made.offer(offered)
    return made


def empty(offered: Choices, *, day: str | None = None) -> SessionForm:
    """The form for a new session, with a few empty rows; on `day` if that can be chosen."""
    form = SessionForm(
        formdata=None, data={"kind": "seminar", "included": True, "day": day, "slots": [{}, {}], "related": [""]}
    )
    form.offer(offered)
    return form


def filled(session: Session, offered: Choices) -> SessionForm:
    """The form with what stands about `session`, and an empty row for somebody more."""
    values = rules.values_of(session)
    usual = KINDS[values.kind].service == values.service
    slots: list[dict[str, Any]] = [
        {
            "who": offered.people.names.get(slot.person_id or 0, ""),
            "label": slot.label,
            "role": slot.role,
            "state": slot.state,
        }
        for slot in values.slots
    ]
    related = [offered.sessions.names[key] for key in sorted(values.related_ids) if key in offered.sessions.names]
    form = SessionForm(
        formdata=None,
        data={
            **{name: getattr(values, name) for name in rules.PLAIN_FIELDS},
            "version": str(session.version),
            "service": "usual" if usual else "yes" if values.service else "no",
            "example": bool(values.example or values.example_fields),
            "slots": [*slots, {}],
            "related": [*related, ""],
        },
    )
    form.offer(offered)
    return form


def filled_move(session: Session, offered: Choices) -> MoveForm:
    """The quick form with where and when `session` is now."""
    form = MoveForm(formdata=None, obj=session, prefix=MOVE)
    form.offer(offered)
    return form
