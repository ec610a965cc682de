"""Verbs on the post: queue, hold, release, stop, send again, forget; and for the postman take, sent, failed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from scdapp.accounts.rules import canonical_address
from scdapp.core.db import adopt, db, locked, write_new
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.text import clean
from scdapp.outbox import queries, rules
from scdapp.outbox.letters import Attachment, Letter, Wording, checked
from scdapp.outbox.models import Mail, MailAttachment, MailPause, MailWording


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
    if mail.attachments:
        db.session.add(mail)
        db.session.flush()
    else:
        write_new(mail)
        adopt(mail)
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
    _move(mail_id, rules.HELD_FROM, "held")


def release(mail_id: int) -> None:
    """Let a held mail go. Refuses one that is not held."""
    _move(mail_id, ("held",), "queued")


def stop(mail_id: int) -> None:
    """Never send it. Refuses one that is being sent or has been."""
    _move(mail_id, rules.STOPPED_FROM, "stopped")


def _move(mail_id: int, before: tuple[str, ...], after: str) -> None:
    mail = locked(Mail, mail_id)
    if mail.state == after:
        return
    if mail.state not in before:
        raise Refusal(f"Det går inte längre: mejlet är nu ”{rules.STATE_WORDS[mail.state]}”.")
    mail.state = after
    db.session.flush()


def stop_waiting(to_address: str, *, about: str) -> int:
    """Never send what is not sent yet to that address about that booking or participant; how many."""
    waiting = (Mail.to_address == to_address, Mail.about == about, Mail.state.in_(rules.STOPPED_FROM))
    done: Any = db.session.execute(update(Mail).where(*waiting).values(state="stopped"))
    return int(done.rowcount)


def hold_batch(batch: str) -> int:
    """Keep all mails of a batch that still wait from being sent; how many."""
    return _move_batch(batch, rules.HELD_FROM, "held")


def release_batch(batch: str) -> int:
    """Let all held mails of a batch go; how many."""
    return _move_batch(batch, ("held",), "queued")


def stop_batch(batch: str) -> int:
    """Never send what is not sent yet of a batch; how many."""
    return _move_batch(batch, rules.STOPPED_FROM, "stopped")


def _move_batch(batch: str, before: tuple[str, ...], after: str) -> int:
    done: Any = db.session.execute(update(Mail).where(Mail.batch == batch, Mail.state.in_(before)).values(state=after))
    return int(done.rowcount)


def resend(mail_id: int, *, now: datetime) -> Mail:
    """A new mail that says the same, with links of its own; one that did not arrive counts as dealt with then.

    Refuses while the first may still be sent.
    """
    old = locked(Mail, mail_id)
    if old.state not in rules.AGAIN_FROM:
        raise Refusal("Mejlet är inte skickat än. Låt det gå i stället.")
    if old.state == "dead":
        old.state = "stopped"
    return _added(_copy(old, now))


def resend_dead(batch: str | None = None, *, now: datetime) -> int:
    """A new mail for each, of a batch or of all, that did not arrive; how many."""
    of_batch = [Mail.batch == batch] if batch else []
    dead = db.session.scalars(select(Mail).where(Mail.state == "dead", *of_batch).with_for_update()).all()
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


def forget_named(name: str, *, about: Collection[str]) -> None:
    """Take a person's name out of the mails that others got about these bookings and participants: those that are
    done are deleted, in those that wait stands "…" in its place."""
    for mail in db.session.scalars(select(Mail).where(Mail.about.in_(about))):
        if not any(name in value for value in mail.values.values()):
            continue
        if mail.state in ("sent", "stopped", "dead"):
            db.session.delete(mail)
        else:
            mail.values = {place: value.replace(name, "…") for place, value in mail.values.items()}
    db.session.flush()


def purge(*, before: datetime) -> int:
    """Delete what was sent or stopped and is older than `before`; how many."""
    return _delete(Mail.state.in_(("sent", "stopped")) & (Mail.created_at < before))


def _delete(condition: ColumnElement[bool]) -> int:
    done: Any = db.session.execute(delete(Mail).where(condition))
    return int(done.rowcount)


def take(worker: str, *, domain: str, lease: timedelta, now: datetime) -> Mail | None:
    """The next mail that is due, `worker`'s own until the lease ends; None if there is none or everything waits.

    Its Message-ID is fixed before the first try, so that whoever gets it twice can see that it is the same.
    """
    if queries.paused_since():
        return None
    while mail_id := queries.next_due(lease=lease, now=now, locked=True):
        mail = db.session.get_one(Mail, mail_id, populate_existing=True)
        if mail.state == "sending" and not rules.may_try_again(mail.attempts):
            _end(mail, "dead", "Sändningen avbröts varje gång.")
            continue
        mail.state, mail.claimed_by, mail.lease_until = "sending", worker, now + lease
        mail.attempts += 1
        mail.tried_at = now
        mail.message_id = mail.message_id or f"<{mail.uid}@{domain}>"
        db.session.flush()
        return mail
    return None


def sent(mail_id: int, *, subject: str, body: str, now: datetime) -> None:
    """It was accepted: keep it as sent. Also when another worker has taken over since, for it has gone."""
    mail = _on_its_way(mail_id)
    if mail:
        mail.subject, mail.body, mail.sent_at = subject, body, now
        _end(mail, "sent", None)


def failed(mail_id: int, worker: str, words: str, *, for_good: bool, first_pause: timedelta, now: datetime) -> None:
    """It was not accepted: try again later, or give it up. Nothing, if another worker has taken over since."""
    mail = _on_its_way(mail_id)
    if mail is None or mail.claimed_by != worker:
        return
    if for_good or not rules.may_try_again(mail.attempts):
        _end(mail, "dead", words)
        return
    mail.run_after = now + rules.pause_after(mail.attempts, mail.id, first=first_pause)
    _end(mail, "queued", words)


def _on_its_way(mail_id: int) -> Mail | None:
    """The mail under its lock, unless it was forgotten or noted already."""
    mail = db.session.get(Mail, mail_id, with_for_update={"of": Mail}, populate_existing=True)
    return mail if mail and mail.state == "sending" else None


def _end(mail: Mail, state: str, words: str | None) -> None:
    mail.state, mail.error, mail.claimed_by, mail.lease_until = state, words and clean(words)[:500], None, None
    db.session.flush()


def edit_wording(letter: Letter, language: str, wording: Wording, *, version: int) -> None:
    """Let the letter say this from now on. `version` 0: it had its original text when the form was opened.

    Refuses what `letters.checked` refuses; raises `EditConflict` when somebody saved meanwhile.
    """
    row = _wording_row(letter, language, version)
    row.subject, row.body = astuple(checked(letter, wording))
    row.version = version + 1
    db.session.add(row)
    db.session.flush()


def restore_wording(letter: Letter, language: str, *, version: int) -> None:
    """Let the letter say again what it said at first. Raises `EditConflict` when somebody saved meanwhile."""
    row = _wording_row(letter, language, version)
    if row in db.session:
        db.session.delete(row)
        db.session.flush()


def _wording_row(letter: Letter, language: str, version: int) -> MailWording:
    row = queries.find_wording(letter.name, language, for_update=True)
    if (row.version if row else 0) != version:
        raise EditConflict(row)
    return row or MailWording(letter=letter.name, language=language)
