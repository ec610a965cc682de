"""Where the meeting is and what comes next, what a point usually ends with, and what stands in the way. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from scdapp.core.text import clean
from scdapp.core.walltime import ZONE
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Decision, Proposal, Round
from scdapp.decisions.vote_rules import QUALIFIED
from scdapp.meetings import template
from scdapp.meetings import vocabulary as meeting_words
from scdapp.meetings.models import AgendaItem, Motion
from scdapp.meetings.rules import Timeliness

# What the meeting says to the points that every year has.
USUAL_BY_KEY = {
    "oppnande": "noted",
    "avslut": "noted",
    template.REGISTER: "fixed",
    template.AGENDA: "fixed",
    template.EARLIER: "filed",
    template.AUDIT_REPORT: "filed",
    "vb": "accepted",
    "ek": "fixed",
    "budget": "fixed",
    "avgift": "fixed",
}
USUAL_BY_KIND = {"election": "elected", "information": "noted"}
# The points at which the meeting chooses those who lead, write, attest and count; and as what.
CHOOSING = {
    "val_motesordf": ("chair",),
    "val_sekr": ("secretary",),
    "val_just": ("attester", "teller"),
}
PLACEHOLDER = "N.N."
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True)
class Taken:
    """A paragraph as it stands in the rail."""

    uid: str
    number: int | None
    heading: str
    outcome: str | None


@dataclass(frozen=True)
class Stop:
    """A point of the agenda and what the meeting has made of it."""

    item: AgendaItem
    taken: tuple[Taken, ...] = ()
    state: str = "ahead"


@dataclass(frozen=True)
class Next:
    """What the meeting would take up now."""

    item: AgendaItem
    motion: Motion | None = None


@dataclass(frozen=True)
class Place:
    """Where the meeting is: `mark` is another one when a point was taken or decided; `told` says so."""

    mark: str
    told: str


@dataclass(frozen=True)
class Known:
    """What the facts about a question are reckoned from."""

    call: Timeliness | None = None
    audit_report: bool = True
    other_business_may_decide: bool = False
    # Who is here, and how many the statutes want; asked where the meeting says who may vote.
    voters: int = 0
    quorum: int = 0


def place(state: str, paragraphs: Sequence[tuple[str, int | None, str | None]]) -> Place:
    """From the state of the meeting and its paragraphs in order: uid, number, outcome."""
    mark = sha256(repr((state, list(paragraphs))).encode()).hexdigest()[:16]
    if state in ("adjourned", "closed"):
        return Place(mark, f"Mötet är {meeting_words.STATES[state]}.")
    asked = [number for _uid, number, outcome in paragraphs if outcome is None]
    if asked:
        return Place(mark, f"Mötet har gått vidare till § {asked[-1]}.")
    return Place(mark, f"§ {paragraphs[-1][1]} är avgjord." if paragraphs else "Mötet har gått vidare.")


def stops(items: Sequence[AgendaItem], taken: Iterable[tuple[int | None, Taken]]) -> list[Stop]:
    """The agenda with its paragraphs; `taken`: the point's id and the paragraph."""
    by_item: dict[int | None, list[Taken]] = {}
    for key, one in taken:
        by_item.setdefault(key, []).append(one)
    line = {"ongoing": "now", "done": "done", "tabled": "done"}
    return [Stop(one, tuple(by_item.get(one.id, ())), line.get(one.state, "ahead")) for one in items]


def motions_of(item: AgendaItem, items: Sequence[AgendaItem], motions: Iterable[Motion]) -> list[Motion]:
    """The motions that stand under a point: those that the board put there; the rest under the first for motions."""
    first = next((one for one in items if one.kind == "motion"), None)
    return [
        one
        for one in motions
        if one.item_id == item.id or (one.item_id is None and item is first and one.state == "received")
        if one.state != "withdrawn"
    ]


def next_up(items: Sequence[AgendaItem], motions: Sequence[Motion], taken: Collection[int | None]) -> Next | None:
    """The first point that waits, motion by motion; `taken`: ids of motions that have a paragraph."""
    for item in items:
        left = [one for one in motions_of(item, items, motions) if one.id not in taken]
        if item.state == "waiting":
            return Next(item, left[0] if left else None)
        if item.state in ("done", "tabled") and left:
            return Next(item, left[0])
    return None


def usual_outcome(decision: Decision) -> str:
    """What a question like this one ends with in most years."""
    key = decision.item.template_key if decision.item else None
    by_kind = USUAL_BY_KIND.get(decision.kind, "approved")
    return by_kind if decision.kind in USUAL_BY_KIND else USUAL_BY_KEY.get(key or "", by_kind)


def result_for(outcome: str) -> str | None:
    """What the chair heard when a question ended so; None: nobody was asked."""
    if outcome in ("noted", "dropped"):
        return None
    return outcome if outcome in ("rejected", "elected") else "approved"


def voted_round(decision: Decision) -> Round | None:
    """The last settled count on the whole question."""
    for one in reversed(decision.rounds):
        if one.question is None and not one.options and one.method in words.COUNTED and one.final_at and one.result:
            return one
    return None


def open_proposals(decision: Decision) -> list[Proposal]:
    """What was moved and is not settled."""
    return [one for one in decision.proposals if one.state == "open"]


def facts(decision: Decision, known: Known) -> list[str]:
    """What somebody has to know, or do, before the question is decided. Empty: nothing stands in the way."""
    if decision.outcome is not None:
        return []
    found = []
    if known.call is not None and known.call.late:
        found.append(late_call(known.call))
    if known.voters < known.quorum:
        found.append(
            f"Mötet är inte beslutsfört: {known.voters} medlemmar är här, och stadgarna kräver {known.quorum}."
        )
    if decision.kind == "discharge":
        if not known.audit_report:
            found.append("Revisionsberättelsen är inte bilagd. Ansvarsfriheten kan inte avgöras innan den finns.")
        if not any(one.reason == "discharge" for one in decision.recusals):
            found.append("Ingen styrelseledamot står som frånvarande i beslutet. Anteckna dem under Jäv.")
    if decision.majority in QUALIFIED:
        need = meeting_words.MAJORITIES[decision.majority]
        found.append(f"Beslutet kräver {need} av rösterna. Räkna rösterna, eller anteckna att alla var eniga.")
    if decision.item is not None and decision.item.kind == "other" and not known.other_business_may_decide:
        found.append("Frågan står inte på dagordningen. Den kan diskuteras men inte avgöras.")
    if PLACEHOLDER in decision.body:
        found.append(f"{PLACEHOLDER} står kvar i texten.")
    return found


def late_call(call: Timeliness) -> str:
    """How the call failed, and what the meeting has to do about it."""
    wanted = "Standardmeningen räcker inte: skriv med egna ord vad mötet beslutade om det."
    if call.sent_at is None or call.due_on is None:
        return f"Ingen kallelse är registrerad. {wanted}"
    sent = _day(call.sent_at.astimezone(ZONE).date())
    return f"Kallelsen gick ut {sent}, sista dag var {_day(call.due_on)}. {wanted}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def named_in(text: str, name: str, title: str | None = None) -> str:
    """`text` with the next place for a name filled; as it was when there is none."""
    whole = ", ".join(filter(None, (clean(name), clean(title or ""))))
    return text.replace(PLACEHOLDER, whole, 1)


def counted_in(text: str, voters: int) -> str:
    """`text` with the number of voters where it waits for one."""
    return text.replace(f"{PLACEHOLDER} röstberättigade", f"{voters} röstberättigade", 1)
