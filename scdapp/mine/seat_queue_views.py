"""Answers to what is offered from a waiting list, and leaving one."""

from collections.abc import Callable

from flask import request
from flask_babel import gettext

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.guests.guards import GUESTS
from scdapp.mine.seat_views import Answer, Setting, alive, back, setting_of, show_page
from scdapp.registration import queue_service, seat_service

door = Door("my_seat_queue", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>")


@door.post("/svar")
def answer(uid: str) -> Answer:
    """Yes or no to the seat that is offered."""
    setting = alive(uid)
    seat_id, actor, says = setting.seat.id, setting.actor, _said()
    verb = queue_service.accept_seat if says == "ja" else queue_service.refuse_seat
    return _answered(setting, lambda: verb(seat_id, actor=actor, now=clock.now()), says)


@door.post("/ko/<int:line_id>/svar")
def answer_line(uid: str, line_id: int) -> Answer:
    """Yes or no to a product that is offered."""
    setting = alive(uid)
    _ensure_line(setting, line_id)
    actor, says = setting.actor, _said()
    verb = queue_service.accept_line if says == "ja" else queue_service.refuse_line
    return _answered(setting, lambda: verb(line_id, actor=actor, now=clock.now()), says)


@door.post("/ko/<int:line_id>/lamna")
def leave_queue(uid: str, line_id: int) -> Answer:
    """Wait no longer for a product."""
    setting = alive(uid)
    _ensure_line(setting, line_id)
    seat_id, actor = setting.seat.id, setting.actor
    try:
        with transaction():
            seat_service.leave_line_queue(line_id, participant_id=seat_id, actor=actor, now=clock.now())
    except Refusal as refusal:
        return show_page(setting_of(uid), refusal.sentence), 422
    return back(setting, gettext("Du står inte längre i kön."))


def _ensure_line(setting: Setting, line_id: int) -> None:
    if line_id not in {line.id for line in setting.seat.lines}:
        raise Missing


def _said() -> str:
    says = request.form.get("svar", "")
    if says not in ("ja", "nej"):
        raise Refusal(gettext("Svara ja eller nej."))
    return says


def _answered(setting: Setting, verb: Callable[[], object], says: str) -> Answer:
    try:
        with transaction():
            verb()
    except Refusal as refusal:
        return show_page(setting_of(setting.seat.uid), refusal.sentence), 422
    thanks = gettext("Du har tackat ja. Platsen är din.") if says == "ja" else gettext("Du har tackat nej.")
    return back(setting, thanks)
