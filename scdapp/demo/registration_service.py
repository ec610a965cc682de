"""The demo's registrations as of any moment: played through the real verbs, or put back from how they stood before."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import selectinload

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue, Group
from scdapp.admission.models import Category
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.core.language import speaking
from scdapp.demo import offering, snapshots, story
from scdapp.demo.snapshots import Snapshot
from scdapp.demo.story import Happening, Somebody
from scdapp.editions.models import Edition
from scdapp.needs import service as needs
from scdapp.needs.rules import Wish
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.outbox import queries as post
from scdapp.outbox.letters import HIDDEN_LINK, filled
from scdapp.outbox.models import Mail
from scdapp.outbox.registry import registry
from scdapp.places import service as places
from scdapp.registration import queries, queue_service, rules, seat_service, service
from scdapp.registration.models import Booking, DayShare, Line, Participant
from scdapp.registration.rules import CONTACT, PARTICIPANT, BookingWish, PersonWish
from scdapp.registration.seat_service import Person
from scdapp.releases import queries as releases
from scdapp.seminars import service as seminars
from scdapp.tokens.models import SecretLink

# A letter of the demo left when the worker would have come round to it.
POSTED = timedelta(seconds=20)


def begin(edition_id: int) -> None:
    """No example registrations, whatever there were. What visitors of the demo have registered themselves stays."""
    wipe(edition_id)
    snapshots.recount(edition_id)


def play(edition_id: int, *, after: datetime | None, until: datetime, people: int = story.PEOPLE) -> None:
    """Let happen what happens after the one moment and up to the other. What cannot be (any more) is left out."""
    stage = _Stage.of(edition_id, people)
    if stage is None:
        return
    last = db.session.scalar(select(func.max(Mail.id))) or 0
    for one in story.happenings(people):
        if (after is None or one.at > after) and one.at <= until:
            stage.perform(one)
    _post(edition_id, last)


def as_of(edition_id: int, standing: Snapshot | None, *, now: datetime) -> None:
    """The example registrations as they stood at `now`: the latest snapshot from before, and what happened since.

    Before the first snapshot nobody had registered.
    """
    service.alone(edition_id)
    begin(edition_id)
    if standing is not None:
        snapshots.put_back(edition_id, standing)
        play(edition_id, after=standing.at, until=now, people=standing.people)


def draw_earlier_year(edition: Edition, *, now: datetime) -> None:
    """How many had registered in an earlier year on each day: an illustration, nobody's names. Done once."""
    if db.session.scalar(select(Category.id).where(Category.edition_id == edition.id)) is not None:
        return
    group = Category(
        edition_id=edition.id,
        name="Deltagare (exempel)",
        slug="deltagare",
        quota_id=places.create(None).id,
        listed=False,
        pays=False,
        waitlist=False,
        created_at=now,
    )
    db.session.add(group)
    for number, (at, people) in enumerate(story.earlier_year(edition.starts_on)):
        booking = Booking(
            edition_id=edition.id,
            form_key=f"demo-{edition.year}-{number:04}",
            number=rules.new_number(edition.year),
            contact_name=f"Exempel {number:03}",
            contact_email=f"exempel{number:03}@demo.example",
            example=True,
            created_at=at,
            changed_at=at,
        )
        booking.participants = [
            Participant(
                edition_id=edition.id,
                category=group,
                state="confirmed",
                code=rules.new_code(),
                created_at=at,
                changed_at=at,
            )
            for _ in range(people)
        ]
        db.session.add(booking)
    db.session.flush()
    snapshots.recount(edition.id)


