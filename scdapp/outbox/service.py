"""Verbs on the post: queue, hold, release, stop, send again, forget."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from scdapp.accounts.rules import canonical_address
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.outbox import rules
from scdapp.outbox.letters import Attachment, Letter
from scdapp.outbox.models import Mail, MailAttachment, MailPause

HELD_FROM = ("queued",)
STOPPED_FROM = ("queued", "held", "dead")
AGAIN_FROM = ("sent", "dead", "stopped")


def queue(
    letter: Letter,
    to: str,
    values: Mapping[str, str],
    *,
    language: str = "sv",
    links: Mapping[str, tuple[str, str]] | None = None,
    about: str | None = None,
    batch: str | None = None,
    key: str | None = None,
    held: bool = False,
    run_after: datetime | None = None,
    attachments: Sequence[Attachment] = (),
    now: datetime,
) -> Mail:
    """Let a mail be sent when this transaction is through: one row, nothing is rendered yet.

    `links` says what each secret link opens: place -> (name of its kind, subject). With a `key` that a mail has
    already, that mail is given back and nothing is queued. Refuses an address that is none; raises ValueError when
    a place of the letter is left empty or one is filled that it has not.
    """
    _ensure_all_places(letter, values, links or {})
    if sum(len(one.content) for one in attachments) > rules.ATTACHMENTS_LIMIT:
        raise ValueError("the attachments are too large")
    mail = Mail(
        letter=letter.name,
        language=language,
        to_address=canonical_address(to),
        values=dict(values),
        links={place: list(link) for place, link in (links or {}).items()},
        about=about,
        batch=batch,
        key=key,
        state="held" if held else "queued",
        run_after=run_after,
        created_at=now,
    )
    mail.attachments = [
        MailAttachment(name=clean(one.name), mimetype=one.mimetype, content=one.content) for one in attachments
    ]
    return _added(mail) if key is None else _added_once(mail)


def _ensure_all_places(letter: Letter, values: Mapping[str, str], links: Mapping[str, tuple[str, str]]) -> None:
    if values.keys() != letter.values.keys() or links.keys() != letter.links.keys():
        wrong = (values.keys() ^ letter.values.keys()) | (links.keys() ^ letter.links.keys())
        raise ValueError(f"{letter.name}: what was given does not fit its places: {', '.join(sorted(wrong))}")


def _added(mail: Mail) -> Mail:
    db.session.add(mail)
    db.session.flush()
    return mail


def _added_once(mail: Mail) -> Mail:
    """`mail`, or the one that has its key. Of two transactions at once the unique key lets one through."""
    by_key = select(Mail).where(Mail.key == mail.key)
    if standing := db.session.scalar(by_key):
        return standing
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:
        return db.session.scalars(by_key).one()
    return mail


def hold(mail_id: int) -> None:
    """Keep a mail that waits from being sent. Refuses one that is not waiting."""
    _move(mail_id, HELD_FROM, "held")


def release(mail_id: int) -> None:
    """Let a held mail go. Refuses one that is not held."""
    _move(mail_id, ("held",), "queued")


def stop(mail_id: int) -> None:
    """Never send it. Refuses one that is being sent or has been."""
    _move(mail_id, STOPPED_FROM, "stopped")


def _move(mail_id: int, before: tuple[str, ...], after: str) -> None:
    mail = locked(Mail, mail_id)
    if mail.state == after:
        return
    if mail.state not in before:
        raise Refusal(f"Det går inte längre: mejlet är nu ”{rules.STATE_WORDS[mail.state]}”.")
    mail.state = after
    db.session.flush()


def hold_batch(batch: str) -> int:
    """Keep all mails of a batch that still wait from being sent; how many."""
    return _move_batch(batch, HELD_FROM, "held")


def release_batch(batch: str) -> int:
    """Let all held mails of a batch go; how many."""
    return _move_batch(batch, ("held",), "queued")


def stop_batch(batch: str) -> int:
    """Never send what is not sent yet of a batch; how many."""
    return _move_batch(batch, STOPPED_FROM, "stopped")


def _move_batch(batch: str, before: tuple[str, ...], after: str) -> int:
    done: Any = db.session.execute(update(Mail).where(Mail.batch == batch, Mail.state.in_(before)).values(state=after))
    return int(done.rowcount)


def resend(mail_id: int, *, now: datetime) -> Mail:
    """A new mail that says the same, with links of its own; one that did not arrive counts as dealt with then.

    Refuses while the first may still be sent.
    """
    old = locked(Mail, mail_id)
    if old.state not in AGAIN_FROM:
        raise Refusal("Mejlet är inte skickat än. Låt det gå i stället.")
    if old.state == "dead":
        old.state = "stopped"
    return _added(_copy(old, now))


def resend_dead(batch: str, *, now: datetime) -> int:
    """A new mail for each of a batch that did not arrive; how many."""
    dead = db.session.scalars(select(Mail).where(Mail.batch == batch, Mail.state == "dead").with_for_update()).all()
    for mail in dead:
        mail.state = "stopped"
        db.session.add(_copy(mail, now))
    db.session.flush()
    return len(dead)


def _copy(mail: Mail, now: datetime) -> Mail:
    same = ("letter", "language", "to_address", "values", "links", "about", "batch")
    files = [MailAttachment(name=a.name, mimetype=a.mimetype, content=a.content) for a in mail.attachments]
    kept = {name: getattr(mail, name) for name in same}
    return Mail(**kept, state="queued", created_at=now, attachments=files)


def hold_everything(*, now: datetime) -> None:
    """Let all mail wait, also what is queued from now on. Said twice, it is so since the first time."""
    if db.session.get(MailPause, 1) is None:
        db.session.add(MailPause(since=now))
        db.session.flush()


def release_everything() -> None:
    """Let the mail go again."""
    db.session.execute(delete(MailPause))


def forget(*, to_address: str | None = None, about: str | None = None) -> int:
    """Delete every mail to that address, and every one about that booking or participant; how many."""
    wanted: list[ColumnElement[bool]] = []
    if to_address is not None:
        wanted.append(Mail.to_address == to_address)
    if about is not None:
        wanted.append(Mail.about == about)
    return _delete(or_(*wanted)) if wanted else 0


def purge(*, before: datetime) -> int:
    """Delete what was sent or stopped and is older than `before`; how many."""
    return _delete(Mail.state.in_(("sent", "stopped")) & (Mail.created_at < before))


def _delete(condition: ColumnElement[bool]) -> int:
    done: Any = db.session.execute(delete(Mail).where(condition))
    return int(done.rowcount)
