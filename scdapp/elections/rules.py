"""Who is elected by which votes, and what a post and a term can be. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Candidate, Mandate

LIMITS = {"name": 120, "title": 120, "employer": 160, "region": 80}


class LotNeeded(Refusal):
    """Several have as many votes as there are seats left for fewer."""


@dataclass(frozen=True)
class CandidateFacts:
    """Somebody who is proposed, as they are when the meeting elects."""

    name: str | None
    title: str | None = None
    employer: str | None = None
    region: str | None = None
    nominated_by: str = "committee"


@dataclass(frozen=True)
class Winners:
    """Keys of the elected; those of them whom the lot chose. None: nobody had enough votes."""

    elected: tuple[str, ...] = ()
    by_lot: tuple[str, ...] = ()


def checked(facts: CandidateFacts) -> CandidateFacts:
    """`facts` with clean texts. Refuses somebody without a name."""
    facts = replace(facts, **cleaned(facts, LIMITS, frozenset()))
    if facts.name is None:
        raise Refusal("Skriv ett namn.", field="name")
    if facts.nominated_by not in words.NOMINATORS:
        raise Refusal("Välj vem som föreslår.", field="nominated_by")
    return facts


def winners(
    votes: Mapping[str, int], *, seats: int, majority: str, lot: Sequence[str] = (), names: Mapping[str, str]
) -> Winners:
    """Those with most votes; for a single seat more than half of them unless `majority` is "plurality".

    `lot`: the keys in the order in which the lot drew them. Refuses (`LotNeeded`) when it has to say and has not.
    """
    order = sorted(votes, key=lambda key: -votes[key])
    if seats == 1 and majority != "plurality" and 2 * votes[order[0]] <= sum(votes.values()):
        return _half_each(votes, order, lot, names) if len(order) == 2 else Winners()
    order = [key for key in order if votes[key] > 0]
    if len(order) <= seats or votes[order[seats - 1]] > votes[order[seats]]:
        return Winners(tuple(order[:seats]))
    level = votes[order[seats]]
    sure = [key for key in order if votes[key] > level]
    drawn = _drawn([key for key in order if votes[key] == level], seats - len(sure), lot, names)
    return Winners((*sure, *drawn), drawn)


def _half_each(votes: Mapping[str, int], order: Sequence[str], lot: Sequence[str], names: Mapping[str, str]) -> Winners:
    """Of two for one seat neither has more than half only when both have as many: another round would not help."""
    if not votes[order[0]]:
        return Winners()
    drawn = _drawn(order, 1, lot, names)
    return Winners(drawn, drawn)


def _drawn(level: Sequence[str], places: int, lot: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    drawn = tuple(key for key in lot if key in level)[:places]
    if len(drawn) < places:
        who = ", ".join(names[key] for key in level)
        raise LotNeeded(f"Lika röstetal: {who}. Låt lotten avgöra och skriv vad den sade.", field="lot")
    return drawn


def ensure_in_order(from_year: int, until_year: int, starts_on: date | None, ends_on: date | None) -> None:
    """Refuses a term that ends before it begins."""
    if until_year < from_year:
        raise Refusal("Mandatet slutar innan det börjar.", field="until_year")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Refusal("Mandatet slutar innan det börjar.", field="ends_on")


def ensure_room(elected: int, seats: int) -> None:
    """Refuses more elected than there are seats."""
    if elected > seats:
        raise Refusal(f"Valet gäller {seats} platser. {elected} är för många.", field="candidates")


def ensure_one_holder(key: str, name: str, others: int) -> None:
    """Refuses a second holder of a post that one person has at a time."""
    if key in words.SINGLE and others:
        raise Refusal(f"Det kan bara finnas en {name} åt gången. Den förras mandat måste ha upphört först.")


def ensure_all_may_stand(chosen: Iterable[Candidate]) -> None:
    """Refuses to elect somebody who has withdrawn."""
    for one in chosen:
        if one.withdrawn:
            raise Refusal(f"{one.name} har tagit tillbaka sin kandidatur.")


def elected_as(name: str, before: Collection[str], *, by_election: bool) -> str:
    """Whether somebody is elected anew, again, or to finish another's term."""
    if by_election:
        return "by_election"
    return "again" if name.casefold() in {one.casefold() for one in before} else "new"


def until_year(year: int, *, kind: str, term_years: int, finishes: Mandate | None) -> int:
    """The year whose ordinary meeting ends the term. A by-election ends when the predecessor's term would have."""
    if finishes is not None:
        return finishes.until_year
    return year + term_years if kind == "ordinary" else year + max(term_years - 1, 0)


def holds(mandate: Mandate, on: date) -> bool:
    """Whether somebody held the post on that day; where only the year is known, in all of it."""
    begun = mandate.starts_on <= on if mandate.starts_on else mandate.from_year <= on.year
    return begun and (last_day(mandate) is None or on < (mandate.ends_on or date(mandate.until_year + 1, 1, 1)))


def last_day(mandate: Mandate) -> date | None:
    """The day on which a term ended; the last of its year when the day is not known; None while it goes on."""
    if mandate.ended_reason is None:
        return None
    return mandate.ends_on or date(mandate.until_year, 12, 31)


def years_of(fiscal_year: str) -> tuple[int, int]:
    """ "2023/2024" as 2023 and 2024; "2024" as twice that."""
    first, _, last = fiscal_year.partition("/")
    return int(first), int(last or first)


def held_in(mandate: Mandate, fiscal_year: str, before: date | None) -> bool:
    """Whether somebody held the post in some part of the fiscal year, before the meeting that judges it."""
    first, last = years_of(fiscal_year)
    starts = mandate.starts_on or date(mandate.from_year, 1, 1)
    if mandate.from_year > last or (before is not None and starts >= before):
        return False
    return (last_day(mandate) or date(9999, 1, 1)) >= date(first, 1, 1)


@dataclass(frozen=True)
class BoardFacts:
    """What a look at the board should warn of."""

    members: int
    size: int
    regions_without: tuple[str, ...]
    expired: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.members == self.size and not self.regions_without


def board_facts(holders: Iterable[Mandate], *, size: int, regions: Iterable[str], year: int) -> BoardFacts:
    """How many sit on the board, which regions have no seat, whose term should have ended."""
    board = [one for one in holders if one.post.key in words.BOARD]
    seated = {one.region for one in board}
    return BoardFacts(
        members=len({one.name for one in board}),
        size=size,
        regions_without=tuple(one for one in regions if one not in seated),
        expired=tuple(one.name for one in board if one.until_year < year),
    )
