"""Form fields about those who come, for every form that asks: addresses, products, the organisers' own questions."""

from typing import Any

from flask_babel import gettext
from wtforms import Field
from wtforms.validators import StopValidation

from scdapp.accounts.rules import ADDRESS_LENGTH, canonical_address
from scdapp.admission.catalogue import Ask
from scdapp.core.errors import Refusal
from scdapp.core.fields import Choice, Prose, Words
from scdapp.registration import rules


class Address(Words):
    """An e-mail address."""

    def __init__(self, label: Any, **rest: Any) -> None:
        super().__init__(label, limit=ADDRESS_LENGTH, **rest)

    def pre_validate(self, form: object) -> None:
        if self.data and not self.process_errors:
            try:
                canonical_address(self.data)
            except Refusal as refusal:
                raise StopValidation(refusal.sentence) from None


class Several(Field):
    """Any of the choices; `data` has one a line, as it is stored."""

    data: str | None

    def __init__(self, label: Any, *, choices: tuple[tuple[str, str], ...], hint: Any = "", **rest: Any) -> None:
        super().__init__(label, description=hint, **rest)
        self.offered = choices

    @property
    def chosen(self) -> set[str]:
        return set((self.data or "").splitlines())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = "\n".join(valuelist[: len(self.offered)])
        if len(self.data) > rules.ANSWER_LIMIT:
            self.data = ""
            raise ValueError(gettext("Välj något ur listan."))


class Products(Field):
    """A pass and what may be had beside: the ids of products, as radio buttons and ticks of one name."""

    data: tuple[int, ...]

    def process_formdata(self, valuelist: list[str]) -> None:
        sound = [int(one) for one in valuelist if one.isascii() and one.isdecimal() and len(one) < 10]
        self.data = tuple(dict.fromkeys(sound))
        if len(sound) < len(valuelist):
            raise ValueError(gettext("Välj något ur listan."))

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())


class OneOf(Choice):
    """One of the choices, or none yet."""

    def __init__(self, label: Any, *, choices: tuple[tuple[str, str], ...], **rest: Any) -> None:
        super().__init__(label, empty="", **rest)
        self.offer(list(choices))


def answer_field(ask: Ask, language: str) -> Any:
    """A field for what the organisers ask, its words in that language."""
    english = language == "en"
    label = ask.label_en if english and ask.label_en else ask.label
    hint = (ask.hint_en if english and ask.hint_en else ask.hint) or ""
    shown = ask.choices_en if english and len(ask.choices_en) == len(ask.choices) else ask.choices
    choices = tuple(zip(ask.choices, shown, strict=True))
    if ask.kind == "several":
        return Several(label, choices=choices, hint=hint)
    if ask.kind == "choice":
        return OneOf(label, choices=choices, hint=hint)
    if ask.kind == "number":
        return Words(label, limit=9, hint=hint)
    return Prose(label, limit=rules.ANSWER_LIMIT, hint=hint)
