"""Letters about bookings and seats, queued in the transaction of what they tell of."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext

from scdapp.core import words
from scdapp.core.language import speaking
from scdapp.core.money import kronor
from scdapp.editions.models import Edition
from scdapp.outbox import service as outbox
from scdapp.outbox.letters import Letter
from scdapp.registration import letters
from scdapp.registration.bills import comes_to
from scdapp.registration.models import Booking, DayShare, Line, Participant
from scdapp.tokens import service as tokens

# What has a name in one language or two; a product, by its id.
Named = Mapping[int, object]


def booked(booking: Booking, products: Named, *, now: datetime) -> None:
    """To the contact: everything; to each other person with an address: their own seat."""
    with speaking(booking.language):
        _told_all(booking, products, now=now)
        for person in booking.participants:
            _told_own(person, products, now=now)


def _told_all(booking: Booking, products: Named, *, now: datetime) -> None:
    people = [one for one in booking.participants if one.state != "cancelled"]
    values = {
        "personer": "\n\n".join(seat_in_words(one, products) for one in people),
        "summa": kronor(comes_to(booking.participants).net, booking.language),
        "moms": _vat_in_words(booking),
    }
    to_contact(letters.BOOKED, booking, values, now=now)


def _told_own(person: Participant, products: Named, *, now: datetime) -> None:
    if person.email and person.email != person.booking.contact_email:
        told = {"anmalare": person.booking.contact_name, "laget": seat_in_words(person, products)}
        to_holder(letters.SEAT, person, told, now=now)


def to_contact(letter: Letter, booking: Booking, values: Mapping[str, str], *, now: datetime) -> None:
    """A letter to whoever made the booking; none to a contact who has been erased."""
    if not booking.contact_email:
        return
    outbox.queue(
        letter,
        booking.contact_email,
        {**_of_all(booking.edition, booking), "namn": booking.contact_name, **values},
        language=booking.language,
        links=_links(letter, {"se_anmalan": ("show", f"booking:{booking.uid}")}),
        about=booking.uid,
        now=now,
    )


def to_holder(
    letter: Letter,
    person: Participant,
    values: Mapping[str, str],
    *,
    now: datetime,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """A letter to whoever has the seat, or to the contact while the seat has no address; none where both are erased."""
    booking = person.booking
    address = person.email or booking.contact_email
    if not address:
        return
    outbox.queue(
        letter,
        address,
        {**_of_all(booking.edition, booking), "namn": person.name or booking.contact_name, **values},
        language=booking.language,
        links=_links(letter, {"se_anmalan": ("show", f"participant:{person.uid}"), **(links or {})}),
        about=person.uid,
        now=now,
    )


def to_sharer(
    letter: Letter,
    share: DayShare,
    values: Mapping[str, str],
    *,
    now: datetime,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """A letter to whoever has one day of a seat."""
    booking = share.participant.booking
    outbox.queue(
        letter,
        share.email,
        {**_of_all(booking.edition, booking), "namn": share.name, **values},
        language=booking.language,
        links=_links(letter, {"se_anmalan": ("show", f"share:{share.uid}"), **(links or {})}),
        about=share.participant.uid,
        now=now,
    )


def cancelled(person: Participant, *, now: datetime) -> None:
    """To the holder and to the contact."""
    booking = person.booking
    with speaking(booking.language):
        values = {
            "person": person.name or gettext("en person"),
            "nar": words.moment(now),
            "avgift": _fee_in_words(person),
        }
        to_contact(letters.CANCELLED, booking, values, now=now)
        if person.email and person.email != booking.contact_email:
            to_holder(letters.CANCELLED, person, values, now=now)


def offered(person: Participant, line: Line | None, *, now: datetime) -> None:
    """To the holder: a seat, or a product, with the time to answer."""
    ends_at = (line or person).offer_ends_at or now
    subject = f"line:{line.id}" if line else f"participant:{person.uid}"
    with speaking(person.booking.language):
        values = {"vad": what(person, line), "svara_senast": words.moment(ends_at)}
        to_holder(letters.OFFERED, person, values, now=now, links={"svara": ("offer", subject)})


def offers_again(person: Participant, *, now: datetime) -> None:
    """To somebody who took a seat over: what is on offer with it, for the links of the one before are dead."""
    if person.state == "offered":
        offered(person, None, now=now)
    for line in person.lines:
        if line.state == "offered":
            offered(person, line, now=now)


def end_links(person: Participant) -> None:
    """Let no link that was sent about the seat open anything from now on."""
    for subject in (f"participant:{person.uid}", *(f"line:{line.id}" for line in person.lines)):
        tokens.forget(subject)


def changed(person: Participant, *, now: datetime) -> None:
    """To the contact, and to the holder if that is somebody else: what the seat comes with now."""
    booking = person.booking
    with speaking(booking.language):
        values = {
            "laget": seat_in_words(person),
            "summa": kronor(comes_to(booking.participants).net, booking.language),
            "moms": _vat_in_words(booking),
        }
        to_contact(letters.CHANGED, booking, values, now=now)
        if person.email and person.email != booking.contact_email:
            to_holder(letters.SEAT_CHANGED, person, {"laget": seat_in_words(person)}, now=now)


def added(person: Participant, *, now: datetime) -> None:
    """To the contact: the whole booking as it is with one more; to whoever was added, if they have an address."""
    with speaking(person.booking.language):
        _told_all(person.booking, {}, now=now)
        _told_own(person, {}, now=now)


def tell(letter: Letter, person: Participant, line: Line | None, *, now: datetime) -> None:
    """To the holder: a letter that only says what it is about."""
    with speaking(person.booking.language):
        to_holder(letter, person, {"vad": what(person, line)}, now=now)


def what(person: Participant, line: Line | None) -> str:
    """ "Konferensmiddag", or the category of the seat, in the language at hand."""
    return in_language(line.product) if line else in_language(person.category)


def in_language(row: object) -> str:
    """The row's English name where that is the language and there is one, else its Swedish."""
    english = words.language() == "en" and getattr(row, "name_en", None)
    return str(english or getattr(row, "name"))  # noqa: B009 - categories and products alike


