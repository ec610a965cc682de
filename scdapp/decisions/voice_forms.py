"""What people say to a question: proposals, dissent, that they take no part."""

from typing import Any

from scdapp.core.fields import Choice, Form, Prose, Words
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Decision
from scdapp.decisions.voice_service import TEXT_LIMIT


class MoveForm(Form):
    kind = Choice("Slags yrkande")
    clause = Choice("Att-sats", empty="hela frågan", coerce=int)
    moved_by = Words("Från", limit=120, required=True)
    text = Prose("Yrkandet", limit=TEXT_LIMIT, required=True)

    def __init__(self, decision: Decision, **rest: Any) -> None:
        super().__init__(prefix="yrkande-", **rest)
        self.kind.offer(list(words.PROPOSAL_KINDS.items()))
        self.clause.offer([(one.position, f"att-sats {one.position}") for one in decision.clauses])


class DissentForm(Form):
    kind = Choice("Slag")
    name = Words("Från", limit=120, required=True)
    text = Prose("Text", limit=TEXT_LIMIT, required=True)

    def __init__(self, **rest: Any) -> None:
        super().__init__(prefix="avvikande-", **rest)
        self.kind.offer(list(words.DISSENT_KINDS.items()))


class RecusalForm(Form):
    name = Words("Namn", limit=120, required=True)
    reason = Choice("Skäl")

    def __init__(self, **rest: Any) -> None:
        super().__init__(prefix="jav-", **rest)
        self.reason.offer(list(words.RECUSAL_REASONS.items()))
