"""What a session must be to stand in the draft: times that exist, texts that fit, somebody in each place on stage.

Collisions are no business of this file: they are facts to be shown (`conflicts`), never reasons to refuse.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta

from babel.dates import format_date

from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.editions.models import Edition
from scdapp.programme import times
from scdapp.programme.models import Session, SpeakerSlot
from scdapp.programme.vocabulary import KINDS, LANGUAGES, ROLES, STATES

LIMITS = {"title": 200, "summary": 5000, "cancel_note": 300}
LABEL_AT_MOST = 120
CAPACITY_AT_MOST = 100_000
SLOTS_AT_MOST = 60
RELATED_AT_MOST = 20
# A day this far from the conference is a slip of the keyboard, not a plan.
FAR = timedelta(days=14)


@dataclass(frozen=True)
class SlotValues:
    """A place on stage: a person, or only a label ("seminarieledare från en kommun"), or both.

    With both, the public reads the label until the person has accepted.
    """

    person_id: int | None = None
    label: str | None = None
    role: str = "speaker"
    state: str = "asked"


@dataclass(frozen=True)
class Placing:
    """Where and when: what a move changes."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    past_midnight: bool = False
    room_id: int | None = None


@dataclass(frozen=True)
class SessionValues(Placing):
    """A session as organisers write it. The order of `slots` is the order on stage.

    `service` None means: as sessions of this kind usually are.
    """

    title: str = ""
    kind: str = "seminar"
    summary: str | None = None
    approximate: bool = False
    block_id: int | None = None
    track_id: int | None = None
    capacity: int | None = None
    language: str = "sv"
    prerecorded: bool = False
    service: bool | None = None
    status: str = "planned"
    cancel_note: str | None = None
    included: bool = True
    example: bool = False
    example_fields: str = ""
    slots: tuple[SlotValues, ...] = ()
    related_ids: frozenset[int] = frozenset()


PLAIN_FIELDS = tuple(f.name for f in fields(SessionValues) if f.name not in {"slots", "related_ids"})


def values_of(session: Session) -> SessionValues:
    """What stands about `session` now."""
    return SessionValues(
        **{name: getattr(session, name) for name in PLAIN_FIELDS},
        slots=tuple(SlotValues(s.person_id, s.label, s.role, s.state) for s in session.slots),
        related_ids=frozenset(link.related_id for link in session.links),
    )


def sound_session(values: SessionValues) -> SessionValues:
    """`values` with clean texts and `service` decided.

    Refuses, beside the field: a missing title, texts that do not fit, unknown words, times that do not exist or do
    not follow each other, and places on stage without anybody or with the same person twice in one role.
    """
    texts = {name: clean(getattr(values, name) or "", lines=name == "summary") for name in LIMITS}
    if not texts["title"]:
        raise Refusal("Skriv en titel.", field="title")
    for name, limit in LIMITS.items():
        _ensure_fits(texts[name], limit, field=name)
    _ensure_words(values)
    if values.capacity is not None and not 1 <= values.capacity <= CAPACITY_AT_MOST:
        raise Refusal("Antalet platser ska vara minst 1 och högst 100\u00a0000.", field="capacity")
    if len(values.related_ids) > RELATED_AT_MOST:
        raise Refusal(f"Högst {RELATED_AT_MOST} programpunkter kan höra ihop med den här.", field="related")
    ensure_timing(values)
    return replace(
        values,
        title=texts["title"],
        summary=texts["summary"] or None,
        cancel_note=texts["cancel_note"] or None,
        service=KINDS[values.kind].service if values.service is None else values.service,
        slots=_sound_slots(values.slots),
    )


def ensure_timing(placing: Placing) -> None:
    """Refuses a time without a day, an end that does not follow a start, and hours that do not exist or come twice."""
    if placing.starts and not placing.day:
        raise Refusal("Välj en dag, eller ta bort klockslagen.", field="day")
    if placing.ends and not placing.starts:
        raise Refusal("Skriv när den börjar, eller ta bort sluttiden.", field="starts")
    if placing.past_midnight and not placing.ends:
        raise Refusal("Skriv när den slutar, eller ta bort krysset för efter midnatt.", field="ends")
    if placing.day and placing.starts:
        _ensure_once(placing.day, placing.starts, field="starts")
        if placing.ends:
            _ensure_order(placing.starts, placing.ends, past_midnight=placing.past_midnight)
            _ensure_once(placing.day + timedelta(days=placing.past_midnight), placing.ends, field="ends")


