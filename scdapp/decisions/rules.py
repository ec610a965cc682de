"""What has to be there before a paragraph is decided. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Clause, Decision, Round
from scdapp.decisions.vote_rules import QUALIFIED
from scdapp.meetings import template
from scdapp.meetings.motion_rules import as_clause
from scdapp.meetings.rules import Timeliness

HEADING_LIMIT, BODY_LIMIT, CLAUSE_LIMIT, MOST_CLAUSES = 200, 20_000, 2000, 60
# What one says without deciding anything.
WITHOUT_DECISION = ("noted", "filed", "dropped")
# Put off: nothing that the decision needs has to be there yet.
PUT_OFF = (*words.UNFINISHED, "dropped")


class Attested(Refusal):
    """The paragraph, or the whole minutes, are attested: only an addendum can say more."""


class NotTheSame(Refusal):
    """What is to be written down is not what the vote said."""


@dataclass(frozen=True)
class Text:
    """What stands in a paragraph: heading, the secretary's words, the att-satser."""

    heading: str
    body: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What was decided and how. `clauses`: the outcome of single att-satser, by number, where it is another."""

    outcome: str
    method: str | None = None
    clauses: Mapping[int, str] | None = None


def checked_text(text: Text) -> Text:
    """`text` cleaned. Refuses, beside the field, what is missing or too long."""
    heading, body = clean(text.heading), clean(text.body, lines=True)
    if not 0 < len(heading) <= HEADING_LIMIT:
        raise Refusal(f"Skriv en rubrik med högst {HEADING_LIMIT} tecken.", field="heading")
    if len(body) > BODY_LIMIT:
        raise Refusal(f"Texten har högst {BODY_LIMIT} tecken.", field="body")
    clauses = tuple(as_clause(one) for raw in text.clauses if (one := clean(raw, lines=True)))
    if len(clauses) > MOST_CLAUSES or any(len(one) > CLAUSE_LIMIT for one in clauses):
        raise Refusal(f"Högst {MOST_CLAUSES} att-satser med högst {CLAUSE_LIMIT} tecken.", field="clauses")
    return Text(heading, body, clauses)


def kind_for(item_kind: str | None, template_key: str | None) -> str:
    """What kind of paragraph a point of the agenda becomes."""
    by_key = {template.DISCHARGE: "discharge", template.STATUTES: "statute_change"}
    if template_key in by_key:
        return by_key[template_key]
    by_kind = {"election": "election", "formality": "procedural", "information": "information", "other": "information"}
    return by_kind.get(item_kind or "", "decision")


def ensure_not_attested(decision: Decision) -> None:
    """Refuses (`Attested`) to touch a paragraph that was attested in the hall."""
    if decision.attested_at is not None:
        raise Attested(f"§ {decision.paragraph_no} är omedelbart justerad och ändras inte.")


def ensure_known(verdict: Verdict) -> None:
    """Refuses an outcome or a method that there is none like."""
    if verdict.outcome not in words.OUTCOMES:
        raise Refusal("Välj vad som beslutades.", field="outcome")
    if verdict.method is not None and verdict.method not in words.METHODS:
        raise Refusal("Välj hur beslutet fattades.", field="method")


def ensure_may_decide(kind: str | None, outcome: str, *, statutes_allow: bool) -> None:
    """Refuses to decide what was not on the agenda, unless the statutes allow it."""
    if kind == "other" and not statutes_allow and outcome not in (*WITHOUT_DECISION, *words.UNFINISHED):
        raise Refusal(
            "Frågan står inte på dagordningen. Under övriga frågor kan den diskuteras men inte avgöras.",
            field="outcome",
        )


def ensure_called_in_words(call: Timeliness, text: str, standard: str | None) -> None:
    """Refuses to let a late or missing call pass with the standard sentence: the meeting says it in its own words."""
    if not call.late or (text and text != (standard or "").strip()):
        return
    what = "Ingen kallelse är registrerad" if call.sent_at is None else "Kallelsen gick ut för sent"
    raise Refusal(f"{what}. Skriv med egna ord vad mötet beslutade om det.", field="body")


def ensure_discharge(decision: Decision, *, audit_report: bool) -> None:
    """Refuses a discharge without a fiscal year, without the auditors' report, and in which the board took part."""
    if decision.fiscal_year is None:
        raise Refusal("Skriv vilket verksamhetsår ansvarsfriheten gäller.", field="fiscal_year")
    if not audit_report:
        raise Refusal("Revisionsberättelsen är inte bilagd. Den behövs innan ansvarsfriheten avgörs.")
    if not any(one.reason == "discharge" for one in decision.recusals):
        raise Refusal("Anteckna vilka styrelseledamöter som inte deltog i beslutet.")


def ensure_majority(decision: Decision, verdict: Verdict) -> None:
    """Refuses to approve by a word what needs two thirds or more: somebody has to have counted, or all agreed."""
    if verdict.outcome not in ("approved", "partly") or decision.majority not in QUALIFIED:
        return
    if verdict.method not in ("unanimous", *words.COUNTED):
        raise Refusal("Beslutet kräver kvalificerad majoritet. Räkna rösterna, eller anteckna att alla var eniga.")


def ensure_second_reading(decision: Decision, *, two_meetings: bool) -> None:
    """Refuses to put a change of the statutes in force before a second meeting, which refers to the first."""
    if not two_meetings or decision.valid_from is None:
        return
    first = decision.earlier
    fits = first is not None and first.kind == "statute_change" and first.outcome == "approved"
    if first is None or not fits or first.meeting_id == decision.meeting_id:
        raise Refusal(
            "Stadgarna ändras genom beslut på två möten. Hänvisa till det första beslutet, eller låt frågan vila.",
            field="first_reading",
        )


def ensure_as_voted(verdict: Verdict, rounds: Sequence[Round]) -> None:
    """Refuses (`NotTheSame`) what the last vote on the whole question did not say, and a vote that is not settled."""
    if any(one.final_at is None for one in rounds):
        raise NotTheSame("En omröstning är inte avslutad.")
    if verdict.method in words.COUNTED and not any(one.method == verdict.method for one in rounds):
        raise NotTheSame("Det finns ingen sådan omröstning. Räkna rösterna först.", field="method")
    last = next((one for one in reversed(rounds) if one.question is None and not one.options), None)
    if last is None or verdict.outcome in PUT_OFF:
        return
    if {"approved": "rejected", "rejected": "approved"}.get(verdict.outcome) == last.result:
        raise NotTheSame("Det var inte vad omröstningen sade.", field="outcome")


def clause_outcomes(clauses: Sequence[Clause], verdict: Verdict) -> dict[int, str]:
    """What became of each att-sats. Refuses "partly" when they all went the same way, and unknown ones."""
    given = dict(verdict.clauses or {})
    same = {"rejected": "rejected", "tabled": "tabled", "remitted": "remitted", "dropped": "dropped"}
    usual = same.get(verdict.outcome, "approved")
    found = {one.position: given.pop(one.position, usual) for one in clauses}
    if given or any(one not in words.CLAUSE_OUTCOMES for one in found.values()):
        raise Refusal("Välj vad som beslutades om varje att-sats.", field="clauses")
    if verdict.outcome == "partly" and len(set(found.values())) < 2:
        raise Refusal("Delvis bifall: säg vilka att-satser som avslogs.", field="clauses")
    return found


def unfinished(decision: Decision) -> bool:
    """Whether a later meeting has to take the question up again."""
    return decision.outcome in words.UNFINISHED or any(one.outcome in words.UNFINISHED for one in decision.clauses)
