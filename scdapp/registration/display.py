"""What the form says of offers and places, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext
from markupsafe import Markup

from scdapp.admission.catalogue import Catalogue, Group, Offer
from scdapp.core import money, words
from scdapp.places.queries import Count
from scdapp.registration.models import Booking
from scdapp.registration.outlook import Fate, Room, room_of
from scdapp.registration.rules import BookingWish, PersonWish

NOTHING = Markup("")


@dataclass(frozen=True)
class Text:
    """What organisers wrote, and that it is Swedish where the page is English and they wrote no English."""

    text: str
    lang: Markup = NOTHING


@dataclass(frozen=True)
class Offered:
    """A product with its price of now, `until` when it holds, and what it costs `then`."""

    product_id: int
    name: Text
    description: Text
    price: int
    vat_rate: int
    until: datetime | None
    then: int | None


@dataclass(frozen=True)
class PersonShown:
    """One person of the review: what was wished, what it costs, and the place or the queue."""

    wish: PersonWish
    offers: tuple[Offered, ...]
    answers: tuple[tuple[Text, str], ...]
    fate: Fate


def text_of(swedish: str | None, english: str | None) -> Text:
    """The text in the language of the page, if there is one."""
    if words.language() == "sv" or not swedish:
        return Text(swedish or "")
    return Text(english) if english else Text(swedish, Markup(' lang="sv"'))


def offered(offers: tuple[Offer, ...], now: datetime) -> tuple[Offered, ...]:
    """The offers that have a price at `now`."""
    return tuple(_offered(one, now) for one in offers if one.price_at(now))


def _offered(offer: Offer, now: datetime) -> Offered:
    step, *later = (one for one in offer.steps if one.until is None or now < one.until)
    return Offered(
        product_id=offer.product_id,
        name=text_of(offer.name, offer.name_en),
        description=text_of(offer.description, offer.description_en),
        price=step.amount,
        vat_rate=offer.vat_rate,
        until=step.until,
        then=later[0].amount if later else None,
    )


def gaps(catalogue: Catalogue, group: Group, quotas: Mapping[int, Count]) -> dict[str, Markup]:
    """What the form says of places at this moment, by the names of its gaps: for all, and for each offer."""
    found = {"room": _room_of_all(catalogue, group, quotas)}
    for offer in group.offers:
        room = room_of(quotas, catalogue, group, offer)
        waits = group.waitlist or offer.kind == "extra"
        few = Markup(' class="places few"') if room.few else Markup(' class="places"')
        found[f"few-{offer.product_id}"] = few
        found[f"places-{offer.product_id}"] = Markup.escape(places(room, waits=waits))
        found[f"off-{offer.product_id}"] = Markup(" disabled") if room.full and not waits else NOTHING
    return found


def places(room: Room, *, waits: bool) -> str:
    """ "6 platser kvar", or that it is full and what can be done about it; nothing where there is no limit."""
    if room.full and waits and not room.before:
        return str(gettext("Fullt. Ställ dig i kön, du blir först."))
    if room.full and waits:
        before = str(ngettext("%(num)d står före dig", "%(num)d står före dig", room.before))
        return str(gettext("Fullt. Ställ dig i kön: %(before)s", before=before))
    if room.full:
        return str(gettext("Fullt"))
    if room.left is None:
        return ""
    return str(ngettext("%(num)d plats kvar", "%(num)d platser kvar", room.left))


def _room_of_all(catalogue: Catalogue, group: Group, quotas: Mapping[int, Count]) -> Markup:
    """A note where the category as a whole is full, or nothing."""
    if not room_of(quotas, catalogue, group, None).full:
        return NOTHING
    if not group.waitlist:
        sentence = gettext("Alla platser är tagna, och det finns ingen reservlista.")
    elif group.promised_on:
        sentence = gettext(
            "Alla platser är tagna. Du kan ställa dig på reservlistan, och får besked senast %(day)s.",
            day=words.day(group.promised_on),
        )
    else:
        sentence = gettext("Alla platser är tagna. Du kan ställa dig på reservlistan.")
    return Markup('<p class="note">{}</p>').format(sentence)


def people(wish: BookingWish, group: Group, fates: list[Fate], now: datetime) -> list[PersonShown]:
    """The people of the review, in the order of the form."""
    asked = {ask.question_id: ask for ask in group.asks}
    return [
        PersonShown(
            wish=one,
            offers=offered(tuple(offer for offer in group.offers if offer.product_id in one.product_ids), now),
            answers=tuple(
                (text_of(asked[key].label, asked[key].label_en), answer)
                for key, answer in one.answers.items()
                if answer and key in asked
            ),
            fate=fate,
        )
        for one, fate in zip(wish.people, fates, strict=True)
    ]


def sums(shown: list[PersonShown]) -> money.Sums:
    """What all of it comes to, per rate of VAT."""
    return money.sums(money.Line(offer.price, offer.vat_rate) for person in shown for offer in person.offers)


def told(booking: Booking) -> list[str]:
    """The addresses that have been written to: whoever registered first, then all with addresses of their own."""
    return list(dict.fromkeys([booking.contact_email, *(one.email for one in booking.participants if one.email)]))


def rest(catalogue: Catalogue, group: Group, quotas: Mapping[int, Count], now: datetime) -> list[tuple[Text, str]]:
    """The passes that still have places, and how many."""
    rooms = ((offer, room_of(quotas, catalogue, group, offer)) for offer in group.passes(now))
    return [(text_of(offer.name, offer.name_en), places(room, waits=True)) for offer, room in rooms if not room.full]
