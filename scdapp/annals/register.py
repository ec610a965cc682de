"""Which decisions a visitor asked for, as the address says it (`?sok=avgift&ar=2023&slag=beslut`). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from scdapp.decisions import vocabulary

SEARCH_LIMIT = 100
# Words in the address -> what the database says.
KINDS = {
    "beslut": "decision",
    "val": "election",
    "formalia": "procedural",
    "stadgar": "statute_change",
    "ansvarsfrihet": "discharge",
    "utan-beslut": "information",
}
OUTCOMES = {
    "bifall": "approved",
    "avslag": "rejected",
    "delvis": "partly",
    "bordlagt": "tabled",
    "aterremitterat": "remitted",
    "besvarat": "answered",
    "utgar": "dropped",
    "handlingarna": "filed",
    "faststallt": "fixed",
    "godkant": "accepted",
    "valt": "elected",
    "antecknat": "noted",
}
WORD_OF_KIND = {value: word for word, value in KINDS.items()}
WORD_OF_OUTCOME = {value: word for word, value in OUTCOMES.items()}
FIRST_YEAR, LAST_YEAR = 1900, 2200
if set(WORD_OF_KIND) != set(vocabulary.DECISION_KINDS) or set(WORD_OF_OUTCOME) != set(vocabulary.OUTCOMES):
    raise RuntimeError("a kind or an outcome has no word in addresses")


@dataclass(frozen=True)
class Wish:
    """What was asked for; what makes no sense in an address is left out. Hashable: the page is kept under it."""

    search: str = ""
    year: int | None = None
    kind: str | None = None
    outcome: str | None = None
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether the list is another than that of all decisions."""
        return any((self.search, self.year, self.kind, self.outcome))

    def query(self) -> dict[str, str]:
        """The same as parts of an address, but for the page."""
        parts = {
            "sok": self.search,
            "ar": str(self.year or ""),
            "slag": WORD_OF_KIND.get(self.kind or "", ""),
            "utfall": WORD_OF_OUTCOME.get(self.outcome or "", ""),
        }
        return {name: value for name, value in parts.items() if value}


def parse(arguments: Mapping[str, str]) -> Wish:
    """What the address asks for."""
    year, page = _number(arguments.get("ar")), _number(arguments.get("sida"))
    return Wish(
        search=" ".join(arguments.get("sok", "").replace("\0", " ").split())[:SEARCH_LIMIT],
        year=year if year and FIRST_YEAR <= year <= LAST_YEAR else None,
        kind=KINDS.get(arguments.get("slag", "")),
        outcome=OUTCOMES.get(arguments.get("utfall", "")),
        page=max(page or 1, 1),
    )


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 6 else None
