"""What the organisers' list of seats is narrowed down to, as it stands in the address."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms

from scdapp.admission.catalogue import Catalogue
from scdapp.core import words
from scdapp.core.fields import Choice, Words
from scdapp.organisations.municipalities import counties, municipalities
from scdapp.registration import desk_queries as desk
from scdapp.registration.desk_queries import Wanted
from scdapp.registration.desk_wording import STATE_WORDS

ONLY = {
    desk.UNPAID: "obetalda",
    desk.UNINVOICED: "inte fakturerade",
    desk.NAMELESS: "utan namn",
    desk.ADDRESSLESS: "utan e-postadress",
    desk.PROTECTED: "med skyddade uppgifter",
}
ORDERS = {desk.BY_NAME: "namn", desk.BY_ORGANISATION: "organisation", desk.BY_CATEGORY: "kategori"}


class FilterForm(wtforms.Form):
    """Read from the query string. What makes no sense there is left out, for nobody typed it."""

    sok = Words("Namn, adress, organisation eller nummer", limit=200)
    lage = Choice("Läge", empty="alla")
    kategori = Choice("Kategori", empty="alla")
    produkt = Choice("Biljett eller tillval", empty="alla", coerce=int)
    dag = Choice("Dag", empty="alla")
    lan = Choice("Län", empty="alla")
    kommun = Choice("Kommun", empty="alla")
    visa = Choice("Visa bara", empty="allt")
    ordning = Choice("Ordning", empty="senast anmälda först")

    def offer(self, catalogue: Catalogue, days: Iterable[date], origins: tuple[set[str], set[str]]) -> None:
        """Fill the lists to choose from, and drop what cannot be chosen."""
        towns, regions = origins
        self._ids = {group.slug: group.category_id for group in catalogue.groups}
        self.lage.offer(list(STATE_WORDS.items()))
        self.kategori.offer([(group.slug, group.name) for group in catalogue.groups])
        self.produkt.offer(list(_products(catalogue).items()))
        self.dag.offer([(day.isoformat(), words.day_short(day)) for day in days])
        self.lan.offer([(code, name) for code, name in counties().items() if code in regions])
        self.kommun.offer([(code, one.name) for code, one in municipalities().items() if code in towns])
        self.visa.offer(list(ONLY.items()))
        self.ordning.offer(list(ORDERS.items()))
        if not self.validate():
            for name in self.errors:
                self[name].data = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(field.data for field in self if field is not self.ordning)

    @property
    def narrows_more(self) -> bool:
        """Whether anything is left out by other than the search and the state."""
        return any(field.data for field in self if field not in (self.sok, self.lage))

    def as_wanted(self) -> Wanted:
        """What was asked for."""
        return Wanted(
            text=self.sok.data or "",
            state=self.lage.data,
            category_id=self._ids.get(self.kategori.data) if self.kategori.data else None,
            product_id=self.produkt.data,
            day=date.fromisoformat(self.dag.data) if self.dag.data else None,
            county_code=self.lan.data,
            municipality_code=self.kommun.data,
            only=self.visa.data,
            order=self.ordning.data or desk.NEWEST,
        )

    def query(self) -> dict[str, Any]:
        """The same as parts of an address."""
        return {field.name: field.data for field in self if field.data}


def _products(catalogue: Catalogue) -> dict[int, str]:
    return {offer.product_id: offer.name for group in catalogue.groups for offer in group.offers}
