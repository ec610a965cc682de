"""The form that makes a speaker public before there is a session."""

from wtforms.validators import InputRequired

from scdapp.core.fields import Choice, VersionedForm, Words
from scdapp.people import queries
from scdapp.people.rules import LIMITS, AnnouncementValues, Name

WHEN_HINT = "Med ord, så långt ni vet. Till exempel: torsdag eller fredag."


class AnnouncementForm(VersionedForm):
    topic = Words("Ämne", limit=LIMITS["topic"], hint="Får vara tomt. Det går att fylla i senare.")
    when_words = Words("När", limit=LIMITS["when_words"], hint=WHEN_HINT)

    def as_values(self) -> AnnouncementValues:
        """What was typed."""
        return AnnouncementValues(topic=self.topic.data, when_words=self.when_words.data)


class NewAnnouncementForm(AnnouncementForm):
    person = Choice("Vem", empty="Välj person eller grupp", validators=[InputRequired("Välj vem det gäller.")])

    def offer_people(self, *, but: set[int]) -> None:
        """Let one choose among all but those who are announced already; what was chosen stays in the list."""
        names = queries.names()
        self.person.offer([(one.uid, _told(one)) for one in names if one.id not in but or one.uid == self.person.data])


def _told(one: Name) -> str:
    return f"{one.name}, {one.organisation}" if one.organisation else one.name
