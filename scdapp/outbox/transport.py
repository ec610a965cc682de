"""How a mail leaves: to the mail server, or into a folder when none is configured."""

import os
import re
import smtplib
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from scdapp.outbox.letters import Attachment

# Shorter than a lease, or another worker would take over what this one is still sending.
TIMEOUT = 20
PORTS = {"smtp": 25, "smtps": 465}
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)


class NotTaken(Exception):
    """This mail was not accepted, in the words of whoever refused it; `for_good` when trying again is no use."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        super().__init__(words)
        self.words = words
        self.for_good = for_good


class Unreachable(NotTaken):
    """No mail can leave at the moment."""

    def __init__(self, words: str) -> None:
        super().__init__(words, for_good=False)


@dataclass(frozen=True)
class Outgoing:
    """A mail that is ready to go."""

    uid: str
    message_id: str
    to_address: str
    language: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...]
    created_at: datetime


@dataclass(frozen=True)
class Sender:
    """Who writes, and to whom answers go if not there."""

    address: Address
    reply_to: Address | None = None

    @property
    def domain(self) -> str:
        return self.address.domain


def sender(address: str, reply_to: str) -> Sender:
    """From the configuration: each "Name <address>" or an address. Raises ValueError for what is none."""
    return Sender(_named(address), _named(reply_to) if reply_to else None)


def _named(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(name, addr_spec=address)


class Transport(Protocol):
    def send(self, mail: Outgoing, *, now: datetime) -> None:
        """Returns when the mail is accepted. Raises `NotTaken` or `Unreachable`."""

    def close(self) -> None:
        """Nothing more to send for now."""


def compose(mail: Outgoing, sender: Sender, *, now: datetime) -> EmailMessage:
    """The message, in plain text. Raises `NotTaken` for an address that no mail can go to."""
    to = _address(mail.to_address)
    message = EmailMessage(policy=policy.SMTP if to.addr_spec.isascii() else policy.SMTPUTF8)
    message["From"] = sender.address
    message["To"] = to
    if sender.reply_to:
        message["Reply-To"] = sender.reply_to
    # Python (3.11.7 at least) decodes what looks encoded and would write the new lines that come out of it.
    message["Subject"] = mail.subject.replace("=?", "= ?")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    for one in mail.attachments:
        main, _, sub = one.mimetype.partition("/")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name.replace("=?", "= ?"))
    message["Content-Language"] = mail.language
    return message


def _address(typed: str) -> Address:
    name, _, domain = typed.rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        domain = ""
    if not name or not name.isprintable() or not _DOMAIN.fullmatch(domain):
        raise NotTaken("Till den adressen går det inte att skicka.", for_good=True)
    return Address(username=name, domain=domain)


class Smtp:
    """A mail server, as `smtp://user:password@host:587?starttls=1` or `smtps://…`. One connection for many mails."""

    def __init__(self, url: str, sender: Sender) -> None:
        """Raises ValueError for an address that is none."""
        self._at = urlsplit(url)
        if self._at.scheme not in PORTS or not self._at.hostname or not _has_port(self._at):
            raise ValueError("SCDAPP_SMTP ska se ut så här: smtp://user:password@host:587?starttls=1")
        self._starttls = parse_qs(self._at.query).get("starttls") == ["1"]
        self._sender = sender
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: Outgoing, *, now: datetime) -> None:
        message = compose(mail, self._sender, now=now)
        to = message["To"].addresses[0].addr_spec
        connection = self._open()
        try:
            connection.send_message(message, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _not_taken(*refused.recipients[to]) from None
        except smtplib.SMTPSenderRefused as refused:  # says nothing about this mail: we are not welcome
            self.close()
            raise Unreachable(_words(refused.smtp_code, refused.smtp_error)) from None
        except smtplib.SMTPResponseException as refused:
            raise _not_taken(refused.smtp_code, refused.smtp_error) from None
        except smtplib.SMTPNotSupportedError:
            raise NotTaken("Mejlservern tar inte adresser med å, ä eller ö.", for_good=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Unreachable(f"Förbindelsen med mejlservern bröts ({type(error).__name__}).") from None

    def close(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _open(self) -> smtplib.SMTP:
        if self._connection is not None and self._connection.sock is not None:
            return self._connection
        try:
            self._connection = self._connected()
        except smtplib.SMTPResponseException as refused:
            raise Unreachable(_words(refused.smtp_code, refused.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(f"Mejlservern går inte att nå ({type(error).__name__}).") from None
        return self._connection

    def _connected(self) -> smtplib.SMTP:
        host, port = self._at.hostname or "", self._at.port or PORTS[self._at.scheme]
        domain, secure = self._sender.domain, ssl.create_default_context()
        connection = (
            smtplib.SMTP_SSL(host, port, local_hostname=domain, timeout=TIMEOUT, context=secure)
            if self._at.scheme == "smtps"
            else smtplib.SMTP(host, port, local_hostname=domain, timeout=TIMEOUT)
        )
        try:
            if self._starttls:
                connection.starttls(context=secure)
            if self._at.username:
                connection.login(unquote(self._at.username), unquote(self._at.password or ""))
        except BaseException:
            connection.close()
            raise
        return connection


def _has_port(address: SplitResult) -> bool:
    try:
        return address.port != 0
    except ValueError:
        return False


def _not_taken(code: int, said: bytes | str) -> NotTaken:
    return NotTaken(_words(code, said), for_good=code >= 500)


def _words(code: int, said: bytes | str) -> str:
    return f"Mejlservern svarade: {code} {said if isinstance(said, str) else said.decode(errors='replace')}"


class Folder:
    """Instead of a mail server: each mail a file that its owner alone may read, for it holds live links."""

    def __init__(self, folder: Path, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, mail: Outgoing, *, now: datetime) -> None:
        message = compose(mail, self._sender, now=now)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._folder / _file_name(mail.created_at, mail.uid)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(message.as_bytes())
            draft.replace(file)
        except OSError as error:
            raise Unreachable(f"Mejlmappen går inte att skriva i ({type(error).__name__}).") from None

    def close(self) -> None:
        """Nothing is open between two mails."""


def _file_name(created_at: datetime, uid: str) -> str:
    """Always the same for the same mail, so that a repeat overwrites."""
    return f"{created_at:%Y-%m-%d}-{uid}.eml"


def find_written(folder: Path, *, created_at: datetime, uid: str) -> str | None:
    """The text of a mail that was written to the folder, with its live links."""
    try:
        content = (folder / _file_name(created_at, uid)).read_bytes()
    except FileNotFoundError:
        return None
    text = message_from_bytes(content, policy=policy.SMTP).get_body(("plain",))
    return str(text.get_content()) if text else None


def sweep(folder: Path, kept: Collection[str]) -> int:
    """Delete the files of mails that are no longer known, by uid; how many."""
    gone = [file for file in folder.glob("*.eml") if file.stem[11:] not in kept]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
