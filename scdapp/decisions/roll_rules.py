"""Votes by name at a roll call: read from the sheet, summed, held against what the tellers counted. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from scdapp.core.errors import Refusal
from scdapp.decisions import vocabulary as words
from scdapp.decisions.hall_models import RegisterEntry
from scdapp.decisions.models import NamedVote, Round
from scdapp.decisions.vote_rules import last_attempt

# The register entry (id) -> what whoever stands there answered.
Answers = Mapping[int, str]


class NamesDisagree(Refusal):
    """The names add up to something else than what the tellers counted."""


def is_called(row: Round) -> bool:
    """Whether votes by name belong to the round: a roll call on a question, against a register."""
    return row.method == "roll_call" and not row.options and row.register is not None


def answers(votes: Iterable[NamedVote]) -> dict[int, str]:
    """What was answered, as it is kept."""
    return {one.entry_id: one.vote for one in votes}


def field_name(entry: RegisterEntry) -> str:
    """What somebody's answer is called in the form."""
    return f"namn-{entry.number}"


def read(typed: Mapping[str, str], entries: Iterable[RegisterEntry]) -> dict[int, str]:
    """The answers on the sheet; whoever did not answer is left out. Refuses anything but ja, nej and avstår."""
    found: dict[int, str] = {}
    for entry in entries:
        vote = typed.get(field_name(entry), "")
        if vote and vote not in words.NAMED_VOTES:
            raise Refusal(f"{entry.name}: välj ja, nej, avstår eller svarade inte.")
        if vote:
            found[entry.id] = vote
    return found


def sums(given: Answers, entries: Iterable[RegisterEntry]) -> dict[str, int]:
    """How many votes each answer has, by the weights of the register."""
    found = dict.fromkeys(words.NAMED_VOTES, 0)
    for entry in entries:
        if vote := given.get(entry.id):
            found[vote] += entry.weight
    return found


def sums_of(row: Round) -> dict[str, int]:
    """The same of what is kept of a round."""
    return sums(answers(row.names), [one.entry for one in row.names])


def ensure_agree(named: Mapping[str, int], figures: Mapping[str, int | None]) -> None:
    """Refuses (`NamesDisagree`) when the names add up to other figures than those counted."""
    counted = {key: figures.get(key) or 0 for key in words.NAMED_VOTES}
    without_name = (figures.get("blank") or 0) + (figures.get("invalid") or 0)
    if counted != dict(named) or without_name:
        other = f" och {without_name} blanka eller ogiltiga" if without_name else ""
        raise NamesDisagree(
            f"Namnen ger {in_words(named)}, men rösträknarna kom till {in_words(counted)}{other}. "
            "Rätta namnen, eller avbryt räkningen och räkna om."
        )


def disagreement(row: Round) -> str | None:
    """What there is to say when two tellers agree, and the names say something else."""
    last = last_attempt(row.tallies)
    if not row.names or len(last) < 2 or last[0].figures != last[1].figures:
        return None
    try:
        ensure_agree(sums_of(row), last[0].figures)
    except NamesDisagree as refusal:
        return refusal.sentence
    return None


def in_words(named: Mapping[str, int]) -> str:
    """ "12 ja, 3 nej, 1 avstår"."""
    return ", ".join(f"{named[key]} {word}" for key, word in words.NAMED_VOTES.items())


def seal(given: Answers) -> str:
    """What two sheets have alike when they say the same: who saves over another is told."""
    told = ",".join(f"{entry}:{given[entry]}" for entry in sorted(given))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def sheet(
    entries: Sequence[RegisterEntry], given: Answers, typed: Mapping[str, str] | None
) -> list[tuple[RegisterEntry, str, str]]:
    """The rows to fill in: who, what the field is called, and the answer as typed or as kept."""
    rows = []
    for entry in entries:
        name = field_name(entry)
        rows.append((entry, name, typed.get(name, "") if typed is not None else given.get(entry.id, "")))
    return rows
