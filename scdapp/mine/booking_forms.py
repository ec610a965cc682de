"""What the contact types about a booking."""

from functools import lru_cache
from typing import Any, cast

from flask_babel import lazy_gettext

from scdapp.admission.catalogue import Ask, Group
from scdapp.core import words
from scdapp.core.fields import VersionedForm, Words
from scdapp.organisations.fields import Invoice
from scdapp.organisations.rules import InvoiceFacts
from scdapp.registration.fields import Address, Products, answer_field
from scdapp.registration.models import Booking
from scdapp.registration.rules import LIMITS, PersonWish


class InvoiceForm(Invoice, VersionedForm):
    contact_name = Words(lazy_gettext("Ditt namn"), limit=LIMITS["name"], required=True)
    contact_phone = Words(lazy_gettext("Telefon"), limit=LIMITS["phone"])

    @classmethod
    def standing(cls, booking: Booking) -> "InvoiceForm":
        """The form as the booking stands."""
        names = ("contact_name", "contact_phone", *InvoiceFacts.__dataclass_fields__)
        values = {name: getattr(booking, name) for name in names}
        return cls(formdata=None, data={**values, "version": str(booking.version)})


class AddForm(VersionedForm):
    """One more person on a booking."""

    asks: tuple[Ask, ...] = ()

    name = Words(lazy_gettext("Namn"), limit=LIMITS["name"], hint=lazy_gettext("Kan fyllas i senare."))
    email = Address(
        lazy_gettext("E-postadress"), hint=lazy_gettext("Personen får ett brev och sköter sedan sina uppgifter själv.")
    )
    title = Words(lazy_gettext("Titel"), limit=LIMITS["title"])
    workplace = Words(lazy_gettext("Arbetsplats"), limit=LIMITS["workplace"])
    products = Products(lazy_gettext("Biljett och tillval"))

    def as_wish(self) -> PersonWish:
        """What was typed."""
        return PersonWish(
            name=self.name.data or None,
            email=self.email.data or None,
            title=self.title.data or None,
            workplace=self.workplace.data or None,
            product_ids=self.products.data,
            answers={ask.question_id: self[f"answer-{ask.question_id}"].data or "" for ask in self.asks},
        )


def add_form(group: Group, **given: Any) -> AddForm:
    """The form of one more person in the category."""
    return _add_class(group.asks, words.language())(**given)


@lru_cache(maxsize=64)
def _add_class(asks: tuple[Ask, ...], language: str) -> type[AddForm]:
    answers = {f"answer-{ask.question_id}": answer_field(ask, language) for ask in asks}
    return cast(type[AddForm], type("AddFields", (AddForm,), {"asks": asks, **answers}))
