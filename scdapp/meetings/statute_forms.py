"""What the board fills in about the statutes."""

from scdapp.core.fields import Choice, Day, Tick, VersionedForm, Whole, Words
from scdapp.meetings import statute_rules
from scdapp.meetings.models import StatuteVersion
from scdapp.meetings.statute_rules import StatuteFacts


class StatutesForm(VersionedForm):
    valid_from = Day("Gäller från", required=True)
    source = Words("Antagna", limit=200, hint="Till exempel: ordinarie årsmöte 3 oktober 2018.")
    motion_days = Whole("Motioner", most=365, required=True, hint="Antal dagar före mötet som de ska ha kommit in.")
    call_days = Whole("Kallelse", most=365, required=True, hint="Antal dagar före mötet som den ska vara skickad.")
    documents_days = Whole("Handlingar", most=365, required=True, hint="Antal dagar före mötet.")
    quorum_rule = Choice("Beslutförhet")
    quorum_value = Whole("Antal eller procent", most=10_000, hint="Tomt när det inte finns något krav.")
    decision_majority = Choice("Majoritet för beslut")
    statute_change_majority = Choice("Majoritet för stadgeändring")
    two_meetings = Tick("En stadgeändring kräver beslut på två möten")
    tie_rule = Choice("Vid lika röstetal")
    board_size = Whole("Ledamöter i styrelsen", least=1, most=60, required=True)
    term_years = Whole("Mandattid i år", least=1, most=6, required=True)
    attesters = Whole("Antal justerare", least=1, most=5, required=True)
    other_business_may_decide = Tick("Beslut får fattas under Övriga frågor")
    checked_by_board = Tick("Styrelsen har jämfört med stadgarna, och allt ovan stämmer")

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        for name, known in statute_rules.CHOICES.items():
            self[name].offer(list(known.items()))

    def as_facts(self) -> StatuteFacts:
        """What was typed."""
        return StatuteFacts(**{name: self[name].data for name in statute_rules.NAMES})


def statutes_form(row: StatuteVersion | StatuteFacts, *, saved_only: bool = False) -> StatutesForm:
    """Filled with what was sent in, or with what is saved."""
    return StatutesForm(formdata=None, obj=row) if saved_only else StatutesForm(obj=row)
