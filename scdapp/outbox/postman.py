"""The postman: takes one mail after the other, fills it, hands it to the transport, notes what became of it.

One transaction a mail: it notes the last one and takes the next. A worker that is killed leaves one mail behind, which
another sends when the lease is over. At least once: what was accepted but not yet noted goes out a second time, with
the same Message-ID.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, current_app

from scdapp.core import clock
from scdapp.core.db import db, transaction
from scdapp.core.language import in_language
from scdapp.outbox import queries, service
from scdapp.outbox.letters import HIDDEN_LINK, Attachment, Letter, Wording, filled
from scdapp.outbox.models import Mail
from scdapp.outbox.registry import registry
from scdapp.outbox.transport import Folder, NotTaken, Outgoing, Smtp, Transport, Unreachable, sender
from scdapp.tokens import service as tokens
from scdapp.tokens.rules import LinkKind

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Taken:
    """A mail with all that its text is made of."""

    mail_id: int
    letter: Letter
    wording: Wording
    values: dict[str, str]
    links: dict[str, tuple[LinkKind, str]]
    bare: Outgoing

    def text(self, *, hidden: bool = False) -> Wording:
        """As it is sent, or as others than the receiver may read it. Raises LookupError for what it lacks."""
        language = self.bare.language
        links = {
            place: HIDDEN_LINK[language] if hidden else in_language(language, kind.endpoint, token=token)
            for place, (kind, token) in self.links.items()
        }
        return filled(self.letter, self.wording, self.values, links, str(current_app.config["BASE_URL"]))


@dataclass(frozen=True)
class _Outcome:
    """What became of a mail, to be noted: `kept` as it was sent, or why it was not."""

    mail_id: int
    kept: Wording | None = None
    words: str = ""
    for_good: bool = False
    round_ends: bool = False


class Postman:
    """One worker's way of sending. `stopping` is asked between two mails."""

    def __init__(self, app: Flask, stopping: Callable[[], bool] = lambda: False) -> None:
        """Raises ValueError when the mail server's address makes no sense."""
        self._name = str(uuid.uuid4())
        self._stopping = stopping
        self._lease = timedelta(seconds=app.config["MAIL_LEASE_SECONDS"])
        self._first_pause = timedelta(seconds=app.config["MAIL_RETRY_SECONDS"])
        self._sender = sender(app.config["MAIL_FROM"], app.config["MAIL_REPLY_TO"])
        self._transport: Transport = (
            Smtp(app.config["SMTP"], self._sender) if app.config["SMTP"] else Folder(mail_folder(app), self._sender)
        )

    def send_due(self) -> int:
        """Send what is due until there is nothing more, or no mail can leave, or it is time to stop; how many went."""
        if not _anything(self._lease):
            return 0
        gone, outcome = 0, None
        try:
            while taken := self._turn(outcome):
                outcome = self._send(taken) if isinstance(taken, _Taken) else taken
                gone += outcome.kept is not None
            return gone
        finally:
            self._transport.close()

    def _turn(self, outcome: _Outcome | None) -> "_Taken | _Outcome | None":
        """Note what became of the last mail and take the next, all in one."""
        now = clock.now()
        ends = self._stopping() or (outcome is not None and outcome.round_ends)
        with transaction():
            if outcome:
                self._note(outcome, now)
            if ends:
                return None
            mail = service.take(self._name, domain=self._sender.domain, lease=self._lease, now=now)
            return self._prepared(mail, now) if mail else None

    def _note(self, outcome: _Outcome, now: datetime) -> None:
        if outcome.kept:
            text = outcome.kept
            service.sent(outcome.mail_id, subject=text.subject, body=text.body, now=now)
        else:
            service.failed(
                outcome.mail_id,
                self._name,
                outcome.words,
                for_good=outcome.for_good,
                first_pause=self._first_pause,
                now=now,
            )

    def _prepared(self, mail: Mail, now: datetime) -> "_Taken | _Outcome":
        """The mail with new links, or why it can never be sent."""
        known = registry()
        letter = known.letters.get(mail.letter)
        if letter is None:
            return _Outcome(mail.id, words=f"Brevet ”{mail.letter}” finns inte längre.", for_good=True)
        if unknown := sorted({kind for kind, _subject in mail.links.values()} - known.kinds.keys()):
            return _Outcome(mail.id, words=f"Länken ”{unknown[0]}” finns inte längre.", for_good=True)
        made = {
            place: (known.kinds[name], tokens.mint(known.kinds[name], subject, now=now))
            for place, (name, subject) in mail.links.items()
        }
        return _Taken(mail.id, letter, queries.wording(letter, mail.language), mail.values, made, _bare(mail))

    def _send(self, taken: _Taken) -> _Outcome:
        try:
            text, kept = taken.text(), taken.text(hidden=True)
            self._transport.send(replace(taken.bare, subject=text.subject, body=text.body), now=clock.now())
        except NotTaken as error:
            ends = isinstance(error, Unreachable)
            log.warning("mail %d not taken%s", taken.mail_id, ", for good" if error.for_good else "")
            return _Outcome(taken.mail_id, words=error.words, for_good=error.for_good, round_ends=ends)
        except (LookupError, ValueError) as error:  # it can never be written, so it must not come round for ever
            log.error("mail %d cannot be written: %s", taken.mail_id, type(error).__name__)
            return _Outcome(taken.mail_id, words=f"Mejlet går inte att skriva: {error}", for_good=True)
        return _Outcome(taken.mail_id, kept=kept)


def mail_folder(app: Flask) -> Path:
    """Where mails are written when there is no mail server."""
    return Path(app.instance_path) / "mail"


def _anything(lease: timedelta) -> bool:
    """Whether it is worth a write transaction: the question comes every second, the mails do not."""
    due = queries.paused_since() is None and queries.next_due(lease=lease, now=clock.now()) is not None
    db.session.rollback()
    return due


def _bare(mail: Mail) -> Outgoing:
    files = tuple(Attachment(one.name, one.mimetype, one.content) for one in mail.attachments)
    return Outgoing(
        uid=mail.uid,
        message_id=mail.message_id or "",
        to_address=mail.to_address,
        language=mail.language,
        subject="",
        body="",
        attachments=files,
        created_at=mail.created_at,
    )
