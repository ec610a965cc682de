"""From rows of a list to bookings: what each row asks for, what is wrong with it, who belongs together. Pure.

The same list always gives the same parties, each with the number of its first row, so that a list that was taken in
halfway is known again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scdapp.admission.catalogue import Catalogue, Group
from scdapp.core.errors import Refusal
from scdapp.core.tables import Table, Wrong
from scdapp.intake.columns import COLUMNS
from scdapp.organisations import rules as payers
from scdapp.organisations.municipalities import find_municipality, municipalities_like
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.registration import rules
from scdapp.registration.rules import BookingWish, PersonWish

# Where the rules put what they refuse, and the column that it came from.
_FIELDS = {
    "people-0-name": "name",
    "people-0-email": "email",
    "people-0-title": "title",
    "people-0-workplace": "workplace",
    "people-0-products": "ticket",
    "contact_phone": "phone",
    "organisation_name": "organisation",
    "organisation_number": "number",
    "kind": "organisation",
}
# How organisation numbers begin, by what they belong to; municipalities are told by their names.
_KINDS = (("2321", "region"), ("2021", "agency"), ("5", "company"), ("8", "association"))


# Called with a column and a sentence.
Fault = Callable[[str, str], None]


@dataclass(frozen=True)
class Line:
    """One row as a wish of its own."""

    row: int
    group: Group
    wish: BookingWish
    grouped: bool

    @property
    def person(self) -> PersonWish:
        return self.wish.people[0]


@dataclass(frozen=True)
class Party:
    """Rows that become one booking."""

    lines: tuple[Line, ...]

    @property
    def row(self) -> int:
        return self.lines[0].row

    def wish(self, but: Iterable[str]) -> BookingWish:
        """All of it, without those whose addresses are in `but`."""
        people = tuple(line.person for line in self.lines if line.person.email not in set(but))
        return replace(self.lines[0].wish, people=people)


@dataclass(frozen=True)
class Draft:
    """What a list comes to."""

    parties: tuple[Party, ...]
    wrong: tuple[Wrong, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for party in self.parties for line in party.lines]


def draft(table: Table, catalogue: Catalogue, *, usual: Group | None, now: datetime) -> Draft:
    """Every row as a wish, or what is wrong with it. `usual`: the category of rows that name none."""
    places = COLUMNS.found(table.heads)
    lines: list[Line] = []
    wrong: list[Wrong] = []
    first: dict[str, int] = {}
    for number, cells in table.rows:
        said = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        line, faults = _line(number, said, catalogue, usual, now)
        if line and line.person.email and (earlier := first.setdefault(line.person.email, number)) != number:
            faults = [*faults, Wrong(number, COLUMNS.labels["email"], f"Samma adress som på rad {earlier}.")]
        wrong += faults
        if line and not faults:
            lines.append(line)
    return Draft(tuple(_parties(lines)), tuple(wrong))


def _parties(lines: Sequence[Line]) -> list[Party]:
    """Rows with the same contact, category and payer, as many as the category lets one booking have."""
    together: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        wish = line.wish
        key = (
            (wish.contact_email, line.group.category_id, wish.organisation, wish.invoice) if line.grouped else line.row
        )
        together[key].append(line)
    found = []
    for rows in together.values():
        limit = rows[0].group.group_limit
        found += [Party(tuple(rows[start : start + limit])) for start in range(0, len(rows), limit)]
    return sorted(found, key=lambda party: party.row)


def _line(
    number: int, said: Mapping[str, str], catalogue: Catalogue, usual: Group | None, now: datetime
) -> tuple[Line | None, list[Wrong]]:
    faults: list[Wrong] = []

    def fault(column: str, sentence: str) -> None:
        faults.append(Wrong(number, COLUMNS.labels.get(column, column), sentence))

    group = _group(said, catalogue, usual)
    if group is None:
        named = said.get("category")
        fault("category", f"Ingen kategori heter ”{named}”." if named else "Kategori saknas.")
        return None, faults
    products, unknown = _products(said, group, now)
    for column, name in unknown:
        fault(column, f"”{name}” finns inte i {group.name}.")
    facts, sentence = _payer(said)
    if sentence:
        fault(*sentence)
    elif facts is None and group.pays:
        fault("municipality", "Fyll i kommun eller organisation.")
    wish = _wish(said, products, facts)
    checked = None if unknown or sentence else _checked(wish, catalogue, group, now, fault)
    return (Line(number, group, checked, bool(said.get("contact_email"))) if checked else None), faults


def _checked(wish: BookingWish, catalogue: Catalogue, group: Group, now: datetime, fault: Fault) -> BookingWish | None:
    """The wish as the rules would have it; each that refuses is heard."""
    found: BookingWish | None = None
    try:
        found = rules.checked(wish, catalogue, group, now=now, by_organiser=True)
    except Refusal as refusal:
        fault(_column(refusal.field), refusal.sentence)
    try:
        if wish.organisation:
            payers.sound_organisation(wish.organisation)
        kind = wish.organisation.kind if wish.organisation else payers.OTHER
        payers.sound_invoice(wish.invoice, kind=kind)
    except Refusal as refusal:
        fault(_column(refusal.field), refusal.sentence)
    return found


def _column(field: str | None) -> str:
    return _FIELDS.get(field or "", field or "Raden")


def _group(said: Mapping[str, str], catalogue: Catalogue, usual: Group | None) -> Group | None:
    named = said.get("category", "").casefold()
    if not named:
        return usual
    return next((one for one in catalogue.groups if named in (one.name.casefold(), one.slug)), None)


def _products(said: Mapping[str, str], group: Group, now: datetime) -> tuple[tuple[int, ...], list[tuple[str, str]]]:
    """The products that are named; a category's only pass need not be. And what has no such name, by its column."""
    passes, extras = group.passes(now), group.extras(now)
    chosen: list[int] = []
    unknown: list[tuple[str, str]] = []
    wanted = [("ticket", said.get("ticket", ""))] + [
        ("extras", part.strip()) for part in said.get("extras", "").replace(";", ",").split(",")
    ]
    for column, name in wanted:
        offers = passes if column == "ticket" else extras
        if not name:
            if column == "ticket" and len(passes) == 1:
                chosen.append(passes[0].product_id)
            continue
        known = next((one.product_id for one in offers if one.name.casefold() == name.casefold()), None)
        if known is None:
            unknown.append((column, name))
        else:
            chosen.append(known)
    return tuple(dict.fromkeys(chosen)), unknown


