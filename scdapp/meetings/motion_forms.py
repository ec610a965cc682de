"""The form by which a member writes a motion, and what the board fills in about one."""

import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext
from wtforms import FieldList, HiddenField
from wtforms.widgets import TextArea

from scdapp.accounts.rules import ADDRESS_LENGTH
from scdapp.core.errors import Refusal
from scdapp.core.fields import Choice, Form, Moment, Prose, Tick, VersionedForm, Words
from scdapp.meetings import motion_rules as rules
from scdapp.meetings import vocabulary as words
from scdapp.meetings.motion_rules import MotionFacts

LIMITS = rules.LIMITS


class Clauses(FieldList):  # type: ignore[type-arg]  # is not generic when it runs
    """The rows for att-satser. Numbers that are none, or no row of ours, are not looked at."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            number = name[len(prefix) + 1 :] if name.startswith(f"{prefix}-") else ""
            if number.isascii() and number.isdecimal() and len(number) < 4:
                yield int(number)


class MotionForm(Form):
    form_key = HiddenField("")
    title = Words(lazy_gettext("Rubrik"), limit=LIMITS["title"], required=True)
    text = Prose(lazy_gettext("Varför"), limit=LIMITS["text"], required=True)
    clauses = Clauses(
        Words(lazy_gettext("Att-sats"), limit=rules.CLAUSE_LIMIT, widget=TextArea()),
        lazy_gettext("Att-satser"),
        min_entries=1,
        max_entries=rules.MOST_CLAUSES,
    )
    sender_name = Words(lazy_gettext("Ditt namn"), limit=LIMITS["sender_name"], required=True)
    sender_email = Words(lazy_gettext("Din e-postadress"), limit=ADDRESS_LENGTH, required=True)

    @property
    def key(self) -> str:
        """The id that was made with the form; another one if somebody has changed it."""
        try:
            return str(uuid.UUID(self.form_key.data or ""))
        except ValueError:
            return str(uuid.uuid4())

    @property
    def rows(self) -> list[Any]:
        """The rows for att-satser, with the label that each is called by."""
        for number, row in enumerate(self.clauses.entries, 1):
            row.label.text = f"{self.clauses.unbound_field.args[0]} {number}"
        return list(self.clauses.entries)

    @property
    def said_of_rows(self) -> list[str]:
        """What is wrong with the att-satser as a whole."""
        return [one for one in self.clauses.errors if isinstance(one, str)]

    def arrange(self, step: str) -> str | None:
        """Add a row or take one away, as a button said; the id of the field to go on from, None for another button."""
        what, _, number = step.partition("-")
        count = len(self.clauses)
        if what == "add":
            return str(self.clauses.append_entry().id) if count < rules.MOST_CLAUSES else "clauses-add"
        if what == "remove" and number.isascii() and number.isdecimal() and int(number[:4]) < count and count > 1:
            self.clauses.pop_entry(int(number))  # type: ignore[call-arg]  # the stubs are older
            return "clauses-add"
        return None

    def validate(self, extra_validators: object = None) -> bool:
        """Also what the rules say of the att-satser as a whole, at once with the rest."""
        sound: bool = super().validate(extra_validators)
        if any(row.errors for row in self.clauses.entries):
            return False
        try:
            rules.checked_clauses(tuple(row.data or "" for row in self.clauses.entries))
        except Refusal as refusal:
            self.refuse(refusal.field, refusal.sentence)
            return False
        return sound

    def as_facts(self) -> MotionFacts:
        """What was typed."""
        return MotionFacts(
            title=self.title.data or None,
            text=self.text.data or None,
            clauses=tuple(row.data or "" for row in self.clauses.entries),
            sender_name=self.sender_name.data or None,
            sender_email=self.sender_email.data or None,
        )

    def refuse(self, field: str | None, sentence: str) -> None:
        """Beside the field where it was typed."""
        super().refuse("sender_email" if field == "email" else field, sentence)


class RecordedMotionForm(MotionForm):
    """A motion that came to the board by letter or mail: somebody else writes it down."""

    sender_name = Words("Motionärens namn", limit=LIMITS["sender_name"], required=True)
    sender_email = Words("Motionärens e-postadress", limit=ADDRESS_LENGTH, required=True)

    received_at = Moment("Kom in", required=True)
    late = Tick("För sent inkommen", hint="Mötet avgör själv om den tas upp.")


class AnswerForm(VersionedForm):
    board_opinion = Prose("Styrelsens yttrande", limit=rules.OPINION_LIMIT)
    proposed = Choice("Styrelsen föreslår årsmötet att", empty="inte bestämt")
    item = Choice("Punkt på dagordningen", empty="ingen")

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.proposed.offer(list(words.OPINIONS.items()))
