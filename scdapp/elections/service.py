"""Verbs on elections: open one in a paragraph, nominate, elect by acclamation or by ballot."""

from collections.abc import Collection, Sequence
from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.decisions import service as decisions
from scdapp.decisions import vote_service as votes
from scdapp.decisions.models import Decision, Round
from scdapp.elections import queries, rules
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Candidate, Election, Mandate, Post
from scdapp.elections.rules import CandidateFacts


def create_post(key: str, name: str, *, seats: int, by: str, now: datetime, region: str | None = None) -> Post:
    """An office to elect to. Refuses one that there is already."""
    if key not in words.POST_KEYS:
        raise Refusal("Välj vilket slags uppdrag det är.", field="key")
    if seats < 1:
        raise Refusal("Ett uppdrag har minst en plats.", field="seats")
    standing = queries.posts()
    if any((one.key, one.name) == (key, name) for one in standing):
        raise Refusal("Uppdraget finns redan.", field="name")
    post = Post(key=key, name=name, seats=seats, region=region, position=order.next_position(standing))
    db.session.add(post)
    db.session.flush()
    audit.write("elections.create_post", "post", post.uid, actor=by, now=now, key=key, seats=seats)
    return post


def open_election(
    decision_id: int, post_id: int, *, by: str, now: datetime, seats: int | None = None, finishes_id: int | None = None
) -> Election:
    """Let a paragraph elect to a post; `finishes_id`: a term that ended early, which the elected will finish.

    Refuses a term that has not ended, and more seats than the post has.
    """
    decision = _open(decision_id)
    post = locked(Post, post_id)
    finishes = db.session.get_one(Mandate, finishes_id) if finishes_id else None
    if finishes is not None and (finishes.ended_reason is None or finishes.post_id != post.id):
        raise Refusal("Fyllnadsval hålls för ett mandat som har upphört i förtid.")
    wanted = seats or (1 if finishes else post.seats)
    rules.ensure_room(wanted, post.seats)
    decision.kind = "election"
    election = Election(decision=decision, post=post, seats=wanted, finishes=finishes)
    db.session.add(election)
    db.session.flush()
    _told("open", election, by, now, post=post.key, seats=wanted)
    return election


def nominate(election_id: int, facts: CandidateFacts, *, by: str, now: datetime) -> Candidate:
    """Somebody is proposed. Refuses a name that stands there already, and once the election is over."""
    election = _changeable(election_id)
    facts = rules.checked(facts)
    if any(one.name == facts.name for one in election.candidates):
        raise Refusal("Personen är redan föreslagen.", field="name")
    candidate = Candidate(
        position=order.next_position(election.candidates),
        name=facts.name,
        title=facts.title,
        employer=facts.employer,
        region=facts.region,
        nominated_by=facts.nominated_by,
    )
    election.candidates.append(candidate)
    db.session.flush()
    _told("nominate", election, by, now, nominated_by=facts.nominated_by)
    return candidate


def withdraw_candidate(candidate_id: int, *, by: str, now: datetime) -> None:
    """Somebody does not stand after all; the proposal stays on record. Refuses one who is elected."""
    candidate = db.session.get_one(Candidate, candidate_id)
    election = _changeable(candidate.election_id)
    if candidate.elected:
        raise Refusal("Personen är redan vald.")
    candidate.withdrawn = True
    db.session.flush()
    _told("withdraw", election, by, now)


def elect(
    election_id: int, candidate_ids: Collection[int], *, by: str, now: datetime, method: str = "acclamation"
) -> Election:
    """The meeting elects those by acclamation or unanimously. Refuses more than there are seats, and strangers."""
    election = _changeable(election_id)
    chosen = [one for one in election.candidates if one.id in set(candidate_ids)]
    if len(chosen) != len(set(candidate_ids)) or not chosen:
        raise Refusal("Välj bland de föreslagna.", field="candidates")
    rules.ensure_all_may_stand(chosen)
    _elected(election, [one.uid for one in chosen], ())
    question = _question(election)
    votes.hear(election.decision_id, "elected", method=method, question=question, by=by, now=now)
    _told("elect", election, by, now, method=method, elected=len(chosen))
    return election


