"""What the board fills in about a meeting."""

from scdapp.core.fields import Choice, Day, Prose, Tick, VersionedForm, WallTime, Words
from scdapp.core.walltime import ZONE, aware
from scdapp.meetings import rules
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import MeetingFacts


class MeetingForm(VersionedForm):
    kind = Choice("Sort")
    format = Choice("Hur mötet hålls", empty="inte bestämt")
    held_on = Day("Dag", hint="De sista dagarna för motioner, kallelse och handlingar räknas härifrån.")
    at = WallTime("Klockslag", hint="Till exempel 16.30. Lämna tomt om det inte är bestämt.")
    place = Words("Plats", limit=rules.LIMITS["place"], hint="Anläggning och sal, eller länken till ett digitalt möte.")
    fiscal_year = Words(
        "Verksamhetsår", limit=rules.LIMITS["fiscal_year"], hint="Det som redovisas, till exempel 2023/2024."
    )
    note = Prose("Anteckning", limit=rules.LIMITS["note"], hint="Syns för alla på mötets sida.")

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.kind.offer(list(words.KINDS.items()))
        self.format.offer(list(words.FORMATS.items()))

    def validate(self, extra_validators: object = None) -> bool:
        """Also that the clock shows that hour on that day, and that an hour has a day."""
        if not super().validate(extra_validators):
            return False
        if self.at.data is None:
            return True
        if self.held_on.data is None:
            self.refuse("held_on", "Skriv dagen också.")
            return False
        try:
            aware(self.held_on.data, self.at.data)
        except ValueError as wrong:
            self.refuse("at", str(wrong))
            return False
        return True

    def as_facts(self) -> MeetingFacts:
        """What was typed."""
        day, at = self.held_on.data, self.at.data
        return MeetingFacts(
            kind=self.kind.data or "",
            format=self.format.data,
            fiscal_year=self.fiscal_year.data or None,
            place=self.place.data or None,
            held_on=day,
            starts_at=aware(day, at) if day and at else None,
            note=self.note.data or None,
        )


class NewMeetingForm(MeetingForm):
    """The same, and of which year."""

    edition = Choice("År", coerce=int)
    afterwards = Tick(
        "Mötet hölls innan möten fanns här", hint="Då skrivs bara in det som är känt, och det får inget protokoll här."
    )


def meeting_form(meeting: AnnualMeeting, *, saved_only: bool = False) -> MeetingForm:
    """Filled with what was sent in, or with what is saved."""
    starts = meeting.starts_at.astimezone(ZONE).time() if meeting.starts_at else None
    names = ("kind", "format", "held_on", "place", "fiscal_year", "note", "version")
    data = {**{name: getattr(meeting, name) for name in names}, "at": starts}
    return MeetingForm(formdata=None, data=data) if saved_only else MeetingForm(data=data)