def wipe(edition_id: int) -> None:
    """Forget the example registrations of the year, their letters and their links. Places are counted by the caller."""
    bookings = select(Booking.id).where(Booking.edition_id == edition_id, Booking.example)
    seats = select(Participant.id).where(Participant.booking_id.in_(bookings))
    uids = {
        "booking": list(db.session.scalars(select(Booking.uid).where(Booking.id.in_(bookings)))),
        "participant": list(db.session.scalars(select(Participant.uid).where(Participant.id.in_(seats)))),
        "share": list(db.session.scalars(select(DayShare.uid).where(DayShare.participant_id.in_(seats)))),
    }
    lines = db.session.scalars(select(Line.id).where(Line.participant_id.in_(seats)))
    subjects = [f"{kind}:{uid}" for kind, some in uids.items() for uid in some] + [f"line:{key}" for key in lines]
    db.session.execute(delete(SecretLink).where(SecretLink.subject.in_(subjects)))
    db.session.execute(delete(Mail).where(Mail.about.in_([*uids["booking"], *uids["participant"]])))
    db.session.execute(delete(Booking).where(Booking.id.in_(bookings)).execution_options(synchronize_session=False))
    db.session.expire_all()


@dataclass
class _Stage:
    """What happenings need to know of the year, read once."""

    edition_id: int
    catalogue: Catalogue
    seats: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, edition_id: int, people: int) -> "_Stage | None":
        """None while the year has no registration."""
        catalogue = admission.find_catalogue(edition_id)
        if catalogue is None:
            return None
        stage = cls(edition_id, catalogue)
        query = select(Booking).where(Booking.edition_id == edition_id, Booking.example)
        numbers = {
            one.key: [who.number for who in one.people] for one in story.happenings(people) if one.what == "register"
        }
        for booking in db.session.scalars(query.order_by(Booking.id).options(selectinload(Booking.participants))):
            stage.know(numbers.get(booking.form_key, []), booking)
        return stage

    def know(self, numbers: Iterable[int], booking: Booking) -> None:
        """Whose seat is whose."""
        self.seats.update(zip(numbers, (seat.id for seat in booking.participants), strict=False))

    def perform(self, one: Happening) -> None:
        """Let it happen, unless something that visitors of the demo have done makes it impossible."""
        verbs: dict[str, Callable[[Happening], None]] = {
            "register": self._register,
            "choose": self._choose,
            "cancel": self._cancel,
            "transfer": self._transfer,
            "share": self._share,
            "answer": self._answer,
        }
        try:
            with db.session.begin_nested():
                verbs[one.what](one)
        except Refusal:
            return

    def _register(self, one: Happening) -> None:
        group = self.catalogue.by_slug.get(one.category)
        if group is None:
            return
        contact = story.COORDINATOR if one.key == "demo-0000" else one.people[0].email
        wish = BookingWish(
            contact_name="Samordnare i demot" if one.key == "demo-0000" else one.people[0].name,
            contact_email=contact,
            people=tuple(self._person(who, group, one.at) for who in one.people),
            organisation=OrganisationFacts("municipality", municipality_code=one.municipality) if group.pays else None,
            invoice=InvoiceFacts(buyer_reference=f"DEMO{one.key[-4:]}") if group.pays else InvoiceFacts(),
            access_code=group.access_code,
            accepts_conditions=True,
        )
        booking = service.register(self.edition_id, group.category_id, wish, form_key=one.key, now=one.at, example=True)
        for who, seat in zip(one.people, booking.participants, strict=True):
            seat.earlier_visits = who.visits
            if seat.email and seat.state == "confirmed" and who.wish:
                needs.tell(seat.id, None, Wish(food=who.wish), consents=True, now=one.at)
        self.know([who.number for who in one.people], booking)

    def _person(self, who: Somebody, group: Group, now: datetime) -> PersonWish:
        names = [offering.DAY_TICKETS[who.days], *([offering.MINGLE] * who.mingle), *([offering.DINNER] * who.dinner)]
        offered = {offer.name: offer for offer in (*group.passes(now), *group.extras(now))}
        if names[0] not in offered:
            names[0] = next((name for name, offer in offered.items() if offer.kind == "pass"), "")
        chance = random.Random(who.number)  # noqa: S311 - nothing here is secret
        answers = {
            ask.question_id: chance.choices(ask.choices, range(len(ask.choices), 0, -1))[0]
            for ask in group.asks
            if ask.kind == "choice"
        }
        return PersonWish(
            name=who.name if who.named else None,
            email=who.email if who.named else None,
            title=who.title or None,
            product_ids=tuple(offered[name].product_id for name in names if name in offered),
            answers=answers if who.named and who.number % 4 else {},
            listed=who.number % 3 == 0,
        )

    def _choose(self, one: Happening) -> None:
        """One session in each block of the days that the seat has; some are liked more than others."""
        seat = self._seat(one)
        programme = releases.current(self.edition_id, one.at)
        if seat is None or programme is None:
            return
        blocks: dict[str, list[str]] = {}
        days = {day.date for line in seat.lines if line.state != "cancelled" for day in line.product.days}
        for session in programme.shown:
            if session.block and session.day in days and not session.off:
                blocks.setdefault(session.block, []).append(session.uid)
        chance = random.Random(one.choice)  # noqa: S311 - nothing here is secret
        wishes = {block: chance.choices(uids, range(1, len(uids) + 1))[0] for block, uids in sorted(blocks.items())}
        full = seminars.choose(seat.id, wishes, actor=PARTICIPANT, now=one.at)
        for session in full[:1]:
            seminars.wait(seat.id, session.uid, actor=PARTICIPANT, now=one.at)

    def _cancel(self, one: Happening) -> None:
        seat = self._seat(one)
        if seat is not None:
            seat_service.cancel(seat.id, reason="participant", actor=PARTICIPANT, now=one.at)

    def _transfer(self, one: Happening) -> None:
        seat = self._seat(one)
        if seat is not None:
            number = f"{one.number + 500:03}"
            taker = Person(f"Deltagare {number}", f"deltagare{number}@demo.example", title="enhetschef")
            seat_service.transfer(seat.id, taker, version=seat.version, actor=CONTACT, now=one.at)

    def _share(self, one: Happening) -> None:
        seat = self._seat(one)
        if seat is not None:
            number = f"{one.number + 500:03}"
            other = Person(f"Deltagare {number}", f"deltagare{number}@demo.example")
            seat_service.share_day(seat.id, offering.FRIDAY, other, version=seat.version, actor=PARTICIPANT, now=one.at)

    def _answer(self, one: Happening) -> None:
        """Everybody who has an offer says yes; what nobody answered in time has ended."""
        queue_service.expire(self.edition_id, now=one.at)
        for seat in queries.offered_seats(self.edition_id):
            if seat.booking.example:
                queue_service.accept_seat(seat.id, actor=PARTICIPANT, now=one.at)
        for line in queries.offered_lines(self.edition_id):
            if line.participant.booking.example:
                queue_service.accept_line(line.id, actor=PARTICIPANT, now=one.at)

    def _seat(self, one: Happening) -> Participant | None:
        """The seat that the happening concerns, if somebody still has it."""
        seat = db.session.get(Participant, self.seats.get(one.number, 0))
        return seat if seat is not None and seat.state == "confirmed" else None


