"""What the list of members is narrowed down to, as it stands in the address."""

from typing import Any

import wtforms

from scdapp.core.fields import Choice, Words
from scdapp.members.queries import EVERYBODY, LEFT, Wanted


class FilterForm(wtforms.Form):
    """Read from the query string. What makes no sense there is left out, for nobody typed it."""

    sok = Words("Namn eller e-postadress", limit=100)
    region = Choice("Region", empty="alla")
    visa = Choice("Visa", empty="medlemmar")

    def offer(self, regions: list[str]) -> None:
        """Fill the lists to choose from, and drop what cannot be chosen."""
        self.region.offer([(region, region) for region in regions])
        self.visa.offer([(LEFT, "har lämnat"), (EVERYBODY, "alla")])
        if not self.validate():
            for name in self.errors:
                self[name].data = None

    @property
    def narrows(self) -> bool:
        """Whether the list is another than that of all members."""
        return any(field.data for field in self)

    def as_wanted(self) -> Wanted:
        """What was asked for."""
        return Wanted(text=self.sok.data or "", region=self.region.data, who=self.visa.data)

    def query(self) -> dict[str, Any]:
        """The same as parts of an address."""
        return {field.name: field.data for field in self if field.data}
