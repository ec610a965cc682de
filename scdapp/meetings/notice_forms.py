"""What the board fills in about a letter to the members, or one that was sent otherwise."""

import uuid

from wtforms import HiddenField

from scdapp.core.fields import Choice, Form, Moment, Prose, Whole, Words
from scdapp.meetings import notice_rules as rules
from scdapp.meetings import vocabulary as words
from scdapp.meetings.notice_rules import NoticeText


class NoticeForm(Form):
    subject = Words("Ämne", limit=rules.LIMITS["subject"], required=True)
    body = Prose("Text", limit=rules.LIMITS["body"], required=True)
    # Made with the form, so that the same page sent twice is one letter; and how many it told of.
    batch = HiddenField("")
    expected = HiddenField("")

    @property
    def key(self) -> str:
        """The id that was made with the form; another one if somebody has changed it."""
        try:
            return str(uuid.UUID(self.batch.data or ""))
        except ValueError:
            return str(uuid.uuid4())

    @property
    def seen(self) -> int:
        """How many the page told of."""
        typed = self.expected.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else -1

    def as_text(self) -> NoticeText:
        """What was typed."""
        return NoticeText(self.subject.data or "", self.body.data or "")


class SentForm(Form):
    """A notice that went out by another way."""

    kind = Choice("Vad")
    channel = Choice("Hur")
    sent_at = Moment("När", required=True)
    recipient_count = Whole("Till hur många", required=True)
    note = Words("Anteckning", limit=500)

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.kind.offer(list(words.NOTICE_KINDS.items()))
        self.channel.offer(list(words.CHANNELS.items()))
