"""The PDF of minutes: tagged, in order, the same each time, with its hash; and what is made of parts of it."""

import io
import time
from itertools import pairwise

from flask import Flask
from pypdf import PdfReader

from scdapp.minutes import formal, press, queries
from scdapp.minutes.models import Minutes
from tests.decisions.hall import decide, fill_hall, make_open_meeting, open_question
from tests.elections.voting import close, conclude, elect, open_election
from tests.hearing import heard
from tests.meetings.meetings import make_item, make_post
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


def test_its_tags_are_heard_in_the_order_in_which_things_were_decided(app: Flask) -> None:
    """Not in the order of the agenda, over many pages, each att-sats and each elected within its own §."""
    meeting = make_open_meeting()
    fill_hall(meeting, 3)
    items = [make_item(meeting, f"Punkt {n}") for n in range(1, 31)]
    for n, item in reversed(list(enumerate(items, 1))):
        decide(open_question(meeting, item, f"först göra {n}", f"sedan göra {n}"))
    election = open_election(meeting, make_post("member", "ledamot", seats=2), "Anna Al", "Bo Ek")
    elect(election, "Anna Al", "Bo Ek")
    conclude(election)
    close(meeting)
    pdf = _pdf(attest(meeting))
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 3
    told = heard(pdf)
    numbered = [f"§ {k} Punkt {n}" for k, n in enumerate(range(30, 0, -1), 1)]
    assert [(one.tag, one.text) for one in told if one.tag.startswith("/H")] == [
        ("/H1", "Protokoll, ordinarie årsmöte 2024"),
        ("/H2", "Paragrafer"),
        *(("/H2", one) for one in (*numbered, "§ 31 Val av ledamot")),
        ("/H2", "Underskrifter"),
        ("/H2", "Kontroll"),
    ]
    headings = [n for n, one in enumerate(told) if one.tag == "/H2"]
    under = {told[at].text: told[at + 1 : end] for at, end in pairwise(headings)}
    for k, n in enumerate(range(30, 0, -1), 1):
        read_out = " ".join(one.text for one in under[f"§ {k} Punkt {n}"])
        assert read_out.startswith(f"Årsmötet beslutade att först göra {n} att sedan göra {n} Utfall: bifall.")
    table = [one for one in under["§ 31 Val av ledamot"] if "/Table" in one.within]
    assert [one.text for one in table if "/TH" in (one.tag, *one.within)] == ["Namn", "Titel", "Region"]
    row = ("socialchef, Falun", "Mitt")
    assert [one.text for one in table if "/TD" in (one.tag, *one.within)] == ["Anna Al", *row, "Bo Ek", *row]
    assert told[0].text == "Föreningen Sveriges Socialchefer"


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
