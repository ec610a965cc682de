"""What is typed on the screen of the meeting: a paragraph and its verdict, and who was chosen."""

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms

from scdapp.core import personal_numbers
from scdapp.core.errors import Refusal
from scdapp.core.fields import Choice, Day, Form, Prose, VersionedForm, Words
from scdapp.decisions import rules
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict

EMPTY_CLAUSES = 1


def offered(known: Mapping[str, str]) -> list[tuple[Any, str]]:
    return list(known.items())


class ClauseForm(wtforms.Form):
    text = Prose("Att-sats", limit=rules.CLAUSE_LIMIT)
    outcome = Choice("Utfall", empty="som hela frågan")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.outcome.offer(offered(words.CLAUSE_OUTCOMES))


class ParagraphForm(VersionedForm):
    heading = Words("Rubrik", limit=rules.HEADING_LIMIT, required=True)
    body = Prose("Text", limit=rules.BODY_LIMIT)
    clauses = wtforms.FieldList(wtforms.FormField(ClauseForm), "Att-satser", max_entries=rules.MOST_CLAUSES)
    outcome = Choice("Utfall", empty="välj")
    method = Choice("Sätt", empty="ingen omröstning")
    first_reading = Choice("Bekräftar beslutet", empty="inget tidigare", hint="Det första av två möten.")
    valid_from = Day("Gäller från", hint="Lämna tomt om ändringen behöver ett möte till.")
    fiscal_year = Words("Verksamhetsår", limit=9)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.outcome.offer(offered(words.OUTCOMES))
        self.method.offer(offered(words.METHODS))
        self.first_reading.offer([])

    def offer_first_readings(self, decisions: Iterable[Decision]) -> None:
        """Let the paragraph confirm one of these, of meetings before."""
        named = [(one.uid, f"Årsmötet {one.meeting.year}, § {one.paragraph_no} {one.heading}") for one in decisions]
        self.first_reading.offer(named)

    @classmethod
    def of(cls, decision: Decision) -> "ParagraphForm":
        """The paragraph as it stands, with room for one more att-sats while it is open."""
        form = cls(formdata=None, obj=decision)
        if decision.outcome is None:
            for _ in range(EMPTY_CLAUSES):
                form.clauses.append_entry({})
        form.first_reading.data = decision.earlier.uid if decision.earlier else None
        if form.method.data is None and decision.outcome is None:
            form.method.data = "acclamation"
        return form

    def as_text(self) -> Text:
        """What was typed."""
        clauses = tuple(one.form.text.data or "" for one in self.clauses)
        return Text(self.heading.data or "", self.body.data or "", tuple(filter(None, clauses)))

    def as_verdict(self) -> Verdict:
        """What was decided, with att-satser that went another way."""
        kept = [one.form for one in self.clauses if one.form.text.data]
        other = {n: one.outcome.data for n, one in enumerate(kept, 1) if one.outcome.data}
        return Verdict(self.outcome.data or "", self.method.data, other)


class OfficerForm(Form):
    role = Choice("Uppdrag")
    name = Words("Namn", limit=120, required=True)
    title = Words("Titel", limit=120)
    email = Words("E-postadress", limit=254, hint="Dit skickas protokollet för justering.")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        both = ("both", "justerare tillika rösträknare")
        self.role.offer([*offered(words.ROLES), both])

    def as_roles(self) -> tuple[str, ...]:
        """What the person is chosen to."""
        return ("attester", "teller") if self.role.data == "both" else (self.role.data or "",)


def as_draft(sent: object) -> tuple[Text, int]:
    """Text and version of a draft that the page sends by itself. Refuses what no page sends."""
    given = sent if isinstance(sent, dict) else {}
    clauses, version = given.get("clauses"), given.get("version")
    texts = [given.get("heading"), given.get("body"), *(clauses if isinstance(clauses, list) else [None])]
    words = [one for one in texts if isinstance(one, str)]
    if len(words) < len(texts) or not isinstance(version, int):
        raise Refusal("Utkastet kom inte fram helt.")
    if any(personal_numbers.contains(one) for one in words):
        raise Refusal(str(personal_numbers.UNWANTED))
    heading, body, *rest = words
    return Text(heading, body, tuple(one for one in rest if one.strip())), version
