"""What an organiser writes to many, and to whom."""

from collections.abc import Iterable
from typing import Any

from scdapp.admission.catalogue import Catalogue
from scdapp.core.fields import Choice, Prose, VersionedForm, Whole, Words
from scdapp.editions.models import Edition
from scdapp.mailings import rules
from scdapp.mailings.models import Mailing
from scdapp.mailings.rules import Draft, Selection
from scdapp.registration.filter import FilterForm
from scdapp.seminars.models import SessionPlaces

# What the list of seats is narrowed by that makes sense for a letter, in the order of the form.
NARROWING = ("lage", "kategori", "produkt", "dag", "lan", "kommun", "visa")


class MailingForm(VersionedForm):
    subject = Words("Rubrik", limit=rules.LIMITS["subject"], required=True)
    body = Prose(
        "Text",
        limit=rules.LIMITS["body"],
        required=True,
        hint="Ren text. Brevet börjar med ”Hej” och namnet, och slutar med en länk till mottagarens anmälan.",
    )
    recipients = Choice("Går till")
    session = Choice("Har plats på seminariet", empty="alla")


class SendForm(VersionedForm):
    expected = Whole("Antal", required=True)


class Both:
    """The letter and the selection, filled from the same form on the page."""

    def __init__(
        self,
        edition: Edition,
        catalogue: Catalogue,
        places: Iterable[SessionPlaces],
        origins: tuple[set[str], set[str]],
        *,
        letter: MailingForm,
        narrowing: FilterForm,
    ) -> None:
        self.letter, self.narrowing = letter, narrowing
        self.letter.recipients.offer(list(rules.RECIPIENTS.items()))
        self.letter.session.offer([(one.session.uid, one.session.title) for one in places])
        self.narrowing.offer(catalogue, (day.date for day in edition.days), origins)

    @property
    def fields(self) -> list[Any]:
        """What narrows down, in order."""
        return [self.narrowing[name] for name in NARROWING]

    def as_draft(self) -> Draft:
        """What was written, as a value."""
        selection = Selection(self.narrowing.as_wanted(), self.letter.session.data)
        return Draft(
            self.letter.subject.data or "", self.letter.body.data or "", selection, self.letter.recipients.data or ""
        )


def letter_data(mailing: Mailing) -> dict[str, Any]:
    """The letter's own fields, as they are saved."""
    return {
        "version": mailing.version,
        "subject": mailing.subject,
        "body": mailing.body,
        "recipients": mailing.recipients,
        "session": mailing.selection["session_uid"],
    }


def narrowing_data(selection: Selection, catalogue: Catalogue) -> dict[str, Any]:
    """What narrows down, as it is saved, in the words of the list of seats."""
    wanted = selection.wanted
    group = catalogue.by_id.get(wanted.category_id) if wanted.category_id else None
    return {
        "lage": wanted.state,
        "kategori": group.slug if group else None,
        "produkt": wanted.product_id,
        "dag": wanted.day.isoformat() if wanted.day else None,
        "lan": wanted.county_code,
        "kommun": wanted.municipality_code,
        "visa": wanted.only,
    }
