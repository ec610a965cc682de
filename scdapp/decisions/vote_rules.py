"""Votes: in which order they are taken, how many there can be, when tellers agree, what the figures mean. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scdapp.core.errors import Refusal
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Round, Tally

# What a question's figures are called, and the column that each has.
COLUMNS = {
    "for": "votes_for",
    "against": "votes_against",
    "abstained": "abstained",
    "blank": "blank",
    "invalid": "invalid",
}
RANK = {"acclamation": 0, "unanimous": 0, "trial_vote": 1, **dict.fromkeys(words.COUNTED, 2)}
QUALIFIED = ("two_thirds", "three_quarters", "unanimous")
SIDES = {"for": "approved", "against": "rejected"}


class NoRegister(Refusal):
    """Votes cannot be counted before it is fixed who has one."""


class TooManyVotes(Refusal):
    """More votes than the register has."""


class TellersDisagree(Refusal):
    """The two tellers have other figures: both count anew."""


class TieNeedsBreaking(Refusal):
    """Both sides have as many votes, and nobody has said how that ended."""


@dataclass(frozen=True)
class TieBreak:
    """What broke a tie: `side` is "for" or "against", `note` what the lot or the chair said."""

    side: str
    note: str = ""


def ensure_order(method: str, earlier: Sequence[Round], *, requested: bool) -> None:
    """Acclamation first, then a trial, then a count, on one and the same question.

    Refuses a count that nobody asked for and no acclamation came before, and a step back.
    """
    before = max((RANK[one.method] for one in earlier), default=-1)
    if RANK[method] < before:
        raise Refusal(
            "Frågan har redan prövats noggrannare än så. Ordningen är acklamation, försöksvotering, votering."
        )
    if method == "trial_vote" and before < 0:
        raise Refusal("En försöksvotering följer på en acklamation.")
    if method in words.COUNTED and before < 0 and not requested:
        raise Refusal("Rösträkning följer på acklamation, eller på att någon har begärt votering.")


def checked_figures(
    figures: Mapping[str, int], *, options: Iterable[str], votes: int, votes_each: int = 1
) -> dict[str, int]:
    """The figures of one count, what is not said being nought. A ballot carries at most `votes_each` names.

    Refuses (`TooManyVotes`) more than the register has votes, negative figures and unknown names.
    """
    keys = list(options)
    known = {*keys, "blank", "invalid", "abstained"} if keys else set(COLUMNS)
    if unknown := set(figures) - known:
        raise ValueError(f"unknown figures: {', '.join(sorted(unknown))}")
    whole = {key: figures.get(key, 0) for key in sorted(known)}
    if any(number < 0 for number in whole.values()):
        raise Refusal("Ett röstetal kan inte vara mindre än noll.")
    if not keys:
        ensure_within(sum(whole.values()), votes)
        return whole
    without_name = sum(whole[name] for name in ("blank", "invalid", "abstained"))
    named = [whole[key] for key in keys]
    ensure_within(without_name + max(named), votes)
    ensure_within(without_name * votes_each + sum(named), votes * votes_each)
    return whole


def ensure_within(total: int, votes: int) -> None:
    """Refuses (`TooManyVotes`) more votes than the register has."""
    if total > votes:
        raise TooManyVotes(f"Det är {total} röster, men röstlängden har {votes}. Räkna om.")


def last_attempt(tallies: Sequence[Tally]) -> list[Tally]:
    """The counts of the attempt that is under way."""
    last = max((one.attempt for one in tallies), default=1)
    return [one for one in tallies if one.attempt == last]


def attempt_for(tallies: Sequence[Tally], officer_id: int) -> int:
    """Which attempt a count of that teller belongs to: a new one when two have differed.

    Refuses a second count of the same teller while the other has not counted, and any after two have agreed.
    """
    last = last_attempt(tallies)
    if len(last) >= 2:
        if _same(last):
            raise Refusal("Rösträknarna är överens. Räkningen är klar.")
        return last[0].attempt + 1
    if any(one.officer_id == officer_id for one in last):
        raise Refusal("Du har redan räknat. Vänta på den andra rösträknaren.")
    return last[0].attempt if last else 1


def agreed(tallies: Sequence[Tally]) -> dict[str, int]:
    """The figures on which two tellers agree. Refuses (`TellersDisagree`) until they do."""
    last = last_attempt(tallies)
    if len(last) < 2:
        raise TellersDisagree("Två rösträknare ska räkna var för sig. Bara en har lämnat sina siffror.")
    if not _same(last):
        raise TellersDisagree("Rösträknarna har kommit till olika siffror. Båda räknar om.")
    return dict(last[0].figures)


def _same(tallies: Sequence[Tally]) -> bool:
    return all(one.figures == tallies[0].figures for one in tallies)


def outcome_of(majority: str, votes_for: int, votes_against: int) -> str:
    """ "approved", "rejected" or "tie", of the votes that took a side."""
    cast = votes_for + votes_against
    if majority == "two_thirds":
        return "approved" if cast and 3 * votes_for >= 2 * cast else "rejected"
    if majority == "three_quarters":
        return "approved" if cast and 4 * votes_for >= 3 * cast else "rejected"
    if majority == "unanimous":
        return "approved" if votes_for and not votes_against else "rejected"
    if votes_for == votes_against:
        return "tie"
    return "approved" if votes_for > votes_against else "rejected"


def broken(rule: str, tie: TieBreak | None) -> str:
    """How a tie ends by the statutes: the proposal falls, or as the chair or the lot said.

    Refuses (`TieNeedsBreaking`) when that has not been said.
    """
    if rule == "rejected":
        return "rejected"
    if tie is None or tie.side not in SIDES:
        told = "hur ordföranden röstade" if rule == "casting_vote" else "vad lotten sade"
        raise TieNeedsBreaking(f"Det blev lika röstetal. Skriv {told}.", field="tie")
    return SIDES[tie.side]
