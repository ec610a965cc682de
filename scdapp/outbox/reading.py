"""A mail as somebody else than its receiver may read it: secret links are hidden."""

from dataclasses import dataclass

from flask import current_app

from scdapp.outbox import queries
from scdapp.outbox.letters import HIDDEN_LINK, Letter, Wording, filled, samples
from scdapp.outbox.models import Mail
from scdapp.outbox.postman import mail_folder
from scdapp.outbox.registry import registry
from scdapp.outbox.transport import find_written


@dataclass(frozen=True)
class Piece:
    """Some text, or an address on this site that can be clicked."""

    text: str
    is_link: bool = False


def title_of(name: str) -> str:
    """What the letter is called, also one that is no longer written."""
    letter = registry().letters.get(name)
    return letter.title if letter else name


def as_read(mail: Mail) -> Wording | None:
    """As it was sent, or as it would be now; None for one that can not be written."""
    if mail.subject is not None and mail.body is not None:
        return Wording(mail.subject, mail.body)
    letter = registry().letters.get(mail.letter)
    if letter is None:
        return None
    hidden = dict.fromkeys(mail.links, HIDDEN_LINK[mail.language])
    try:
        return filled(letter, queries.wording(letter, mail.language), mail.values, hidden, _home())
    except LookupError:
        return None


def pieces(mail: Mail, text: Wording) -> list[Piece]:
    """The text of a mail. One that was written to the folder instead of being sent comes with its live links."""
    written = None
    if not current_app.config["SMTP"]:
        folder = mail_folder(current_app)
        written = find_written(folder, created_at=mail.created_at, uid=mail.uid)
    return _pieces(written or text.body, _home() + "/")


def sample(letter: Letter, wording: Wording) -> Wording:
    """The text with what each place is, in brackets. Raises `LookupError` for a place that is not there."""
    values, links = samples(letter)
    return filled(letter, wording, values, links, _home())


def _home() -> str:
    return str(current_app.config["BASE_URL"])


def _pieces(text: str, start: str) -> list[Piece]:
    """Only what begins with our own address is a link."""
    found: list[Piece] = []
    for n, part in enumerate(text.split(start)):
        if n == 0:
            found.append(Piece(part))
            continue
        rest = part.split(maxsplit=1)[0] if part[:1].strip() else ""
        found += [Piece(start + rest, is_link=True), Piece(part[len(rest) :])]
    return found
