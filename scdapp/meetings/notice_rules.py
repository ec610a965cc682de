"""What a call says until the board writes it anew, and what makes a letter to the members sound. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scdapp.core.errors import Refusal
from scdapp.core.text import clean

LIMITS = {"subject": 160, "body": 10_000}
KINDS = ("call", "documents", "motion_reminder")


@dataclass(frozen=True)
class NoticeText:
    """A letter to the members."""

    subject: str
    body: str


@dataclass(frozen=True)
class Told:
    """What a letter may say of a meeting, in words; "" is not known."""

    meeting: str
    when: str
    place: str
    format: str
    motions_until: str
    agenda: Sequence[str]
    address: str
    motion_address: str


def checked(text: NoticeText) -> NoticeText:
    """`text` clean. Refuses, beside the field, an empty or too long one."""
    found = replace(text, subject=clean(text.subject), body=clean(text.body, lines=True))
    for name, limit in LIMITS.items():
        typed = getattr(found, name)
        if not typed:
            raise Refusal("Skriv något här.", field=name)
        if len(typed) > limit:
            raise Refusal(f"Texten har {len(typed)} tecken. Högst {limit} får plats.", field=name)
    return found


def begun(kind: str, told: Told) -> NoticeText:
    """The letter that the board begins from."""
    return {"call": _call, "documents": _documents, "motion_reminder": _reminder}[kind](told)


def _facts(told: Told) -> str:
    return "\n".join((f"Tid: {told.when}", f"Plats: {told.place or 'meddelas senare'}", f"Form: {told.format}"))


def _call(told: Told) -> NoticeText:
    parts = [f"Du kallas till {told.meeting}.", _facts(told)]
    if told.motions_until:
        parts.append(f"Motioner ska ha kommit in senast {told.motions_until}. Lämna dem här:\n{told.motion_address}")
    if told.agenda:
        points = "\n".join(f"{number}. {title}" for number, title in enumerate(told.agenda, 1))
        parts.append(f"Förslag till dagordning\n{points}")
    parts.append(f"Mer om mötet finns här:\n{told.address}")
    return NoticeText(f"Kallelse till {told.meeting}", "\n\n".join(parts))


def _documents(told: Told) -> NoticeText:
    parts = [f"Här kommer handlingarna till {told.meeting}.", _facts(told)]
    parts.append(f"De handlingar som är offentliga finns här:\n{told.address}")
    return NoticeText(f"Handlingar till {told.meeting}", "\n\n".join(parts))


def _reminder(told: Told) -> NoticeText:
    until = f"senast {told.motions_until}" if told.motions_until else "i god tid"
    text = f"Vill du att {told.meeting} ska besluta om något? Skriv en motion. Den ska ha kommit in {until}."
    return NoticeText(f"Motioner till {told.meeting}", f"{text}\n\nLämna den här:\n{told.motion_address}")
