"""Formaliakontroll: what a critic would check of a meeting, read from its record. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scdapp.core import words as said
from scdapp.decisions import vocabulary as words
from scdapp.decisions.hall_rules import LEADING
from scdapp.decisions.models import Decision, Round
from scdapp.decisions.vote_rules import last_attempt
from scdapp.meetings import template
from scdapp.meetings.rules import Timeliness, in_time
from scdapp.meetings.vocabulary import UNCHECKED
from scdapp.minutes.record import Sources


@dataclass(frozen=True)
class Check:
    """One question: `passed` None when it does not arise, or cannot be told. `fact` says what the answer rests on."""

    key: str
    question: str
    passed: bool | None
    fact: str


def checks(sources: Sources) -> list[Check]:
    """All questions, in the order in which a meeting goes."""
    return [
        *_notices(sources),
        _register(sources),
        _counts(sources),
        _attesters(sources),
        *_discharge(sources),
        _majorities(sources),
        _elections(sources),
        _numbers(sources),
        _agenda(sources),
        _statutes(sources),
    ]


def _notices(sources: Sources) -> Iterator[Check]:
    meeting, statutes = sources.meeting, sources.meeting.statutes
    call, documents = (in_time(kind, meeting, statutes, sources.notices) for kind in ("call", "documents"))
    yield Check("call", "Gick kallelsen ut i tid?", call.in_time, _sent(call))
    decided = _at(sources, template.CALLED)
    said = f"§ {decided[0].paragraph_no}" if decided else "ingen paragraf"
    passed = bool(decided) and decided[0].outcome in ("approved", "accepted", "fixed")
    yield Check("called", "Beslutade mötet om det var behörigen utlyst?", passed, said)
    yield Check("documents", "Gick handlingarna ut i tid?", documents.in_time, _sent(documents))


def _sent(found: Timeliness) -> str:
    due = f"senast {said.date_plain(found.due_on)}" if found.due_on else "dagen är inte känd"
    return f"{due}, {f'skickad {said.date_plain(found.sent_at)}' if found.sent_at else 'inte skickad'}"


def _register(sources: Sources) -> Check:
    question = "Fastställdes röstlängden före första rösträkningen?"
    counted = _counted(sources)
    if not counted:
        return Check("register", question, True if sources.registers else None, f"{len(sources.registers)} röstlängder")
    fine = all(one.register is not None and one.register.fixed_at <= one.held_at for one in counted)
    return Check("register", question, fine, f"{len(counted)} räknade omröstningar")


def _counts(sources: Sources) -> Check:
    question = "Räknade två rösträknare lika, inom röstlängden?"
    counted = _counted(sources)
    wrong = [one for one in counted if not _sound(one)]
    paragraphs = ", ".join(f"§ {one.decision.paragraph_no}" for one in wrong or counted)
    return Check("counts", question, not wrong if counted else None, paragraphs or "inga räknade omröstningar")


def _sound(row: Round) -> bool:
    tallies = last_attempt(row.tallies)
    alike = len(tallies) >= 2 and all(one.figures == tallies[0].figures for one in tallies)
    figures = (row.votes_for, row.votes_against, row.abstained, row.blank, row.invalid)
    within = row.register is not None and sum(one or 0 for one in figures) <= row.register.votes
    return row.final_at is not None and alike and within


def _attesters(sources: Sources) -> Check:
    leading = {one.name.casefold() for one in sources.officers if one.role in LEADING}
    attesters = [one.name for one in sources.officers if one.role == "attester"]
    wanted = sources.meeting.statutes.attesters
    fine = len(attesters) >= wanted and not any(one.casefold() in leading for one in attesters)
    return Check("attesters", "Valdes justerare som varken ledde eller skrev?", fine, f"{len(attesters)} av {wanted}")


def _discharge(sources: Sources) -> Iterator[Check]:
    reports = [one.number for one in sources.documents if one.kind == "audit_report"]
    asked = [one for one in sources.decisions if one.kind == "discharge"]
    fact = f"bilaga {reports[0]}" if reports else "saknas"
    yield Check("audit_report", "Är revisionsberättelsen bilagd?", bool(reports), fact)
    taking_no_part = sum(len(one.recusals) for one in asked)
    yield Check(
        "discharge",
        "Avstod styrelsen från att delta i beslutet om ansvarsfrihet?",
        bool(taking_no_part) if asked else None,
        f"{taking_no_part} deltog inte" if asked else "frågan var inte uppe",
    )


def _majorities(sources: Sources) -> Check:
    asked = [one for one in sources.decisions if one.kind == "statute_change" and one.outcome == "approved"]
    wrong = [one for one in asked if one.method not in ("unanimous", *words.COUNTED)]
    fact = ", ".join(f"§ {one.paragraph_no}" for one in wrong or asked) or "inga stadgeändringar"
    return Check("majority", "Har stadgeändringar sin majoritet?", not wrong if asked else None, fact)


def _elections(sources: Sources) -> Check:
    wrong = [one for one in sources.elections if sum(each.elected for each in one.candidates) > one.seats]
    empty = [one for one in sources.elections if sum(each.elected for each in one.candidates) < one.seats]
    fact = ", ".join(f"{one.post.name}: vakant" for one in empty) or f"{len(sources.elections)} val"
    return Check("elections", "Valdes inte fler än platserna?", not wrong if sources.elections else None, fact)


def _numbers(sources: Sources) -> Check:
    numbers = [one.paragraph_no for one in sources.decisions]
    fine = numbers == list(range(1, len(numbers) + 1)) and all(one.outcome for one in sources.decisions)
    return Check("numbers", "Är alla paragrafer avgjorda och numrerade i följd?", fine, f"{len(numbers)} paragrafer")


def _agenda(sources: Sources) -> Check:
    left = [n for n, one in enumerate(sources.items, 1) if one.state in ("waiting", "ongoing")]
    fact = ", ".join(f"punkt {n}" for n in left) or f"{len(sources.items)} punkter"
    return Check("agenda", "Behandlades alla punkter på dagordningen?", not left, fact)


def _statutes(sources: Sources) -> Check:
    checked = sources.meeting.statutes.checked_by_board
    return Check("statutes", "Är reglerna kontrollerade mot stadgarna?", checked, "ja" if checked else UNCHECKED)


def _counted(sources: Sources) -> list[Round]:
    return [row for one in sources.decisions for row in one.rounds if row.method in words.COUNTED]


def _at(sources: Sources, template_key: str) -> Sequence[Decision]:
    return [one for one in sources.decisions if one.item and one.item.template_key == template_key]
