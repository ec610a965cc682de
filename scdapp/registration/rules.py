"""What makes a registration sound: when, with what, by whom. Pure."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from flask_babel import gettext, ngettext

from scdapp.accounts.rules import canonical_address
from scdapp.admission.catalogue import Ask, Catalogue, Group, Offer
from scdapp.core import words
from scdapp.core.errors import Refusal
from scdapp.core.personal_numbers import ensure_none
from scdapp.core.text import clean
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.registration.models import Line

LIMITS = {"name": 120, "title": 120, "workplace": 160, "phone": 40}
ANSWER_LIMIT = 1000
# Without letters and digits that look alike when they are read aloud or from a badge.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class NotOpen(Refusal):
    """The category cannot be registered for at this moment."""


class Full(Refusal):
    """No place left and no waiting list; nothing of the form was saved."""


class AlreadyRegistered(Refusal):
    """Somebody with that address has a seat this year."""


@dataclass(frozen=True)
class Actor:
    """Who did something: a visitor, the contact, the participant, an organiser by name, or the program itself."""

    kind: str
    name: str | None = None


VISITOR, CONTACT, PARTICIPANT, SYSTEM = (Actor(kind) for kind in ("visitor", "contact", "participant", "system"))


@dataclass(frozen=True)
class PersonWish:
    """One person on the form. Name and address may come later. `product_ids`: one pass at most, and extras."""

    name: str | None = None
    email: str | None = None
    title: str | None = None
    workplace: str | None = None
    product_ids: tuple[int, ...] = ()
    answers: Mapping[int, str] = field(default_factory=dict)
    listed: bool = False


@dataclass(frozen=True)
class BookingWish:
    """A whole form, as the service takes it. `organisation` None: one pays for oneself."""

    contact_name: str
    contact_email: str
    people: tuple[PersonWish, ...]
    contact_phone: str | None = None
    organisation: OrganisationFacts | None = None
    invoice: InvoiceFacts = field(default_factory=InvoiceFacts)
    access_code: str | None = None
    accepts_conditions: bool = False
    # Rather nothing at all than a place in a queue for any of them.
    only_seats: bool = False
    language: str = "sv"


def checked(
    wish: BookingWish, catalogue: Catalogue, group: Group, *, now: datetime, by_organiser: bool = False
) -> BookingWish:
    """`wish` with clean texts and canonical addresses. Refuses, beside the field, what cannot be.

    For an organiser windows, code and conditions are no hindrance: they act on somebody's word.
    """
    if not by_organiser:
        ensure_open(group, now)
        ensure_code(group, wish.access_code)
    if not wish.people:
        raise Refusal(gettext("Lägg till minst en person."))
    if len(wish.people) > group.group_limit:
        raise Refusal(
            gettext("Högst %(num)d personer går bra i en anmälan. Skicka fler i en till.", num=group.group_limit)
        )
    if catalogue.conditions and not wish.accepts_conditions and not by_organiser:
        raise Refusal(gettext("Kryssa i att ni godkänner villkoren."), field="accepts_conditions")
    if group.pays and not _somebody_pays(wish) and not by_organiser:
        raise Refusal(gettext("Välj vem som ska få fakturan."), field="kind")
    people = tuple(checked_person(one, group, now, place=f"people-{n}-") for n, one in enumerate(wish.people))
    _ensure_different([one.email for one in people])
    return replace(
        wish,
        contact_name=required(wish.contact_name, "contact_name", LIMITS["name"]),
        contact_email=canonical_address(wish.contact_email, field="contact_email"),
        contact_phone=text(wish.contact_phone, "contact_phone", LIMITS["phone"]),
        people=people,
    )


def _somebody_pays(wish: BookingWish) -> bool:
    """An organisation, or whoever registers with an address for the invoice."""
    return bool(wish.organisation or wish.invoice.invoice_email or wish.invoice.invoice_address)


def ensure_open(group: Group, now: datetime) -> None:
    """Refuses outside the category's windows, and says how long it is until they open or since they closed."""
    stage = group.stage(now)
    if stage.state == "open":
        return
    if stage.state == "soon" and stage.at:
        raise NotOpen(
            gettext(
                "Anmälan öppnar %(moment)s, om %(left)s.", moment=words.moment(stage.at), left=time_left(stage.at - now)
            )
        )
    if stage.at:
        raise NotOpen(gettext("Anmälan stängde %(moment)s.", moment=words.moment(stage.at)))
    raise NotOpen(gettext("Anmälan är inte öppen."))


