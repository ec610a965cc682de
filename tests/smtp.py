"""A real mail server on this machine that keeps what it is sent and refuses when told to."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Sink:
    """What has arrived, in order. `url` is for the setting SMTP."""

    messages: list[EmailMessage] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)
    tried: list[EmailMessage] = field(default_factory=list)
    url: str = ""
    _answers: list[str] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, how_many: int, *, seconds: float = 30) -> None:
        """Until so many different mails have arrived since the start."""
        with self._news:
            came = self._news.wait_for(lambda: len(self.ids) >= how_many, seconds)
        assert came, f"{len(self.ids)} of {how_many} mails arrived"

    @property
    def ids(self) -> Counter[str]:
        """The Message-IDs that have arrived, and how often each."""
        return Counter(str(message["Message-ID"]) for message in self.messages)

    def refuse(self, how_many: int, answer: str = "451 4.7.1 try again later") -> None:
        """Answer the next `how_many` mails so and keep none of them."""
        self._answers += [answer] * how_many

    def to(self, address: str) -> list[EmailMessage]:
        """What has arrived for that address."""
        return [message for message, to in zip(self.messages, self.receivers, strict=True) if address in to]

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        message = message_from_bytes(bytes(envelope.content or b""), policy=policy.SMTP)
        assert isinstance(message, EmailMessage)
        self.tried.append(message)
        if self._answers:
            return self._answers.pop(0)
        with self._news:
            self.receivers.append(list(envelope.rcpt_tos))
            self.messages.append(message)
            self._news.notify_all()
        return "250 OK"


class _AnyPort(Controller):
    """Listens on a port that the system picks."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server that lives as long as the test."""
    sink = Sink()
    controller: Any = _AnyPort(sink, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True)
    controller.start()
    sink.url = f"smtp://127.0.0.1:{controller.port}"
    yield sink
    controller.stop()
