"""The board in words, in the language of the page."""

from datetime import datetime, time

from flask_babel import gettext, ngettext

from scdapp.admission.board import Priced, Row, Standing
from scdapp.core import words
from scdapp.core.walltime import ZONE


def state(standing: Standing, now: datetime) -> str:
    """The state in a word or a few: "Öppen", "Få platser kvar", "Öppnar om 3 dagar"."""
    if standing.state == "soon" and standing.at:
        return _opens(standing.at, now)
    found = {
        "none": gettext("Öppnar senare"),
        "open": gettext("Öppen"),
        "few": gettext("Få platser kvar"),
        "full": gettext("Full"),
        "closed": gettext("Stängd"),
    }
    return str(found[standing.state])


def _opens(at: datetime, now: datetime) -> str:
    days = (at.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days
    if days == 0:
        return str(gettext("Öppnar i dag"))
    if days == 1:
        return str(gettext("Öppnar i morgon"))
    return str(ngettext("Öppnar om %(num)d dag", "Öppnar om %(num)d dagar", days))


def details(row: Row) -> list[str]:
    """What belongs to the state: places left, the exact moment, the queue and when it has an answer."""
    one = row.standing
    code = [str(gettext("Du behöver koden ur brevet från arrangören."))] if one.enters and row.group.access_code else []
    if one.state in ("open", "few"):
        return [*_left(one), *_closes(one), *code]
    if one.state == "full":
        return [*_queue(row), *_closes(one), *code]
    if one.state == "soon" and one.at:
        return [first_upper(words.moment(one.at)) + "."]
    if one.state == "closed" and one.at:
        return [str(gettext("Stängde %(moment)s.", moment=words.moment(one.at)))]
    return [str(gettext("Dagen är inte bestämd än."))]


def _left(one: Standing) -> list[str]:
    if one.left is None:
        return []
    if one.state == "few":
        return [str(ngettext("%(num)d plats kvar.", "%(num)d platser kvar.", one.left))]
    return [str(gettext("Minst %(num)s platser kvar.", num=_number(one.left)))]


def _closes(one: Standing) -> list[str]:
    return [str(gettext("Stänger %(moment)s.", moment=words.moment(one.at)))] if one.at else []


def _queue(row: Row) -> list[str]:
    one, promised = row.standing, row.group.promised_on
    if not one.waitlist:
        return [str(gettext("Ingen reservlista."))]
    if not one.waiting:
        told = [str(gettext("Reservlistan är öppen, ingen står före dig."))]
    else:
        told = [
            str(
                ngettext(
                    "Reservlistan är öppen, %(num)d står före dig.",
                    "Reservlistan är öppen, %(num)d står före dig.",
                    one.waiting,
                )
            )
        ]
    if promised:
        told.append(str(gettext("Besked senast %(day)s.", day=words.day(promised))))
    return told


def price(one: Priced) -> str:
    """ "5 400 kr", or that it is free."""
    return words.kronor(one.now.amount) if one.now.amount else str(gettext("utan avgift"))


def later(one: Priced) -> str:
    """ "därefter 5 900 kr från 1 juni 2024"; empty when nothing comes after."""
    if one.later is None or one.now.until is None:
        return ""
    price = words.kronor(one.later.amount)
    return str(gettext("därefter %(price)s från %(moment)s", price=price, moment=turn(one.now.until)))


def turn(until: datetime) -> str:
    """When one price or fee gives way to the next: a day that begins with it, or the very moment."""
    there = until.astimezone(ZONE)
    return words.date_plain(there.date()) if there.time() == time(0) else words.moment(until)


def _number(number: int) -> str:
    return f"{number:,}".replace(",", "," if words.language() == "en" else words.NBSP)


def headline(row: Row) -> str:
    """The one sentence on the start page."""
    one = row.standing
    if one.state in ("open", "few"):
        if one.at is None:
            return str(gettext("Anmälan är öppen."))
        return str(gettext("Anmälan är öppen till %(moment)s.", moment=words.moment(one.at)))
    if one.state == "full":
        return str(gettext("Fullt. Reservlistan är öppen.") if one.waitlist else gettext("Alla platser är tagna."))
    if one.state == "soon" and one.at:
        return str(gettext("Anmälan öppnar %(moment)s.", moment=words.moment(one.at)))
    if one.state == "closed":
        return str(gettext("Anmälan är stängd."))
    return str(gettext("När anmälan öppnar är inte bestämt än."))


def first_upper(text: str) -> str:
    """The sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]
