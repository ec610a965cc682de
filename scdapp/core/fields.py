"""Form fields that speak Swedish, keep what was typed and store clean text."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import DateField
from wtforms.validators import InputRequired, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from scdapp.core import clock, money, personal_numbers
from scdapp.core.text import clean
from scdapp.core.walltime import aware

REQUIRED = lazy_gettext("Fyll i det här fältet.")
NOT_IN_LIST = lazy_gettext("Välj något ur listan.")
MARKDOWN_HINT = "Tom rad ger nytt stycke. **Så här** blir det fetstil, [så här](https://exempel.se) en länk."


class Required(InputRequired):
    """Something was typed; else `REQUIRED`, in the language of the page."""

    def __init__(self) -> None:
        super().__init__(REQUIRED)

    def __call__(self, form: Any, field: Any) -> None:
        # A plain text: templates tell a sentence from a list of rows by that.
        InputRequired(str(self.message))(form, field)


class Form(FlaskForm):
    """The base of all forms. `version` is the version of the row that the form was opened with."""

    class Meta:
        locales = ("sv_SE", "sv")

    def refuse(self, field: str | None, sentence: str) -> None:
        """Put the domain's refusal beside its field, or at the top if it has none."""
        errors = self[field].errors if field and field in self._fields else self.form_errors
        if isinstance(errors, tuple):
            self[field].errors = [*errors, sentence]
        else:
            errors.append(sentence)


# Label, theirs, yours.
Difference = tuple[str, str, str]


class VersionedForm(Form):
    version = HiddenField()

    @property
    def opened_version(self) -> int:
        """The version that the person saw; -1 when the form did not say."""
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else -1

    def both_versions(self, standing: "VersionedForm") -> list[Difference]:
        """Somebody saved meanwhile: what differs from `standing`, the same form filled from what is saved now.

        From here on this form is about that version: sent once more, it is what counts.
        """
        self.version.data = str(standing.version.data or "")
        return self.differences(standing)

    def differences(self, standing: "VersionedForm") -> list[Difference]:
        """All that differs from `standing`: the same form, filled from what is saved now."""
        theirs = dict(_shown(standing._fields.values()))
        yours = dict(_shown(self._fields.values()))
        labels = dict.fromkeys([*yours, *theirs])
        rows = [(label, theirs.get(label, ""), yours.get(label, "")) for label in labels]
        return [row for row in rows if row[1] != row[2]]


