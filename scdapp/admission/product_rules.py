"""What makes a product and its prices sound. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from scdapp.admission.models import Product
from scdapp.admission.terms_rules import ensure_capacity
from scdapp.core import money
from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned

LIMITS = {"name": 120, "name_en": 120, "description": 400, "description_en": 400, "vat_note": 200}
KINDS = {"pass": "hela dagar: var och en väljer en av dem", "extra": "tillval: mingel, middag, studiebesök"}
VAT_RATES = (25, 12, 6, 0)
# What a form says as it stands in the row.
PLAIN = ("name", "name_en", "description", "description_en", "kind", "vat_rate", "vat_note", "session_id")


@dataclass(frozen=True)
class PriceFacts:
    """What those of a category pay, in öre without VAT; `early` until a moment, then `amount`. None: not offered."""

    category_id: int
    amount: int | None = None
    early: int | None = None
    early_until: datetime | None = None


@dataclass(frozen=True)
class ProductFacts:
    """What organisers say about a product. Categories that `prices` says nothing of keep what they have."""

    name: str | None
    kind: str = "pass"
    name_en: str | None = None
    description: str | None = None
    description_en: str | None = None
    vat_rate: int = 25
    vat_note: str | None = None
    capacity: int | None = None
    session_id: int | None = None
    days: frozenset[date] = frozenset()
    prices: tuple[PriceFacts, ...] = ()


def checked(facts: ProductFacts, *, days: Collection[date], categories: Collection[int]) -> ProductFacts:
    """`facts` with clean texts. Refuses, beside the field, what cannot be in a year with these days and categories."""
    facts = replace(facts, **cleaned(facts, LIMITS, frozenset()))
    if facts.name is None:
        raise Refusal("Skriv vad produkten heter.", field="name")
    if facts.kind not in KINDS:
        raise Refusal("Välj vad för slags produkt det är.", field="kind")
    if facts.vat_rate not in VAT_RATES:
        raise Refusal("Välj en momssats.", field="vat_rate")
    ensure_capacity(facts.capacity)
    if not facts.days <= set(days):
        raise Refusal("En av dagarna hör inte till året. Välj bland dem som visas.", field="days")
    if facts.kind == "pass" and not facts.days:
        raise Refusal("Välj vilka dagar den ger. Det är så närvaron räknas.", field="days")
    return replace(facts, prices=tuple(_price(one, categories) for one in facts.prices))


def _price(one: PriceFacts, categories: Collection[int]) -> PriceFacts:
    if one.category_id not in categories:
        raise Refusal("En av kategorierna finns inte längre. Öppna sidan på nytt.", field="prices")
    for amount in (one.amount, one.early):
        if amount is not None and not 0 <= amount <= money.MOST:
            raise Refusal("Ett pris kan inte vara mindre än noll.", field="prices")
    if (one.early is None) != (one.early_until is None):
        raise Refusal("Ett tidigt pris behöver både ett belopp och en tidpunkt då det slutar gälla.", field="prices")
    if one.early is not None and one.amount is None:
        raise Refusal("Skriv också vad det kostar när det tidiga priset har slutat gälla.", field="prices")
    return replace(one, early_until=one.early_until.astimezone(UTC) if one.early_until else None)


def ensure_free_name(name: str, others: Iterable[Product]) -> None:
    """Refuses a name that one of `others` has, however it is capitalised."""
    for other in others:
        if other.name.casefold() == name.casefold():
            raise taken(other.name)


def taken(name: str) -> Refusal:
    """The refusal of a name that another product of the year has."""
    return Refusal(f"Det finns redan en produkt som heter {name}.", field="name")


def ensure_same_kind(before: str, after: str, *, used: bool) -> None:
    """Refuses another kind for a product that somebody has: a pass is a seat, an extra is none."""
    if used and before != after:
        raise Refusal("Någon har redan valt produkten, så sorten kan inte ändras. Gör en ny i stället.", field="kind")


def in_use(name: str) -> Refusal:
    """The refusal to delete a product that somebody has chosen."""
    return Refusal(f"{name} är vald i anmälningar och kan inte tas bort. Dra tillbaka den i stället.")
