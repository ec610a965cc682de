"""What every form has that ends in a letter to many, looked at before it goes."""

import uuid

from wtforms import HiddenField


class LetterToMany:
    # Made with the form, so that the same page sent twice is one letter; and how many it told of.
    batch = HiddenField("")
    expected = HiddenField("")

    @property
    def key(self) -> str:
        """The id that was made with the form; another one if somebody has changed it."""
        try:
            return str(uuid.UUID(self.batch.data or ""))
        except ValueError:
            return str(uuid.uuid4())

    @property
    def seen(self) -> int:
        """How many the page told of."""
        typed = self.expected.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else -1
