"""The forms about rooms, blocks and tracks."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from scdapp.core.fields import Choice, VersionedForm, Whole, Words
from scdapp.programme import place_rules as rules
from scdapp.programme.place_rules import BlockValues, RoomValues, TrackValues
from scdapp.programme.vocabulary import ROOM_KINDS

_YES_OR_NO = {"True": True, "False": False}


class YesNoUnknown(Choice):
    """Yes, no, or not known yet (data None)."""

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, empty="vet inte än", coerce=_yes_or_no, **rest)
        self.offer([(True, "ja"), (False, "nej")])


def _yes_or_no(raw: object) -> object:
    """True or False; what is neither stays as it came and is not among the choices."""
    return _YES_OR_NO.get(str(raw), raw)


class RoomForm(VersionedForm):
    name = Words("Namn", limit=rules.ROOM_NAME_AT_MOST, required=True)
    kind = RadioField(
        "Vad för slags lokal?",
        choices=ROOM_KINDS,
        default="seminar",
        validators=[InputRequired("Välj vad för slags lokal det är.")],
    )
    capacity = Whole("Platser", least=1, most=rules.CAPACITY_AT_MOST, hint="Lämna tomt om ni inte vet.")
    directions = Words("Hitta dit", limit=rules.DIRECTIONS_AT_MOST, hint="Till exempel: plan 2, till höger om foajén.")
    step_free = YesNoUnknown("Går att nå utan trappor?")
    hearing_loop = YesNoUnknown("Finns hörslinga?")

    def as_values(self) -> RoomValues:
        """What was typed."""
        return RoomValues(
            name=self.name.data or "",
            kind=self.kind.data,
            capacity=self.capacity.data,
            directions=self.directions.data,
            step_free=self.step_free.data,
            hearing_loop=self.hearing_loop.data,
        )


class BlockForm(VersionedForm):
    name = Words("Namn", limit=rules.BLOCK_NAME_AT_MOST, required=True, hint="Kort, till exempel: A.")
    note = Words("Förklaring", limit=rules.NOTE_AT_MOST, hint="Till exempel: välj ett av fem seminarier.")

    def as_values(self) -> BlockValues:
        """What was typed."""
        return BlockValues(name=self.name.data or "", note=self.note.data)


class TrackForm(VersionedForm):
    name = Words("Namn", limit=rules.TRACK_NAME_AT_MOST, required=True, hint="Till exempel: Nära vård.")

    def as_values(self) -> TrackValues:
        """What was typed."""
        return TrackValues(name=self.name.data or "")
