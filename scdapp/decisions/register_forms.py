"""Somebody who is no member and comes into the hall."""

from typing import Any

from scdapp.core.fields import Choice, Form, Words
from scdapp.decisions import vocabulary as words


class GuestForm(Form):
    name = Words("Namn", limit=120, required=True)
    capacity = Choice("Som")

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.capacity.offer([(key, label) for key, label in words.CAPACITIES.items() if key != "member"])