def time_left(left: timedelta) -> str:
    """ "3 dagar", "2 timmar", "5 minuter", "1 sekund": the largest unit of which there is at least one, rounded up."""
    seconds = max(-(-left // timedelta(seconds=1)), 1)
    if seconds >= 2 * 86400:
        return str(ngettext("%(num)d dag", "%(num)d dagar", -(-seconds // 86400)))
    if seconds >= 2 * 3600:
        return str(ngettext("%(num)d timme", "%(num)d timmar", -(-seconds // 3600)))
    if seconds >= 2 * 60:
        return str(ngettext("%(num)d minut", "%(num)d minuter", -(-seconds // 60)))
    return str(ngettext("%(num)d sekund", "%(num)d sekunder", seconds))


def ensure_code(group: Group, typed: str | None) -> None:
    """Refuses a wrong word for a category that needs one."""
    if group.access_code and (typed or "").strip().casefold() != group.access_code.casefold():
        raise Refusal(gettext("Koden stämmer inte. Den står i brevet från arrangören."), field="access_code")


def checked_person(one: PersonWish, group: Group, now: datetime, *, place: str = "") -> PersonWish:
    """`one` with clean texts, sound products and answers. Refuses, beside the field that begins with `place`."""
    ensure_products(one.product_ids, group, now, field=f"{place}products")
    return replace(
        one,
        name=text(one.name, f"{place}name", LIMITS["name"]),
        email=canonical_address(one.email, field=f"{place}email") if one.email else None,
        title=text(one.title, f"{place}title", LIMITS["title"]),
        workplace=text(one.workplace, f"{place}workplace", LIMITS["workplace"]),
        answers=checked_answers(one.answers, group.asks, place=place),
    )


def ensure_products(product_ids: Collection[int], group: Group, now: datetime, *, field: str) -> None:
    """Refuses products that the category is not offered, two passes, and none where there is one to choose."""
    passes = {one.product_id for one in group.passes(now)}
    extras = {one.product_id for one in group.extras(now)}
    if set(product_ids) - passes - extras:
        raise Refusal(gettext("Välj något ur listan."), field=field)
    chosen = passes.intersection(product_ids)
    if passes and not chosen:
        raise Refusal(gettext("Välj vilka dagar det gäller."), field=field)
    if len(chosen) > 1:
        raise Refusal(gettext("Välj bara en biljett."), field=field)


def ensure_kept_or_offered(
    product_ids: Collection[int], held: Collection[int], group: Group, now: datetime, *, field: str = "products"
) -> None:
    """As `ensure_products` for somebody who has some of them already: what is held may be kept, offered or not."""
    new = set(product_ids) - set(held)
    offered = {one.product_id for one in (*group.passes(now), *group.extras(now))}
    if new - offered:
        raise Refusal(gettext("Välj något ur listan."), field=field)
    passes = [one for one in product_ids if (offer := group.offer_of.get(one)) and offer.kind == "pass"]
    if len(passes) > 1:
        raise Refusal(gettext("Välj bara en biljett."), field=field)
    if group.passes(now) and not passes:
        raise Refusal(gettext("Välj vilka dagar det gäller."), field=field)


def checked_answers(answers: Mapping[int, str], asks: Iterable[Ask], *, place: str) -> dict[int, str]:
    """The answers to the questions that are asked, clean. Refuses a missing required one and what is no choice."""
    found = {}
    for ask in asks:
        name = f"{place}answer-{ask.question_id}"
        answer = text(answers.get(ask.question_id), name, ANSWER_LIMIT, lines=True)
        if answer is None:
            if ask.required:
                raise Refusal(gettext("Svara på frågan."), field=name)
            continue
        _ensure_answer(ask, answer, name)
        found[ask.question_id] = answer
    return found


def _ensure_answer(ask: Ask, answer: str, name: str) -> None:
    if ask.kind == "number" and not (answer.isascii() and answer.isdecimal() and len(answer) < 10):
        raise Refusal(gettext("Skriv ett heltal med siffror."), field=name)
    wrong_choice = ask.kind == "choice" and answer not in ask.choices
    if wrong_choice or (ask.kind == "several" and not set(answer.splitlines()) <= set(ask.choices)):
        raise Refusal(gettext("Välj något ur listan."), field=name)


def _ensure_different(addresses: Sequence[str | None]) -> None:
    for number, address in enumerate(addresses):
        if address and address in addresses[:number]:
            raise Refusal(gettext("Två personer kan inte ha samma e-postadress."), field=f"people-{number}-email")


def text(typed: str | None, name: str, limit: int, *, lines: bool = False) -> str | None:
    """What was typed, clean, None for nothing. Refuses what is too long and what holds a personal number."""
    cleaned = clean(typed or "", lines=lines)
    if len(cleaned) > limit:
        sentence = gettext("Texten har %(typed)s tecken. Högst %(most)s får plats.", typed=len(cleaned), most=limit)
        raise Refusal(sentence, field=name)
    ensure_none(cleaned, field=name)
    return cleaned or None


def required(typed: str | None, name: str, limit: int) -> str:
    """As `text`. Refuses nothing at all too."""
    cleaned = text(typed, name, limit)
    if cleaned is None:
        raise Refusal(gettext("Fyll i det här fältet."), field=name)
    return cleaned


def chosen_pass(product_ids: Collection[int], group: Group) -> Offer | None:
    """The pass among the products, if the category has any."""
    found = (group.offer_of.get(product_id) for product_id in product_ids)
    return next((offer for offer in found if offer and offer.kind == "pass"), None)


def days_of(lines: Iterable[Line]) -> list[date]:
    """The days that somebody with these lines attends."""
    return sorted({day.date for line in lines if line.state in ("taken", "wanted") for day in line.product.days})


def new_code() -> str:
    """What a badge's QR code holds: 50 random bits, sayable."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def new_number(year: int) -> str:
    """A booking's number, to read out: "24-K7M2QX"."""
    return f"{year % 100:02d}-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