def _shown(fields: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """(label, value) as a person reads them; a list of rows as one text, a line for each row that is not blank."""
    for field in fields:
        if isinstance(field, FormField):
            yield from _shown(field)
        elif isinstance(field, FieldList):
            yield field.label.text, "\n".join(filter(None, map(_line, field)))
        elif isinstance(field, BooleanField):
            yield field.label.text, str(gettext("ja") if field.data else gettext("nej"))
        elif isinstance(field, Several):
            yield field.label.text, ", ".join(label for value, label in field.offered if value in (field.data or ()))
        elif isinstance(field, SelectField):
            named = {str(value): label for value, label, *_ in field.iter_choices()}
            yield field.label.text, str(named.get(str(field.data), field.data or ""))
        elif not isinstance(field, HiddenField | FileField):
            yield field.label.text, str(field._value())


def _line(row: Any) -> str:
    if isinstance(row, FormField) and getattr(row.form, "blank", False):
        return ""
    return ", ".join(value for _, value in _shown([row]) if value)


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\u00a0")


class _Bounded:
    """Checks the length before anything else touches the text, and keeps what was typed.

    No text anywhere may hold a personal number.
    """

    lines = False
    limit: int
    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        if len(valuelist) > 1:
            raise ValueError(gettext("Fältet skickades mer än en gång."))
        raw = valuelist[0] if valuelist else ""
        self.data = raw
        if len(raw) > self.limit:
            typed, most = _number(len(raw)), _number(self.limit)
            raise ValueError(gettext("Texten har %(typed)s tecken. Högst %(most)s får plats.", typed=typed, most=most))
        if personal_numbers.contains(raw):
            raise ValueError(str(personal_numbers.UNWANTED))
        self.data = clean(raw, lines=self.lines)


class Words(_Bounded, StringField):
    """One line of text, at most `limit` characters."""

    def __init__(self, label: str, *, limit: int = 200, required: bool = False, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)
        self.limit = limit


class Prose(_Bounded, TextAreaField):
    """Several lines in Markdown, at most `limit` characters."""

    lines = True

    def __init__(self, label: str, *, limit: int = 5000, required: bool = False, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)
        self.limit = limit


class Day(DateField):
    """A date, as the browser's date field sends it (2024-10-02)."""

    def __init__(self, label: str, *, required: bool = False, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Skriv ett datum som finns, så här: 2024-10-02.")) from None
        if self.data is not None and not 1900 <= self.data.year <= 2200:
            raise ValueError(gettext("Året verkar inte stämma."))


_TIME = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?")


class WallTime(Field):
    """A time of day as people write it in Sweden: 14.15, 14:15, 1415 or 14."""

    widget = TextInput()
    data: time | None

    def __init__(self, label: str, *, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Optional()])
        super().__init__(label, description=hint, **rest)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H.%M") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        match = _TIME.fullmatch(typed.lower().removeprefix("kl.").strip())
        if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
            raise ValueError("Skriv klockslaget så här: 14.15.")
        self.data = time(int(match[1]), int(match[2] or 0))


class Moment(Field):
    """A moment on a wall clock in Sweden (2024-10-02T10:15). `data` is aware.

    Refuses a time that the change to summer time skips; takes the first of the two in autumn.
    """

    widget = TextInput(input_type="datetime-local")
    data: datetime | None

    def __init__(self, label: str, *, required: bool = False, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return clock.local(self.data).strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        try:
            wall = datetime.strptime(typed[:16].replace(" ", "T"), "%Y-%m-%dT%H:%M")  # noqa: DTZ007
        except ValueError:
            raise ValueError(gettext("Skriv dag och klockslag, så här: 2024-10-02 10:15.")) from None
        if not 1900 <= wall.year <= 2200:
            raise ValueError(gettext("Året verkar inte stämma."))
        self.data = aware(wall.date(), wall.time())


class Whole(IntegerField):
    """A whole number between `least` and `most`, or nothing.

    A text field, for a number field loses what it does not understand ("1 100", "ca 50") before anybody can say so.
    """

    widget = TextInput()

    def __init__(
        self, label: str, *, least: int = 0, most: int = 100_000, required: bool = False, hint: str = "", **rest: Any
    ) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = re.sub(r"\s", "", valuelist[0]) if valuelist else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"-?\d{1,9}", typed, re.ASCII):
            raise ValueError(gettext("Skriv ett heltal med siffror."))
        if not self.least <= int(typed) <= self.most:
            least, most = _number(self.least), _number(self.most)
            raise ValueError(gettext("Talet ska ligga mellan %(least)s och %(most)s.", least=least, most=most))
        self.data = int(typed)


class Kronor(Field):
    """An amount as people write it, in kronor: 4950,5 or 4 950.50 or 4 950 kr. `data` is in whole öre, or None."""

    widget = TextInput()
    data: int | None

    def __init__(self, label: str, *, required: bool = False, hint: str = "", **rest: Any) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else money.plain(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            self.data = money.parse(typed)


class Choice(SelectField):
    """One of the given choices; with `empty`, none of them is a choice too (data None)."""

    def __init__(self, label: str, *, empty: str | None = None, hint: str = "", coerce: Any = str, **rest: Any) -> None:
        self._empty = empty
        self.offered: list[tuple[Any, str]] = []
        rest.setdefault("invalid_value_message", NOT_IN_LIST)
        super().__init__(
            label, coerce=lambda raw: None if raw in ("", None, "None") else coerce(raw), description=hint, **rest
        )

    def offer(self, choices: list[tuple[Any, str]]) -> None:
        """Set the choices, the empty one first if there is one."""
        self.offered = [*([("", self._empty)] if self._empty is not None else []), *choices]
        self.choices = {value: str(label) for value, label in self.offered}

    @property
    def chosen(self) -> str:
        """What the choice is called, nothing while there is none."""
        return next((str(label) for value, label in self.offered if value == self.data and value != ""), "")

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            return
        allowed = {None if value in ("", None) else value for value, _ in self.offered}
        if self.data not in allowed:
            raise StopValidation(str(NOT_IN_LIST))


class Several(SelectMultipleField):
    """Any number of the given choices, each with a box to tick. `data` is a list."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, *, hint: str = "", coerce: Any = str, **rest: Any) -> None:
        self.offered: list[tuple[Any, str]] = []
        rest.setdefault("choices", {})
        super().__init__(
            label, coerce=lambda raw: coerce(raw) if isinstance(raw, str) else raw, description=hint, **rest
        )

    def offer(self, choices: list[tuple[Any, str]]) -> None:
        """Set the choices."""
        self.offered = choices
        self.choices = {value: str(label) for value, label in choices}

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NOT_IN_LIST) from None

    def pre_validate(self, form: Any) -> None:
        if not {*(self.data or ())} <= {value for value, _ in self.offered}:
            raise StopValidation(NOT_IN_LIST)


class Tick(BooleanField):
    """Yes or no."""

    def __init__(self, label: str, *, hint: str = "", **rest: Any) -> None:
        super().__init__(label, description=hint, **rest)


class PictureFile(FileField):
    """An uploaded picture. `data` is its bytes, cut just above `limit` so that the domain can refuse it, or None.

    The name and the type that the browser sends are ignored. A browser cannot give the file back, so a form that
    is shown again says that it must be chosen anew.
    """

    data: bytes | None

    def __init__(self, label: str, *, limit: int, hint: str = "", **rest: Any) -> None:
        rest.setdefault("render_kw", {"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(label, description=hint, **rest)
        self.limit = limit

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        self.data = file.read(self.limit + 1) if file else None
