"""What the board fills in about a letter to the members, or one that was sent otherwise."""

from scdapp.core.fields import Choice, Form, Moment, Prose, Whole, Words
from scdapp.meetings import notice_rules as rules
from scdapp.meetings import vocabulary as words
from scdapp.meetings.letter_forms import LetterToMany
from scdapp.meetings.notice_rules import NoticeText


class NoticeForm(LetterToMany, Form):
    subject = Words("Ämne", limit=rules.LIMITS["subject"], required=True)
    body = Prose("Text", limit=rules.LIMITS["body"], required=True)

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