def programme_days(edition: Edition) -> frozenset[date]:
    """The days on which something may be on: from first to last, and those listed besides (the evening before)."""
    length = (edition.last_day - edition.starts_on).days
    span = (edition.starts_on + timedelta(days=n) for n in range(length + 1))
    return frozenset(span).union(day.date for day in edition.days)


def ensure_near(day: date | None, days: Collection[date]) -> None:
    """Refuses a day more than two weeks away from all of the conference's `days`."""
    if day and days and not min(days) - FAR <= day <= max(days) + FAR:
        raise Refusal(
            f"{_date(day).capitalize()} ligger långt från konferensen, som börjar {_date(min(days))}. "
            "Kontrollera dagen.",
            field="day",
        )


def gaps(session: Session) -> list[str]:
    """What is not known yet of a session that will take place, in words. Service items need no room and nobody."""
    if session.status == "cancelled":
        return []
    asked = sum(1 for slot in session.slots if slot.person_id and slot.state == "asked")
    found = {
        "dag": session.day is None,
        "tid": session.day is not None and session.starts is None,
        "sluttid": session.starts is not None and session.ends is None and not session.service,
        "lokal": session.room_id is None and not session.service,
        "ett svar" if asked == 1 else f"{asked} svar": asked > 0,
    }
    return [word for word, missing in found.items() if missing]


def _ensure_fits(text: str, limit: int, *, field: str) -> None:
    if len(text) > limit:
        raise Refusal(f"Texten har {len(text)} tecken. Högst {limit} får plats.", field=field)


def _ensure_words(values: SessionValues) -> None:
    known: dict[str, Iterable[str]] = {"kind": KINDS, "language": LANGUAGES, "status": ("planned", "cancelled")}
    for name, words in known.items():
        if getattr(values, name) not in words:
            raise Refusal("Välj något ur listan.", field=name)


def _ensure_order(starts: time, ends: time, *, past_midnight: bool) -> None:
    if not past_midnight and ends <= starts:
        raise Refusal(
            f"Slutet måste komma efter början kl.\u00a0{starts:%H.%M}. "
            "Slutar programpunkten efter midnatt, kryssa i det.",
            field="ends",
        )
    if past_midnight and ends >= starts:
        raise Refusal(
            "Då skulle programpunkten hålla på mer än ett dygn. Ta bort krysset för efter midnatt, eller ändra tiden.",
            field="ends",
        )


def _ensure_once(day: date, at: time, *, field: str) -> None:
    """Every wall time in the programme happens exactly once (calendar rules: no reader agrees about the others)."""
    told = f"Klockan {at:%H.%M}"
    if not times.exists(day, at):
        raise Refusal(
            f"{told} finns inte {_date(day)}: då ställs klockan fram från 02.00 till 03.00. Välj en annan tid.",
            field=field,
        )
    if times.twice(day, at):
        raise Refusal(
            f"{told} kommer två gånger {_date(day)}, för då ställs klockan tillbaka från 03.00 till 02.00, och "
            "kalendrar visar olika tider. Välj en tid utanför den timmen.",
            field=field,
        )


def _sound_slots(slots: tuple[SlotValues, ...]) -> tuple[SlotValues, ...]:
    if len(slots) > SLOTS_AT_MOST:
        raise Refusal(f"Högst {SLOTS_AT_MOST} medverkande får plats.", field="slots")
    sound = tuple(_sound_slot(slot) for slot in slots)
    named = [(slot.person_id, slot.role) for slot in sound if slot.person_id]
    if len(named) > len(set(named)):
        raise Refusal("Samma person står två gånger i samma roll. Ta bort den ena raden.", field="slots")
    return sound


def _sound_slot(slot: SlotValues) -> SlotValues:
    label = clean(slot.label or "")
    _ensure_fits(label, LABEL_AT_MOST, field="slots")
    if not slot.person_id and not label:
        raise Refusal("Skriv vem som medverkar, eller vilken plats som ska fyllas.", field="slots")
    if slot.role not in ROLES or slot.state not in STATES:
        raise Refusal("Välj roll och svar ur listorna.", field="slots")
    return replace(slot, label=label or None)


def slot_key(slot: SlotValues | SpeakerSlot) -> tuple[int | str | None, str]:
    """What makes it the same place on stage after an edit: who, or else which label, in what role."""
    return slot.person_id or slot.label, slot.role


def _date(day: date) -> str:
    return format_date(day, "EEEE d MMMM y", locale="sv")
