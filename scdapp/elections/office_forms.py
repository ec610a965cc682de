"""What the board fills in about offices and those who hold them."""

from typing import Any

from scdapp.core.fields import Choice, Day, Form, Tick, VersionedForm, Whole, Words
from scdapp.decisions.models import Decision
from scdapp.elections import vocabulary as words
from scdapp.elections.mandate_service import TermFacts
from scdapp.elections.models import Mandate, Post
from scdapp.elections.rules import LIMITS, CandidateFacts

FIRST_YEAR, LAST_YEAR = 1900, 2200


class PostForm(Form):
    key = Choice("Slags uppdrag", empty="Välj")
    name = Words("Vad det heter", limit=120, required=True, hint="Som ni säger det: ordförande i riksstyrelsen.")
    seats = Whole("Platser", least=1, most=100, required=True)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.key.offer(list(words.POST_KEYS.items()))


class TermForm(Form):
    post = Choice("Uppdrag", empty="Välj")
    name = Words("Namn", limit=LIMITS["name"], required=True)
    title = Words("Titel vid valet", limit=LIMITS["title"], hint="Lämna tomt om den inte är känd.")
    employer = Words("Arbetsgivare vid valet", limit=LIMITS["employer"])
    region = Words("Region", limit=LIMITS["region"])
    elected_as = Choice("Hur valet gick till", empty="inte känt")
    from_year = Whole("Valdes år", least=FIRST_YEAR, most=LAST_YEAR, required=True)
    starts_on = Day("Första dagen", hint="Om den är känd.")
    until_year = Whole("Till årsmötet år", least=FIRST_YEAR, most=LAST_YEAR, required=True)
    ended_reason = Choice("Har mandatet upphört?", empty="Nej, det pågår")
    ends_on = Day("Sista dagen", hint="Om det har upphört och dagen är känd.")

    def offer(self, posts: list[Post]) -> None:
        """Fill the lists to choose from."""
        self.post.offer([(one.uid, one.name) for one in posts])
        self.elected_as.offer([(key, word) for key, word in words.ELECTED_AS.items() if key != "unknown"])
        self.ended_reason.offer([(key, f"Ja, {word}") for key, word in words.END_REASONS.items()])

    def as_facts(self) -> TermFacts:
        """What was typed."""
        who = CandidateFacts(self.name.data, self.title.data, self.employer.data, self.region.data)
        return TermFacts(
            who,
            from_year=self.from_year.data or 0,
            until_year=self.until_year.data or 0,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            ended_reason=self.ended_reason.data,
            elected_as=self.elected_as.data or "unknown",
        )


class EndForm(Form):
    reason = Choice("Hur", empty="Välj")
    on = Day("Från och med", required=True, hint="Första dagen utan uppdraget.")
    decision = Choice("Beslutet", empty="Välj", hint="Bara för den som är entledigad.")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.reason.offer(list(words.EARLY_ENDS.items()))

    def offer(self, decisions: list[Decision]) -> None:
        """Fill the list of decisions to choose from."""
        self.decision.offer([(one.uid, decision_label(one)) for one in decisions])


def decision_label(one: Decision) -> str:
    """ "2024 § 7: Entledigande"."""
    return f"{one.meeting.year}{f' § {one.paragraph_no}' if one.paragraph_no else ''}: {one.heading}"


class CorrectionForm(VersionedForm):
    name = Words("Namn", limit=LIMITS["name"], required=True)
    title = Words("Titel vid valet", limit=LIMITS["title"])
    employer = Words("Arbetsgivare vid valet", limit=LIMITS["employer"])
    region = Words("Region", limit=LIMITS["region"])
    elected_as = Choice("Hur valet gick till", empty="inte känt")
    from_year = Whole("Valdes år", least=FIRST_YEAR, most=LAST_YEAR, required=True)
    starts_on = Day("Första dagen", hint="Om den är känd.")
    until_year = Whole("Till årsmötet år", least=FIRST_YEAR, most=LAST_YEAR, required=True)
    ends_on = Day("Upphörde den", hint="Om dagen är känd.")
    goes_on = Tick("Mandatet har inte upphört", hint="Att det upphörde antecknades av misstag.")
    why = Words("Varför rättas det?", limit=300, required=True, hint="Står kvar, och läses av styrelsen. Inget privat.")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.elected_as.offer([(key, word) for key, word in words.ELECTED_AS.items() if key != "unknown"])

    @classmethod
    def of(cls, mandate: Mandate) -> "CorrectionForm":
        """As it is saved."""
        form = cls(formdata=None, obj=mandate)
        form.elected_as.data = None if mandate.elected_as == "unknown" else mandate.elected_as
        return form

    def as_facts(self) -> TermFacts:
        """What was typed."""
        return TermFacts(
            CandidateFacts(self.name.data, self.title.data, self.employer.data, self.region.data),
            from_year=self.from_year.data or 0,
            until_year=self.until_year.data or 0,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            elected_as=self.elected_as.data or "unknown",
        )
