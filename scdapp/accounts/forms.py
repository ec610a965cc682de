"""What is typed at the log-in page, on one's own page and by administrators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext
from wtforms import PasswordField
from wtforms.validators import EqualTo, ValidationError

from scdapp.accounts import passwords, rules
from scdapp.accounts.rules import ADDRESS_LENGTH, NAME_LENGTH, ROLE_WORDS, Staff
from scdapp.core.errors import Refusal
from scdapp.core.fields import Form, Moment, Required, Tick, VersionedForm, Words

PASSWORD_HINT = (
    f"Minst {passwords.LENGTH.start} tecken. Gärna några ord efter varandra, "
    "eller det som en lösenordshanterare föreslår."
)


class Secret(PasswordField):
    """A password: taken as it was typed or pasted, and never sent back."""

    def __init__(self, label: Any, *, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Required()])
        super().__init__(label, description=hint, **rest)

    def process_formdata(self, valuelist: list[str]) -> None:
        if len(valuelist) > 1:
            raise ValueError("Fältet skickades mer än en gång.")
        super().process_formdata(valuelist)


def _twice() -> list[Any]:
    return [Required(), EqualTo("password", "De två lösenorden är inte lika.")]


@contextmanager
def _beside_field() -> Iterator[None]:
    """The domain's sentence already in the form, so that people see all that is wrong at once."""
    try:
        yield
    except Refusal as refusal:
        raise ValidationError(refusal.sentence) from None


class LoginForm(Form):
    email = Words(lazy_gettext("E-postadress"), limit=ADDRESS_LENGTH, required=True)
    password = Secret(lazy_gettext("Lösenord"))


class NewPasswordForm(Form):
    password = Secret("Nytt lösenord", hint=PASSWORD_HINT)
    again = Secret("Nytt lösenord en gång till", validators=_twice())


class OwnPasswordForm(NewPasswordForm):
    old = Secret("Nuvarande lösenord")


class StaffForm(Form):
    name = Words("Namn", limit=NAME_LENGTH, required=True)
    organiser = Tick("Arrangör", hint="Bygger programmet, klargör talare och släpper.")
    board = Tick("Styrelse", hint="Sköter årsmötet och föreningens handlingar.")
    checkin = Tick("Incheckning", hint="Checkar in deltagare vid dörren, och ser inget annat om dem.")
    administrator = Tick("Administratör", hint="Får allt som de andra får, och sköter konton.")

    def as_staff(self) -> Staff:
        """What was decided, as the service takes it."""
        return Staff(name=self.name.data or "", roles=frozenset(role for role in ROLE_WORDS if self[role].data))


class NewAccountForm(StaffForm):
    email = Words(
        "E-postadress",
        limit=ADDRESS_LENGTH,
        required=True,
        hint="Personen loggar in med den. Den går inte att ändra sedan.",
    )
    password = Secret("Lösenord", hint=PASSWORD_HINT)
    again = Secret("Lösenordet en gång till", validators=_twice())

    def validate_email(self, field: Words) -> None:
        with _beside_field():
            rules.canonical_address(field.data or "")

    def validate_password(self, field: Secret) -> None:
        with _beside_field():
            passwords.ensure_good(field.data or "", email=self.email.data or "", name=self.name.data or "")


class AccountForm(StaffForm, VersionedForm):
    active = Tick("Kontot är öppet", hint="Ett stängt konto loggas ut genast och kan inte logga in.")

    def as_staff(self) -> Staff:
        """What was decided, as the service takes it."""
        return replace(super().as_staff(), active=bool(self.active.data))


class PreviewForm(Form):
    moment = Moment("Dag och klockslag", required=True)
