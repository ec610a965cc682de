"""What is sent from the pages where one chooses: a session a block, and which button was pressed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scdapp.core.fields import Form, Words
from scdapp.seminars.picture import Block

UID_LENGTH = 36


class SeminarForm(Form):
    """The button; the choices are read by `wishes`, for there are as many as there are blocks."""


class MoveForm(Form):
    """An organiser adds somebody, by the booking's number, the address or the name."""

    who = Words("Vem", limit=254, required=True, hint="Namn, e-postadress eller anmälningsnummer.")


@dataclass
class Sent:
    """What was pressed and chosen, and what was wrong with it, by block."""

    wishes: dict[str, str | None]
    wait: str | None = None
    leave: str | None = None
    yes: str | None = None
    no: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)

    @property
    def about_all(self) -> str | None:
        """What is wrong with no block in particular."""
        return self.errors.get("")


def sent(typed: "MultiDict[str, str]", blocks: Iterable[Block], prefix: str = "") -> Sent:
    """What the page sent. A block that was not sent stays as it is."""
    names = {one.slug: f"{prefix}{one.slug}" for one in blocks if one.ours}
    wishes = {slug: typed[name][:UID_LENGTH] or None for slug, name in names.items() if name in typed}
    wait, leave, yes, no = (typed.get(word, "")[:UID_LENGTH] or None for word in ("wait", "leave", "yes", "no"))
    return Sent(wishes, wait=wait, leave=leave, yes=yes, no=no)


def is_full(title: str, kept: str | None) -> str:
    """Told beside a block whose wanted session was full, maybe only just now."""
    if kept:
        return str(gettext("”%(title)s” är fullt. Du har kvar ”%(kept)s”.", title=title, kept=kept))
    return str(gettext("”%(title)s” är fullt.", title=title))
