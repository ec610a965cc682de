"""What is typed about an election: to what, who is proposed, how votes are taken."""

from collections.abc import Iterable
from typing import Any

from scdapp.core.fields import Choice, Form, Prose, Several, VersionedForm, Whole, Words
from scdapp.decisions import vocabulary as decision_words
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Candidate, Mandate, Post
from scdapp.elections.rules import LIMITS, CandidateFacts


class OpenForm(Form):
    post = Choice("Uppdrag")
    seats = Whole("Antal platser", least=1, most=60, hint="Tomt: så många som uppdraget har.")
    finishes = Choice("Fyllnadsval efter", empty="inget fyllnadsval")

    def __init__(self, posts: Iterable[Post], ended: Iterable[Mandate], **rest: Any) -> None:
        super().__init__(prefix="val-", **rest)
        self.post.offer([(one.uid, one.name) for one in posts])
        self.finishes.offer([(one.uid, f"{one.name}, {one.post.name}") for one in ended])


class PostForm(Form):
    key = Choice("Slag")
    name = Words("Som det sägs", limit=120, required=True, hint="Till exempel: ordförande i riksstyrelsen.")
    seats = Whole("Antal platser", least=1, most=60, required=True)

    def __init__(self, **rest: Any) -> None:
        super().__init__(prefix="uppdrag-", **rest)
        self.key.offer(list(words.POST_KEYS.items()))


class NominateForm(Form):
    name = Words("Namn", limit=LIMITS["name"], required=True)
    title = Words("Titel", limit=LIMITS["title"])
    employer = Words("Kommun eller arbetsgivare", limit=LIMITS["employer"])
    region = Words("Region", limit=LIMITS["region"])
    nominated_by = Choice("Föreslagen av")

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.nominated_by.offer(list(words.NOMINATORS.items()))

    def as_facts(self) -> CandidateFacts:
        """Somebody who is proposed."""
        given = {name: self[name].data or None for name in LIMITS}
        return CandidateFacts(**given, nominated_by=self.nominated_by.data or "")


class ElectForm(Form):
    candidates = Several("Väljs")
    method = Choice("Sätt")

    def __init__(self, standing: Iterable[Candidate], **rest: Any) -> None:
        super().__init__(**rest)
        self.candidates.offer([(one.uid, one.name) for one in standing])
        self.method.offer([(one, decision_words.METHODS[one]) for one in decision_words.UNCOUNTED])


class BallotForm(Form):
    candidates = Several("Mellan")
    method = Choice("Sätt")

    def __init__(self, standing: Iterable[Candidate], **rest: Any) -> None:
        super().__init__(**rest)
        self.candidates.offer([(one.uid, one.name) for one in standing])
        ways = ("secret", "count", "division", "roll_call")
        self.method.offer([(one, decision_words.METHODS[one]) for one in ways])


class ConcludeForm(VersionedForm):
    heading = Words("Rubrik", limit=200, required=True)
    body = Prose("Så står det i protokollet", limit=20_000, required=True)
