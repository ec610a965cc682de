"""What makes a category sound, and the categories that a conference like this begins with. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from scdapp.admission.models import Category
from scdapp.admission.terms_rules import ensure_capacity, in_utc
from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned

LIMITS = {"name": 80, "name_en": 80, "description": 2000, "description_en": 2000, "access_code": 40}
SEVERAL_LINES = frozenset({"description", "description_en"})
GROUP_AT_MOST = 100
WORKDAYS_AT_MOST = 30
WINDOWS_AT_MOST = 8
# What a form says as it stands in the row.
PLAIN = (
    *("name", "name_en", "description", "description_en", "access_code"),
    *("counts", "member", "pays", "listed", "group_limit"),
    *("waitlist", "promised_on", "automatic", "offer_workdays"),
)


@dataclass(frozen=True)
class WindowFacts:
    """When one may register. `key` is the id of the window that it was; 0: it is new."""

    opens_at: datetime
    closes_at: datetime | None = None
    key: int = 0


@dataclass(frozen=True)
class CategoryFacts:
    """What organisers say about those who register alike."""

    name: str | None
    name_en: str | None = None
    description: str | None = None
    description_en: str | None = None
    capacity: int | None = None
    counts: bool = True
    member: bool = False
    pays: bool = True
    access_code: str | None = None
    listed: bool = True
    group_limit: int = 30
    waitlist: bool = True
    promised_on: date | None = None
    automatic: bool = True
    offer_workdays: int = 3
    windows: tuple[WindowFacts, ...] = ()


# The seven that every year so far has had. Those who are asked to come neither take places nor wait in line.
STANDARD = (
    CategoryFacts("Deltagare", "Delegate"),
    CategoryFacts("Medlem", "Member", member=True),
    CategoryFacts("Talare", "Speaker", counts=False, pays=False, listed=False, group_limit=5, waitlist=False),
    CategoryFacts("Monterpersonal", "Exhibitor staff", counts=False),
    CategoryFacts("Socionomstudent", "Social work student", counts=False, pays=False, group_limit=1),
    CategoryFacts("Värdstad", "Host city", counts=False, pays=False, listed=False, waitlist=False),
    CategoryFacts("Press", "Press", counts=False, pays=False, listed=False, group_limit=5, waitlist=False),
)


def checked(facts: CategoryFacts) -> CategoryFacts:
    """`facts` with clean texts and moments in UTC. Refuses, beside the field, what cannot be."""
    facts = replace(facts, **cleaned(facts, LIMITS, SEVERAL_LINES))
    if facts.name is None:
        raise Refusal("Skriv vad kategorin heter.", field="name")
    ensure_capacity(facts.capacity)
    if not 1 <= facts.group_limit <= GROUP_AT_MOST:
        raise Refusal(f"Mellan 1 och {GROUP_AT_MOST} personer i en anmälan.", field="group_limit")
    if not 1 <= facts.offer_workdays <= WORKDAYS_AT_MOST:
        raise Refusal(f"Mellan 1 och {WORKDAYS_AT_MOST} arbetsdagar.", field="offer_workdays")
    if facts.promised_on and not facts.waitlist:
        raise Refusal("Utan reservlista finns inget besked att lova. Töm datumet.", field="promised_on")
    return replace(facts, windows=_windows(facts.windows))


def _windows(windows: tuple[WindowFacts, ...]) -> tuple[WindowFacts, ...]:
    """In order of time and apart from each other. Moments are compared as instants, as `in_utc` tells why."""
    if len(windows) > WINDOWS_AT_MOST:
        raise Refusal(f"Högst {WINDOWS_AT_MOST} öppettider går bra.", field="windows")
    instants = (replace(one, opens_at=_utc(one.opens_at), closes_at=in_utc(one.closes_at)) for one in windows)
    in_order = sorted(instants, key=lambda one: one.opens_at)
    for one in in_order:
        if one.closes_at and one.closes_at <= one.opens_at:
            raise Refusal("Anmälan stänger innan den har öppnat. Se över tiderna.", field="windows")
    for one, later in pairwise(in_order):
        if one.closes_at is None or one.closes_at > later.opens_at:
            raise Refusal("Två öppettider går in i varandra. Skriv när den första stänger.", field="windows")
    return tuple(in_order)


def _utc(moment: datetime) -> datetime:
    return in_utc(moment) or moment


def ensure_free_name(name: str, others: Iterable[Category]) -> None:
    """Refuses a name that one of `others` has, however it is capitalised."""
    for other in others:
        if other.name.casefold() == name.casefold():
            raise taken(other.name)


def taken(name: str) -> Refusal:
    """The refusal of a name that another category of the year has."""
    return Refusal(f"Det finns redan en kategori som heter {name}.", field="name")


def ensure_alone_in_no_question(labels: Iterable[str]) -> None:
    """Refuses to delete the only category that a question is put to: it would be put to all then."""
    for label in labels:
        raise Refusal(f"Frågan ”{label}” ställs bara till den här kategorin. Ändra eller ta bort frågan först.")


def in_use(name: str) -> Refusal:
    """The refusal to delete a category that somebody has registered in."""
    return Refusal(f"{name} har anmälningar och kan inte tas bort. Stäng kategorin, eller dölj den i stället.")
