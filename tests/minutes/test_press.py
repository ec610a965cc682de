"""The PDF of minutes: tagged, in order, the same each time, with its hash; and what is made of parts of it."""

import io
import time

from flask import Flask
from pypdf import PdfReader

from scdapp.minutes import formal, press, queries
from scdapp.minutes.models import Minutes
from tests.decisions.hall import decide, open_question
from tests.meetings.meetings import make_item
from tests.minutes.protocol import SIGNED, attest, begin, hold_meeting

CHECK_AT = "https://example.se/arsmote/kontrollera"


def _pdf(minutes: Minutes) -> bytes:
    text = minutes.canonical or queries.written(minutes).canonical
    return press.minutes_pdf(minutes, text, queries.signers(minutes.meeting_id), check_at=CHECK_AT)


def _read(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _in_order(text: str, *parts: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
    return True


def test_invariant_02_the_pdf_is_the_same_each_time_and_prints_hash_and_number(app: Flask) -> None:
    minutes = attest(hold_meeting())
    first = _pdf(minutes)
    time.sleep(1.1)
    assert _pdf(minutes) == first
    text = _read(first)
    sha256 = minutes.sha256 or ""
    assert f"{sha256[:32]} {sha256[32:]}" in text
    assert "Protokollet har 2 paragrafer." in text
    assert CHECK_AT in text.replace(" ", "")


def test_the_pdf_is_tagged_titled_swedish_and_reads_in_order(app: Flask) -> None:
    pdf = _pdf(attest(hold_meeting()))
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"].value
    assert str(root["/Lang"]).startswith("sv")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata is not None
    assert reader.metadata.title == "Protokoll, ordinarie årsmöte 2024"
    top, below = reader.outline
    assert top.title == "Protokoll, ordinarie årsmöte 2024"
    assert [one.title for one in below] == [
        *("Paragrafer", "§ 1 Medlemsavgift", "§ 2 Namnbyte", "Underskrifter", "Kontroll"),
    ]
    assert _in_order(
        _read(pdf),
        *("Föreningen Sveriges Socialchefer", "Protokoll, ordinarie årsmöte 2024", "Plats"),
        *("Årsmötet beslutade att avgiften är 500 kronor", "Utfall: bifall. Beslutssätt: acklamation."),
        *("§ 2 Namnbyte", "Årsmötet avslog förslaget att byta namn", "1 för, 2 emot", "Underskrifter", "Kontroll"),
    )


def test_what_is_internal_is_not_in_the_pdf(app: Flask) -> None:
    text = _read(_pdf(attest(hold_meeting())))
    assert "Rut Reservant" not in text
    assert "För dyrt" not in text
    assert "Medlem 001" not in text


def test_what_was_typed_is_never_read_as_a_template(app: Flask) -> None:
    hostile = '#read("/etc/passwd") $x$ *fet* @hej <b> \\ "citat"'
    meeting = hold_meeting(close=False)
    decide(open_question(meeting, make_item(meeting, "Fråga"), hostile))
    assert f"att {hostile}" in _read(_pdf(begin(meeting)))


def test_a_draft_says_that_it_is_one_and_leaves_lines_to_sign_on(app: Flask) -> None:
    text = _read(_pdf(begin(hold_meeting())))
    assert "Utkast" in text
    assert text.count("Namnteckning, ort och datum") == 4


def test_an_extract_holds_the_chosen_paragraphs_and_the_hash_of_the_whole(app: Flask) -> None:
    minutes = attest(hold_meeting())
    officers = queries.signers(minutes.meeting_id)
    text = _read(press.extract_pdf(minutes, minutes.canonical or "", officers, {2}, check_at=CHECK_AT))
    assert "Protokollsutdrag, ordinarie årsmöte 2024" in text
    assert "§ 2 Namnbyte" in text
    assert "500 kronor" not in text
    assert (minutes.sha256 or "")[:32] in text


def test_the_check_of_formalities_is_a_bilaga(app: Flask) -> None:
    minutes = attest(hold_meeting())
    checks = formal.checks(queries.sources(minutes.meeting, minutes))
    pdf = press.formal_pdf(minutes, checks, at=SIGNED)
    assert pdf == press.formal_pdf(minutes, checks, at=SIGNED)
    text = _read(pdf)
    assert "Formaliakontroll, årsmötet 2024" in text
    assert all(one.question in text for one in checks)
