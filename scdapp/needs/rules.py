"""What one can say that one needs, what is agreed to by saying it, and how it is counted for the kitchen. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext

from scdapp.core.errors import Refusal
from scdapp.core.personal_numbers import ensure_none
from scdapp.core.secret import fingerprint
from scdapp.core.text import clean
from scdapp.core.walltime import ZONE
from scdapp.registration.rules import ALPHABET

# Raised when the text of `consent` changes: each row names the version that was agreed to.
CONSENT_VERSION = 1
NOTE_LIMIT = 500
# How long after the last day what persons said is kept.
KEPT = timedelta(days=14)
# So many alike do not point at anybody.
ALIKE = 2
FOOD = ("vegetarian", "vegan", "gluten", "lactose", "milk", "pork", "halal", "kosher")
ACCESS = ("loop", "wheelchair", "interpreter", "companion")
OTHER = "other"


def words() -> dict[str, str]:
    """Each option in the language of the page."""
    return {
        "vegetarian": gettext("Vegetariskt"),
        "vegan": gettext("Veganskt"),
        "gluten": gettext("Glutenfritt"),
        "lactose": gettext("Laktosfritt"),
        "milk": gettext("Fritt från mjölkprotein"),
        "pork": gettext("Utan griskött"),
        "halal": gettext("Halal"),
        "kosher": gettext("Kosher"),
        "loop": gettext("Hörslinga"),
        "wheelchair": gettext("Plats för rullstol"),
        "interpreter": gettext("Teckenspråkstolk"),
        "companion": gettext("Ledsagare följer med"),
    }


def consent() -> str:
    """What one agrees to."""
    return str(
        gettext(
            "Jag samtycker till att arrangören sparar det jag skrivit här, som kan säga något om min hälsa, för att "
            "ordna mat och tillgänglighet under konferensen. Jag kan ta tillbaka det när som helst. Då raderas allt."
        )
    )


@dataclass(frozen=True)
class Wish:
    """What somebody needs. The notes are in their own words."""

    food: tuple[str, ...] = ()
    food_note: str = ""
    access: tuple[str, ...] = ()
    access_note: str = ""

    @property
    def says_nothing(self) -> bool:
        return not (self.food or self.food_note or self.access or self.access_note)

    @property
    def eats_as_all(self) -> bool:
        return not (self.food or self.food_note)

    @property
    def options(self) -> tuple[str, ...]:
        """Everything that is counted; words of one's own count as something else."""
        other = ("other-food",) if self.food_note else ()
        return (*self.food, *other, *self.access, *(("other-access",) if self.access_note else ()))


def dumped(wish: Wish) -> str:
    """The wish as the text that is sealed."""
    return json.dumps(asdict(wish), ensure_ascii=False)


def loaded(content: str) -> Wish:
    """The wish that was sealed."""
    kept = json.loads(content)
    return Wish(tuple(kept["food"]), kept["food_note"], tuple(kept["access"]), kept["access_note"])


def checked(wish: Wish, *, consents: bool) -> Wish:
    """`wish` with clean texts. Refuses, beside the field, what is no option, what is too long, what holds a personal
    number, and something said without consent."""
    if not set(wish.food) <= set(FOOD):
        raise Refusal(gettext("Välj något ur listan."), field="food")
    if not set(wish.access) <= set(ACCESS):
        raise Refusal(gettext("Välj något ur listan."), field="access")
    found = Wish(
        tuple(one for one in FOOD if one in wish.food),
        _note(wish.food_note, "food_note"),
        tuple(one for one in ACCESS if one in wish.access),
        _note(wish.access_note, "access_note"),
    )
    if not found.says_nothing and not consents:
        raise Refusal(gettext("Kryssa i att du samtycker, annars får vi inte spara det."), field="consents")
    return found


def _note(typed: str, field: str) -> str:
    note = clean(typed, lines=True)
    if len(note) > NOTE_LIMIT:
        sentence = gettext("Texten har %(typed)s tecken. Högst %(most)s får plats.", typed=len(note), most=NOTE_LIMIT)
        raise Refusal(sentence, field=field)
    ensure_none(note, field=field)
    return note


def ensure_not_over(last_day: date, now: datetime) -> None:
    """Refuses once the conference is over: nobody has use for it then."""
    if now.astimezone(ZONE).date() > last_day:
        raise Refusal(gettext("Konferensen är över. Det går inte att ändra längre."))


def purge_from(last_day: date) -> date:
    """The first day on which what persons said is due to be gone."""
    return last_day + KEPT


def pickup_code(code: str) -> str:
    """What somebody says at the buffet to get a meal made for them; says nothing about who they are."""
    number = int(fingerprint(f"pickup:{code}")[:10], 16)
    picked = []
    for _ in range(4):
        number, letter = divmod(number, len(ALPHABET))
        picked.append(ALPHABET[letter])
    return "".join(picked)


@dataclass(frozen=True)
class Guest:
    """Somebody at a meal: their code and what they need."""

    code: str
    wish: Wish


@dataclass(frozen=True)
class Meal:
    """What is to be cooked on one occasion. `alike`: several persons with the same wish; `alone`: pickup codes of
    those whose wish is theirs only."""

    label: str
    guests: int
    options: Mapping[str, int]
    alike: Sequence[tuple[tuple[str, ...], int]]
    alone: Sequence[str]

    @property
    def ordinary(self) -> int:
        """How many eat what is served."""
        return self.guests - sum(number for _, number in self.alike) - len(self.alone)


def meal(label: str, guests: int, told: Iterable[Guest]) -> Meal:
    """The meal for so many, of whom some have said something."""
    particular = [one for one in told if not one.wish.eats_as_all]
    options = Counter(option for one in particular for option in (*one.wish.food, *_other(one.wish)))
    plain = Counter(one.wish.food for one in particular if not one.wish.food_note)
    alike = sorted(((food, number) for food, number in plain.items() if number >= ALIKE), key=lambda one: -one[1])
    together = {food for food, _ in alike}
    alone = [one for one in particular if one.wish.food_note or one.wish.food not in together]
    return Meal(label, guests, options, alike, sorted(pickup_code(one.code) for one in alone))


def _other(wish: Wish) -> tuple[str, ...]:
    return (OTHER,) if wish.food_note else ()
