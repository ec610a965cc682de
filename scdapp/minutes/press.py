"""The minutes on paper. Slow enough that no write transaction is open meanwhile."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from scdapp.core import paper, words
from scdapp.core.language import speaking
from scdapp.decisions import vocabulary as decided
from scdapp.decisions.hall_models import Officer
from scdapp.minutes import canonical, reading
from scdapp.minutes import vocabulary as names
from scdapp.minutes.formal import Check
from scdapp.minutes.models import Minutes, Signature
from scdapp.minutes.prose import Prose, prose

TEMPLATES = Path(__file__).parent / "paper"
FORMAL_WORDS = {True: "Ja", False: "Nej", None: "Frågan uppstod inte"}


def minutes_pdf(minutes: Minutes, text: str, officers: Sequence[Officer], *, check_at: str) -> bytes:
    """The whole text. Of attested minutes the same bytes each time."""
    told = prose(text)
    control = [f"Protokollet har {_paragraphs(len(told.paragraphs))}.", _checked_at(check_at)]
    contents = [(str(one.number), one.heading) for one in told.paragraphs]
    return _made(minutes, told, officers, text, control, title=told.title, contents=contents)


def extract_pdf(
    minutes: Minutes, text: str, officers: Sequence[Officer], numbers: Collection[int], *, check_at: str
) -> bytes:
    """Protokollsutdrag: chosen paragraphs, with the hash of the whole."""
    part = reading.extract(text, numbers, canonical.digest(text))
    told = prose(canonical.dumps(part))
    shown = ", ".join(f"§ {one.number}" for one in told.paragraphs)
    control = [
        f"Utdrag ur {told.title[0].lower()}{told.title[1:]}: {shown}. Övriga paragrafer är utelämnade.",
        f"Kontrollsumman gäller hela protokollet. {_checked_at(check_at)}",
    ]
    title = told.title.replace("Protokoll,", "Protokollsutdrag,")
    return _made(minutes, told, officers, text, control, title=title, contents=[])


def formal_pdf(minutes: Minutes, checks: Sequence[Check], *, at: datetime) -> bytes:
    """The critic's check as a bilaga."""
    meeting = minutes.meeting
    rows = [(one.question, FORMAL_WORDS[one.passed], one.fact) for one in checks]
    data = {
        "title": f"Formaliakontroll, årsmötet {meeting.year}",
        "association": "Föreningen Sveriges Socialchefer",
        "made": _moment(at),
        "rows": rows,
        "sha256": minutes.sha256 or "",
    }
    return paper.pdf(TEMPLATES / "formal.typ", data, at=at)


def _made(
    minutes: Minutes,
    told: Prose,
    officers: Sequence[Officer],
    text: str,
    control: list[str],
    **more: Any,
) -> bytes:
    sha256 = canonical.digest(text)
    data = {
        "association": told.association,
        "facts": told.facts,
        "paragraphs": [asdict(one) for one in told.paragraphs],
        "mark": "" if minutes.attested_at else names.STATES[minutes.state].capitalize(),
        "signing": "Underskrifter" if minutes.attested_at else "Underskrifter, när protokollet är justerat",
        "signatures": [_signed(one, minutes.signatures, sha256) for one in officers],
        "control": control,
        "sha256": sha256,
        **more,
    }
    return paper.pdf(TEMPLATES / "minutes.typ", data, at=minutes.attested_at or minutes.sent_at or minutes.created_at)


def _signed(officer: Officer, signatures: Sequence[Signature], sha256: str) -> dict[str, str]:
    mine = [one for one in signatures if one.officer_id == officer.id and one.signed_sha256 == sha256]
    how = f"{names.SIGNING_METHODS[mine[0].method].capitalize()} {_moment(mine[0].signed_at)}" if mine else ""
    return {"name": officer.name, "role": decided.ROLES[officer.role].capitalize(), "how": how}


def _paragraphs(count: int) -> str:
    return f"{count} {'paragraf' if count == 1 else 'paragrafer'}"


def _checked_at(address: str) -> str:
    return f"Att texten är oförändrad kan vem som helst kontrollera på {address}."


def _moment(value: datetime) -> str:
    with speaking("sv"):
        return words.moment(value)