def _post(edition_id: int, after: int) -> None:
    """Let the letters that were queued just now count as sent then: nobody in the demo waits for them."""
    bookings = select(Booking.uid).where(Booking.edition_id == edition_id, Booking.example)
    seats = select(Participant.uid).join(Booking).where(Booking.edition_id == edition_id, Booking.example)
    query = select(Mail).where(
        Mail.id > after, Mail.state == "queued", or_(Mail.about.in_(bookings), Mail.about.in_(seats))
    )
    queued = list(db.session.scalars(query))
    letters = registry().letters
    wordings = {one: post.wording(letters[one[0]], one[1]) for one in {(mail.letter, mail.language) for mail in queued}}
    rows = []
    for mail in queued:
        hidden = dict.fromkeys(mail.links, HIDDEN_LINK[mail.language])
        with speaking(mail.language):
            text = filled(letters[mail.letter], wordings[mail.letter, mail.language], mail.values, hidden, "")
        told = {
            "state": "sent",
            "attempts": 1,
            "tried_at": mail.created_at + POSTED,
            "sent_at": mail.created_at + POSTED,
        }
        rows.append({"id": mail.id, "subject": text.subject, "body": text.body, **told})
    if rows:
        db.session.execute(update(Mail), rows)
    db.session.expire_all()
