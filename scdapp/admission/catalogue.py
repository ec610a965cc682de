"""What a year offers, as a value: who may register when, for what, at which price, and what they are asked. Pure.

Frozen and complete, so it is read once for each version of what is published and kept (`queries.catalogue`): the form
and the rush at its opening then cost the database nothing but places.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from scdapp.core.errors import Missing


@dataclass(frozen=True)
class Opening:
    """Half open: `opens_at <= now < closes_at`."""

    opens_at: datetime
    closes_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.opens_at <= now and (self.closes_at is None or now < self.closes_at)


@dataclass(frozen=True)
class Stage:
    """Where in time a category is. `state`: "none" (no window at all), "soon", "open" or "closed".

    `at` is the moment that belongs to it: opens then, closes then (None: not decided), closed then.
    """

    state: str
    at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """A price in öre without VAT, good until a moment, or for ever."""

    amount: int
    until: datetime | None = None


@dataclass(frozen=True)
class Offer:
    """A product as one category meets it. `steps` in order of time, the one without an end last."""

    product_id: int
    uid: str
    kind: str
    name: str
    name_en: str | None
    description: str | None
    description_en: str | None
    vat_rate: int
    quota_id: int
    days: tuple[date, ...]
    session_uid: str | None
    steps: tuple[Step, ...]

    def price_at(self, now: datetime) -> Step | None:
        """The price that holds at `now`, or None when there is none any more."""
        return next((step for step in self.steps if step.until is None or now < step.until), None)


@dataclass(frozen=True)
class Ask:
    """A question as it is put to somebody."""

    question_id: int
    label: str
    label_en: str | None
    hint: str | None
    hint_en: str | None
    kind: str
    choices: tuple[str, ...]
    choices_en: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Group:
    """A category with its windows, offers and questions."""

    category_id: int
    uid: str
    slug: str
    name: str
    name_en: str | None
    description: str | None
    description_en: str | None
    quota_id: int
    counts: bool
    member: bool
    pays: bool
    access_code: str | None
    listed: bool
    group_limit: int
    waitlist: bool
    promised_on: date | None
    automatic: bool
    offer_workdays: int
    windows: tuple[Opening, ...] = ()
    offers: tuple[Offer, ...] = ()
    asks: tuple[Ask, ...] = ()

    def stage(self, now: datetime) -> Stage:
        """Open, or the next opening, or how it ended."""
        if not self.windows:
            return Stage("none")
        held = next((one for one in self.windows if one.holds(now)), None)
        if held:
            return Stage("open", held.closes_at)
        coming = [one.opens_at for one in self.windows if one.opens_at > now]
        if coming:
            return Stage("soon", min(coming))
        return Stage("closed", max(one.closes_at for one in self.windows if one.closes_at))

    @cached_property
    def offer_of(self) -> dict[int, Offer]:
        return {offer.product_id: offer for offer in self.offers}

    def passes(self, now: datetime) -> tuple[Offer, ...]:
        """What gives whole days and has a price at `now`: one of them is chosen."""
        return tuple(one for one in self.offers if one.kind == "pass" and one.price_at(now))

    def extras(self, now: datetime) -> tuple[Offer, ...]:
        """What may be chosen beside and has a price at `now`."""
        return tuple(one for one in self.offers if one.kind == "extra" and one.price_at(now))


@dataclass(frozen=True)
class Fee:
    """Cancelling before `until` costs `percent` of the price."""

    until: datetime
    percent: int


@dataclass(frozen=True)
class Catalogue:
    """All of a year's admission."""

    edition_id: int
    terms_id: int
    quota_id: int
    changes_close_at: datetime | None
    seminars_open_at: datetime | None
    conditions: str | None
    conditions_en: str | None
    conditions_version: int
    asks_needs: bool
    invoice_fee: int
    fees: tuple[Fee, ...] = ()
    groups: tuple[Group, ...] = field(default=())

    @cached_property
    def by_id(self) -> dict[int, Group]:
        return {group.category_id: group for group in self.groups}

    @cached_property
    def by_slug(self) -> dict[str, Group]:
        return {group.slug: group for group in self.groups}

    def group(self, category_id: int) -> Group:
        """The category with that id. Raises `Missing`."""
        if category_id not in self.by_id:
            raise Missing
        return self.by_id[category_id]

    def group_called(self, slug: str | None) -> Group:
        """The category with that word in its address. Raises `Missing`."""
        if slug not in self.by_slug:
            raise Missing
        return self.by_slug[slug]

    def fee_percent(self, now: datetime) -> int:
        """What cancelling at `now` costs, in percent of the price: nothing without rules, all after the last."""
        if not self.fees:
            return 0
        return next((fee.percent for fee in self.fees if now < fee.until), 100)

    def changes_open(self, now: datetime) -> bool:
        """Whether participants may still change what they chose."""
        return self.changes_close_at is None or now < self.changes_close_at

    def quota_ids(self, group: Group, offer: Offer | None) -> tuple[int, ...]:
        """Every quota that a seat takes a place of: the category's, the whole's if it counts, the pass's."""
        whole = (self.quota_id,) if group.counts else ()
        return (group.quota_id, *whole, *((offer.quota_id,) if offer else ()))