def call_ballot(
    election_id: int, method: str, *, by: str, now: datetime, among: Collection[int] | None = None
) -> Round:
    """Let the tellers count votes on the candidates who stand, or on `among` (ids) in a further round.

    Refuses fewer than two of them, and what `decisions` refuses: no register, no request, a round under way.
    """
    election = _changeable(election_id)
    standing = [one for one in election.candidates if not one.withdrawn and not one.elected]
    if among is not None:
        standing = [one for one in standing if one.id in set(among)]
    if len(standing) < 2:
        raise Refusal("Minst två kandidater behövs för att räkna röster.")
    election.state = "voting"
    left = election.seats - sum(one.elected for one in election.candidates)
    row = votes.call_count(
        election.decision_id,
        method,
        question=_question(election),
        options=[(one.uid, one.name) for one in standing],
        votes_each=left,
        by=by,
        now=now,
    )
    _told("call_ballot", election, by, now, method=method, round=row.number)
    return row


def settle_ballot(
    election_id: int, round_id: int, *, by: str, now: datetime, lot: Sequence[str] = (), note: str = ""
) -> Round:
    """Say who is elected by the figures on which the tellers agree; nobody, when none had enough: then another round.

    Refuses (`LotNeeded`) a tie until the lot has spoken: `lot` is the candidates' uids in the order drawn.
    """
    election = _changeable(election_id)
    row = db.session.get_one(Round, round_id)
    if row.decision_id != election.decision_id or row.question != _question(election):
        raise Refusal("Omröstningen hör till ett annat val.")
    row = votes.settle(round_id, by=by, now=now)
    counted = {one.key: one.votes or 0 for one in row.options}
    found = rules.winners(
        counted,
        seats=row.votes_each,
        majority=election.decision.majority,
        lot=lot,
        names={one.key: one.label for one in row.options},
    )
    for option in row.options:
        option.elected, option.by_lot = option.key in found.elected, option.key in found.by_lot
    row.result = "elected" if found.elected else "undecided"
    if found.by_lot:
        row.tie_break, row.tie_note = "lot", note[:300] or None
    _elected(election, found.elected, found.by_lot)
    _told("settle_ballot", election, by, now, round=row.number, elected=len(found.elected), by_lot=len(found.by_lot))
    return row


def set_majority(decision_id: int, majority: str, *, by: str, now: datetime) -> None:
    """Let most votes be enough, or more than half be needed. Refuses any other majority."""
    decision = _open(decision_id)
    if majority not in ("plurality", "simple"):
        raise Refusal("Välj flest röster eller mer än hälften.", field="majority")
    decision.majority = majority
    db.session.flush()
    number = decision.paragraph_no
    audit.write(
        "elections.set_majority", "decision", decision.uid, actor=by, now=now, paragraph=number, majority=majority
    )


def undo(election_id: int, *, by: str, now: datetime) -> None:
    """Nobody is elected yet after all; the rounds stay on record. Refuses once the paragraph is decided."""
    election = _changeable(election_id, done=True)
    for one in election.candidates:
        one.elected = one.by_lot = False
    election.state = "nominating"
    db.session.flush()
    _told("undo", election, by, now)


def _elected(election: Election, keys: Collection[str], by_lot: Collection[str]) -> None:
    for one in election.candidates:
        if one.uid in keys:
            one.elected, one.by_lot = True, one.uid in by_lot
    elected = sum(one.elected for one in election.candidates)
    rules.ensure_room(elected, election.seats)
    election.state = "done" if elected == election.seats else "voting"
    election.version += 1
    db.session.flush()


def _question(election: Election) -> str:
    """Rounds of one election belong together, and a paragraph may have several."""
    return f"Val av {election.post.name}"


def _open(decision_id: int) -> Decision:
    decision = decisions.writable(decision_id)
    if decision.outcome is not None:
        raise Refusal("Valet är avgjort. Öppna frågan igen först.")
    return decision


def _changeable(election_id: int, *, done: bool = False) -> Election:
    election = db.session.get_one(Election, election_id)
    _open(election.decision_id)
    if election.state == "done" and not done:
        raise Refusal("Alla platser är besatta.")
    return election


def _told(verb: str, election: Election, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"elections.{verb}", "election", election.uid, actor=by, now=now, **detail)