def _payer(said: Mapping[str, str]) -> tuple[OrganisationFacts | None, tuple[str, str] | None]:
    """Which organisation pays, if any; or the column and the sentence about what is no municipality."""
    if town := said.get("municipality"):
        known = find_municipality(town)
        if known:
            return OrganisationFacts(payers.MUNICIPALITY, "", known.code), None
        like = " / ".join(one.name for one in municipalities_like(town))
        hint = f" Menade du {like}?" if like else ""
        return None, ("municipality", f"Ingen kommun heter ”{town}”.{hint}")
    name, number = said.get("organisation", ""), said.get("number", "")
    if not name:
        return None, None
    if any(word in name.casefold() for word in ("kommun", " stad")) and (known := find_municipality(name)):
        return OrganisationFacts(payers.MUNICIPALITY, "", known.code), None
    digits = "".join(sign for sign in number if sign.isdecimal())
    kind = next((kind for begins, kind in _KINDS if digits.startswith(begins)), payers.OTHER)
    return OrganisationFacts(kind, name, None, number or None), None


def _wish(said: Mapping[str, str], products: tuple[int, ...], facts: OrganisationFacts | None) -> BookingWish:
    person = PersonWish(
        name=said.get("name") or None,
        email=said.get("email") or None,
        title=said.get("title") or None,
        workplace=said.get("workplace") or None,
        product_ids=products,
    )
    invoice = InvoiceFacts(
        buyer_reference=said.get("buyer_reference") or None,
        order_reference=said.get("order_reference") or None,
        peppol_id=said.get("peppol_id") or None,
        invoice_email=said.get("invoice_email") or None,
    )
    return BookingWish(
        contact_name=said.get("contact_name") or said.get("name") or "",
        contact_email=said.get("contact_email") or said.get("email") or "",
        contact_phone=said.get("phone") or None,
        people=(person,),
        organisation=facts,
        invoice=invoice,
    )