def _links(letter: Letter, known: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {name: known[name] for name in letter.links}


def _of_all(edition: Edition, booking: Booking) -> dict[str, str]:
    with speaking(booking.language):
        return {
            "konferens": edition.name,
            "dagar": words.days(edition.starts_on, edition.ends_on),
            "plats": ", ".join(part for part in (edition.venue, edition.city) if part),
            "nummer": booking.number,
        }


def seat_in_words(person: Participant, products: Named | None = None) -> str:
    """Who, whether there is a place, and a line for each product with its price. `products`: those known already."""
    known = products or {}
    name = person.name or gettext("Namn kommer senare")
    lines = [f"{name}: {_state_in_words(person)}"]
    lines += [
        f"  {in_language(known.get(line.product_id) or line.product)}, {_line_in_words(line)}"
        for line in person.lines
        if line.state != "cancelled"
    ]
    return "\n".join(lines)


def _state_in_words(person: Participant) -> str:
    if person.state == "waiting":
        return str(gettext("på reservlistan, kölapp %(num)d", num=person.queue_number or 0))
    return str(gettext("har plats"))


def _line_in_words(line: Line) -> str:
    price = kronor(line.amount, words.language())
    if line.state == "waiting":
        return str(gettext("%(price)s, på reservlistan", price=price))
    return price


def _fee_in_words(person: Participant) -> str:
    if not person.cancel_fee_percent:
        return str(gettext("ingen"))
    return str(gettext("%(percent)d procent av priset", percent=person.cancel_fee_percent))


def _vat_in_words(booking: Booking) -> str:
    told = (
        f"{kronor(one.vat, booking.language)} ({one.rate} %)" for one in comes_to(booking.participants).rates if one.vat
    )
    return ", ".join(told) or kronor(0, booking.language)
