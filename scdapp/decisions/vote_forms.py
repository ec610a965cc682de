"""How the meeting is asked, and how a tie ended."""

from typing import Any

from scdapp.core.fields import Choice, Form, Words
from scdapp.decisions import vocabulary as words
from scdapp.decisions.vote_rules import TieBreak

SIDES = {"for": "bifall", "against": "avslag"}


class HearForm(Form):
    method = Choice("Sätt")
    result = Choice("Ordföranden hörde")
    question = Words("Gäller", limit=300, hint="Tomt: hela frågan.")

    def __init__(self, **rest: Any) -> None:
        super().__init__(prefix="hor-", **rest)
        self.method.offer([(one, words.METHODS[one]) for one in (*words.UNCOUNTED, "trial_vote")])
        self.result.offer([("approved", "bifall"), ("rejected", "avslag")])


class CountForm(Form):
    method = Choice("Sätt")
    question = Words("Gäller", limit=300, hint="Tomt: hela frågan. Skriv annars vad som ställs mot vad.")

    def __init__(self, **rest: Any) -> None:
        super().__init__(prefix="rakna-", **rest)
        self.method.offer([(one, words.METHODS[one]) for one in words.COUNTED])


class TieForm(Form):
    side = Choice("Det blev")
    note = Words("Vad ordföranden eller lotten sade", limit=300)

    def __init__(self, **rest: Any) -> None:
        super().__init__(prefix="lika-", **rest)
        self.side.offer(list(SIDES.items()))

    def as_tie(self) -> TieBreak:
        """What broke the tie."""
        return TieBreak(self.side.data or "", self.note.data or "")
