"""What people type about their own seats."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField

from scdapp.admission.catalogue import Ask, Group
from scdapp.core import words
from scdapp.core.fields import Choice, Form, Required, Tick, VersionedForm, Whole, Words
from scdapp.registration.fields import Address, Products, answer_field
from scdapp.registration.models import Participant
from scdapp.registration.rules import LIMITS
from scdapp.registration.seat_service import Person

MOST_VISITS = 60


class Button(Form):
    """Only a button, with the token that proves where it was pressed."""


class PersonForm(VersionedForm):
    """Who has the seat. `answer-<id>` fields come with what the category is asked."""

    asks: tuple[Ask, ...] = ()

    name = Words(lazy_gettext("Namn"), limit=LIMITS["name"])
    email = Address(lazy_gettext("E-postadress"))
    title = Words(lazy_gettext("Titel"), limit=LIMITS["title"])
    workplace = Words(lazy_gettext("Arbetsplats"), limit=LIMITS["workplace"])
    listed = Tick(lazy_gettext("Får stå på deltagarlistan"))
    avoid_photo = Tick(
        lazy_gettext("Avböj närbild"),
        hint=lazy_gettext("Ett märke på namnbrickan säger till fotografen. På översiktsbilder kan alla synas."),
    )
    earlier_visits = Whole(
        lazy_gettext("Hur många gånger har du varit här förut?"),
        most=MOST_VISITS,
        hint=lazy_gettext("Frivilligt. 0 om det är första gången."),
    )

    def as_person(self, seat: Participant) -> Person:
        """What was typed. The address of whoever has one stays."""
        return Person(
            name=self.name.data or None,
            email=seat.email or self.email.data or None,
            title=self.title.data or None,
            workplace=self.workplace.data or None,
            listed=bool(self.listed.data),
            avoid_photo=bool(self.avoid_photo.data),
            earlier_visits=self.earlier_visits.data,
        )

    def answers(self) -> dict[int, str]:
        """What was answered, by question."""
        return {ask.question_id: self[f"answer-{ask.question_id}"].data or "" for ask in self.asks}

    def refuse(self, field: str | None, sentence: str) -> None:
        """A field that the person does not see says nothing there."""
        super().refuse(field if field in self._fields else None, sentence)


def person_form(group: Group, seat: Participant, **given: Any) -> PersonForm:
    """The form of a seat: what was sent in, or with `filled` what stands now."""
    form = _person_class(group.asks, words.language())(**given)
    if seat.email:
        del form.email
    return form


def filled(group: Group, seat: Participant) -> PersonForm:
    """The form as the seat stands."""
    answers = {f"answer-{one.question_id}": one.value for one in seat.answers}
    names = ("name", "title", "workplace", "listed", "avoid_photo", "earlier_visits")
    standing: Mapping[str, Any] = {name: getattr(seat, name) for name in names}
    return person_form(group, seat, formdata=None, data={**standing, **answers, "version": str(seat.version)})


@lru_cache(maxsize=64)
def _person_class(asks: tuple[Ask, ...], language: str) -> type[PersonForm]:
    """Making a class takes longer than filling a form in, so each is made once."""
    answers = {f"answer-{ask.question_id}": answer_field(ask, language) for ask in asks}
    return cast(type[PersonForm], type("PersonFields", (PersonForm,), {"asks": asks, **answers}))


class NameForm(VersionedForm):
    name = Words(lazy_gettext("Namn"), limit=LIMITS["name"], required=True)


class ProductsForm(VersionedForm):
    """`seen`: what it would cost, as the review said."""

    products = Products(lazy_gettext("Biljett och tillval"))
    seen = HiddenField()


class TakerForm(VersionedForm):
    """Somebody who takes over a seat or a day of it."""

    name = Words(lazy_gettext("Namn"), limit=LIMITS["name"], required=True)
    email = Address(lazy_gettext("E-postadress"), validators=[Required()])
    title = Words(lazy_gettext("Titel"), limit=LIMITS["title"])

    def as_person(self, workplace: str | None) -> Person:
        """Who it is; the workplace is the seat's until they say otherwise."""
        return Person(self.name.data, self.email.data, self.title.data or None, workplace)


class DayForm(TakerForm):
    date = Choice(lazy_gettext("Dag"), empty=lazy_gettext("Välj dag"), validators=[Required()])


class CancelForm(Form):
    """`seen`: the fee in percent, as the page said."""

    seen = HiddenField()


def price_changed() -> str:
    """What is said when a step of prices came between review and button."""
    return str(gettext("Priset har ändrats sedan du granskade. Titta igen innan du sparar."))
