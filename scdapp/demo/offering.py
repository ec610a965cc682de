"""What the demo's year offers. Made up, but for the day on which registration opens. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

from scdapp.core.walltime import instant

WEDNESDAY, THURSDAY, FRIDAY = date(2024, 10, 2), date(2024, 10, 3), date(2024, 10, 4)
# The day is a fact, the hour is not.
OPENS = instant(date(2024, 5, 7), time(9))
CLOSES = instant(date(2024, 9, 13), time(17))
LATE = instant(date(2024, 9, 18), time(17))
PROMISED = date(2024, 9, 18)
EARLY_UNTIL = instant(date(2024, 6, 16), time(0))
SEMINARS_OPEN = instant(date(2024, 6, 10), time(9))
CHANGES_CLOSE = instant(date(2024, 9, 25), time(17))
CAPACITY = 1000
MADE_UP = "Exempel: villkor, priser och platser är påhittade i demot."

CONDITIONS = (
    "*Exempel.* Anmälan är bindande. Plats kan när som helst lämnas över till en kollega. Den som avbokar betalar "
    "enligt trappan: ingenting före 1 augusti, halva priset till och med den 15 september, därefter hela.\n\n"
    "Vi fakturerar efter konferensen. Det fotograferas under dagarna; säg till om du inte vill vara med."
)
CONDITIONS_EN = (
    "*Example.* Registration is binding. A seat can be passed on to a colleague at any time. Cancelling is free before "
    "1 August, costs half of the price until 15 September and all of it after that.\n\n"
    "We invoice after the conference. Photographs are taken; tell us if you do not want to be in them."
)
FEES = (
    (instant(date(2024, 8, 1), time(0)), 0),
    (instant(date(2024, 9, 16), time(0)), 50),
)


@dataclass(frozen=True)
class Kind:
    """A category: places, when it opens and closes, and what its members pay for the whole and for the dinner."""

    name: str
    capacity: int | None
    description: str
    opens: datetime = OPENS
    closes: datetime = LATE
    code: str | None = None
    listed: bool = True


@dataclass(frozen=True)
class Ticket:
    """A product with a price, in kronor, for each category by name; `early`: what is paid until the middle of June."""

    name: str
    name_en: str
    kind: str
    days: frozenset[date]
    prices: dict[str, int]
    early: dict[str, int]
    capacity: int | None = None
    session: str | None = None
    description: str = MADE_UP


# Few enough for the year's queue to be seen, although the house would hold a thousand.
KINDS = (
    Kind(
        "Deltagare", 165, "Chefer, politiker, forskare och alla andra. (Antalet platser är ett exempel.)", closes=CLOSES
    ),
    Kind("Medlem", 100, "Medlemmar i FSS, till medlemspris. (Exempel.)", closes=CLOSES),
    Kind("Talare", None, "Den som står på scen. (Exempel.)", opens=instant(date(2024, 5, 2), time(9)), code="scenen"),
    Kind("Monterpersonal", 120, "Den som bemannar en monter. (Exempel.)"),
    Kind("Socionomstudent", 40, "Ta med intyg om studier. (Exempel.)"),
    Kind("Värdstad", 30, "Stockholms stads egna. (Exempel.)", code="kista", listed=False),
    Kind(
        "Press",
        20,
        "Redaktioner och fria journalister. (Exempel.)",
        opens=instant(date(2024, 8, 1), time(9)),
        listed=False,
    ),
)
_WHOLE = {"Deltagare": 5400, "Medlem": 4900, "Talare": 0, "Socionomstudent": 900, "Värdstad": 0, "Press": 0}
_ALL = tuple(one.name for one in KINDS)
TICKETS = (
    Ticket(
        *("Hela konferensen", "The whole conference", "pass", frozenset({WEDNESDAY, THURSDAY, FRIDAY})),
        prices=_WHOLE,
        early={"Deltagare": 4900, "Medlem": 4400},
    ),
    Ticket(
        *("Endagsdeltagare onsdag", "Wednesday only", "pass", frozenset({WEDNESDAY})),
        prices={"Deltagare": 2600, "Medlem": 2350},
        early={},
    ),
    Ticket(
        *("Endagsdeltagare torsdag", "Thursday only", "pass", frozenset({THURSDAY})),
        prices={"Deltagare": 2600, "Medlem": 2350},
        early={},
    ),
    Ticket(
        *("Endagsdeltagare fredag", "Friday only", "pass", frozenset({FRIDAY})),
        prices={"Deltagare": 1500, "Medlem": 1350},
        early={},
    ),
    Ticket(
        *("Monterpersonal", "Exhibitor staff", "pass", frozenset({WEDNESDAY, THURSDAY})),
        prices={"Monterpersonal": 1200},
        early={},
    ),
    Ticket(
        *("Kvällen före-mingel", "Mingle the evening before", "extra", frozenset()),
        prices=dict.fromkeys(_ALL, 0),
        early={},
        session="kvallen-fore-mingel",
        description="Tisdag kväll, ingår i priset. (Exempel.)",
    ),
    Ticket(
        *("Konferensmiddag", "Conference dinner", "extra", frozenset()),
        prices={**dict.fromkeys(("Deltagare", "Medlem", "Monterpersonal"), 795), "Talare": 0, "Värdstad": 795},
        early={},
        capacity=85,
        session="konferensmiddag-med-underhallning",
        description="Torsdag kväll, med underhållning. (Exempel.)",
    ),
)
DAY_TICKETS = {"hela": "Hela konferensen", **{day: f"Endagsdeltagare {day}" for day in ("onsdag", "torsdag", "fredag")}}
MINGLE, DINNER = "Kvällen före-mingel", "Konferensmiddag"
ROLE = "Vad arbetar du med?"
ROLES = ("Ledning", "Verksamhet", "Politik", "Forskning", "Annat")
HOPE = "Vad hoppas du få med dig hem?"
# Sessions with so few places that they fill up, for which one stands in line.
SMALL = {"digitala-tjanster-vaga-stalla-krav": 8, "ai-i-handlaggningen-mojligheter-och-ansvar": 7}
