"""What can be chosen on a seat, with prices and places, as `registration/parts.html` shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from scdapp.admission.catalogue import Catalogue, Group
from scdapp.places import queries as places
from scdapp.registration import display, outlook
from scdapp.registration.display import Offered
from scdapp.registration.models import Line


@dataclass(frozen=True)
class Offering:
    """Passes and extras to choose from. `gap` says of each what the form's template asks; `full`: extras that are."""

    passes: tuple[Offered, ...]
    extras: tuple[Offered, ...]
    gap: Callable[[str], Markup]
    full: frozenset[int]

    @property
    def by_id(self) -> dict[int, Offered]:
        return {one.product_id: one for one in (*self.passes, *self.extras)}


def offering(catalogue: Catalogue, group: Group, now: datetime, *, held: Mapping[int, Line], seated: bool) -> Offering:
    """What the category is offered now, and what is `held` already at the price it was had for.

    Somebody `seated` needs no other place for other days than theirs, and does not wait for them.
    """
    quotas = places.counts(outlook.quota_ids(catalogue, group))
    words = display.gaps(catalogue, group, quotas)
    for offer in group.offers if seated else ():
        if offer.kind == "pass":
            room = outlook.room(quotas, [offer.quota_id])
            words[f"places-{offer.product_id}"] = Markup.escape(display.places(room, waits=False))
            words[f"off-{offer.product_id}"] = Markup(" disabled") if room.full else Markup("")
    kept = {product_id: _kept(line) for product_id, line in held.items()}
    for product_id in kept:
        words[f"few-{product_id}"] = Markup(' class="places"')
        words[f"places-{product_id}"] = Markup.escape(gettext("Har du nu"))
        words[f"off-{product_id}"] = Markup("")
    new = {one.product_id: one for one in display.offered(group.offers, now)}
    kinds = {line.product_id: line.product.kind for line in held.values()}
    kinds |= {offer.product_id: offer.kind for offer in group.offers}
    order = [*(one.product_id for one in group.offers), *(one for one in kept if one not in group.offer_of)]
    found = [(kinds[one], kept.get(one) or new[one]) for one in order if one in kept or one in new]
    return Offering(
        passes=tuple(one for kind, one in found if kind == "pass"),
        extras=tuple(one for kind, one in found if kind == "extra"),
        gap=words.__getitem__,
        full=frozenset(
            one.product_id for one in group.offers if one.kind == "extra" and outlook.room(quotas, [one.quota_id]).full
        ),
    )


def _kept(line: Line) -> Offered:
    product = line.product
    return Offered(
        product_id=product.id,
        name=display.text_of(product.name, product.name_en),
        description=display.text_of(product.description, product.description_en),
        price=line.amount,
        vat_rate=line.vat_rate,
        until=None,
        then=None,
    )
