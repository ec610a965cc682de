"""Hostile texts in motions, names and att-satser, typed where people type, come out as text wherever they come out."""

import json
import re
import uuid
from collections.abc import Iterator
from io import BytesIO

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.text import clean
from scdapp.decisions import hall_service
from scdapp.decisions import queries as decisions
from scdapp.decisions.models import Decision
from scdapp.elections import queries as elections
from scdapp.meetings import calendar_service, service
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import MeetingFacts
from scdapp.members.models import Member
from scdapp.minutes import service as minutes_service
from scdapp.minutes.models import Minutes
from scdapp.outbox.models import Mail
from tests.conftest import StoppedClock, logged_in_guest
from tests.decisions.hall import AFTER, BY
from tests.decisions.test_stage_organiser import at, standing, typed
from tests.factories import make_account, make_edition
from tests.meetings.meetings import BEGINS, make_item, make_officers, make_post
from tests.minutes.desk import desk, link, signers
from tests.minutes.protocol import SIGNED, send, sign
from tests.reading import said, text

HOSTILE = {
    "script": "<script id=planted>planted()</script><img id=planted src=x onerror=planted()></textarea>",
    "quotes": '"\' id=\'planted\' autofocus onfocus="planted()" x="&quot;',
    "typst": '#read("/etc/passwd") #{x} *_$\\ $x^y$ @p1 <p1> `x` // = [x] ~ \\u{41}',
    "formula": "=cmd|'/C calc'!A0",
    "word": "Riksorganisationsutredning" * 4,
    "xml": "&lt;b&gt; &amp; &#x3c; ]]> <![CDATA[x]]> <!-- --> <?x y?> &xxe;",
    "template": "{{ x * x }} {% raw %} {namn} {0} %(x)s %s ${x} [a](javascript:planted())",
    "calendar": "x;y,z:\\n BEGIN:VEVENT\r\nEND:VCALENDAR\nSUMMARY:z",
    "marks": "A\x00B\x07C\x1b[31m \u202etxt.exe\u202c \u2066D\u200fE\u2028F \U0001f600 \u738b a\u0301",
}
TITLE = "Socialchef"


def squeezed(words: str) -> str:
    """What is left of a text when a page or a paper has broken its lines and words where it likes."""
    return re.sub("[\\s\u00ad\u200b\u2010-]+", "", words)


def missing(words: str) -> list[str]:
    """The hostile texts that cannot be read in `words` as they were typed, but for marks that are never kept."""
    told = squeezed(words)
    return [name for name, one in HOSTILE.items() if squeezed(clean(one)) not in told]


def planted(page: str) -> list[str]:
    """What on the page came out of a text: elements, scripts and handlers that we never wrote."""
    tree = html.fromstring(page)
    found = [
        *tree.xpath("//*[@id='planted']"),
        *tree.xpath("//script[not(@src)]"),
        *tree.xpath("//*[@autofocus='']/@x"),
    ]
    found += [one for one in tree.xpath("//@*") if one.attrname.startswith("on")]
    return [str(one) for one in found] + [one for one in tree.xpath("//@href") if "javascript" in one]


def read(page: str) -> str:
    """All that can be read on the page, what stands in its fields too."""
    tree = html.fromstring(page)
    return " ".join([tree.text_content(), *tree.xpath("//input/@value")])


@pytest.fixture
def evening(board_member: FlaskClient, client: FlaskClient, clock: StoppedClock) -> AnnualMeeting:
    """A meeting whose motions, names and att-satser are all hostile, each typed in the form that it is typed in."""
    clock.set(2024, 8, 20, 9, 0)
    edition = make_edition()
    with transaction():
        facts = MeetingFacts(starts_at=BEGINS, place=clean(HOSTILE["calendar"]), format="physical")
        meeting = service.create_meeting(edition.id, facts, by=BY, now=clock.now())
    for name, hostile in HOSTILE.items():
        _come_in(board_member, client, name, hostile)
    point = make_item(meeting, "Motioner", kind="motion")
    clock.moment = BEGINS
    with transaction():
        service.open_meeting(meeting.id, by=BY, now=BEGINS)
    make_officers(meeting)
    for member in db.session.scalars(select(Member)).all():
        _posted(board_member, f"/styrelse/arsmoten/{meeting.uid}/narvaro/kom/{member.uid}")
    _posted(board_member, f"/styrelse/arsmoten/{meeting.uid}/narvaro/rostlangd")
    for motion in meetings.motions(meeting.id):
        answer = {"board_opinion": motion.title, "proposed": "approve", "item": point.uid, "version": motion.version}
        _posted(board_member, f"/styrelse/arsmoten/{meeting.uid}/motioner/{motion.uid}", **answer)
        _posted(board_member, at(meeting, "punkt"), item=point.uid, motion=motion.uid)
        _decide(board_member, meeting, motion.sender_name)
    _elect(board_member, meeting)
    return meeting


def _posted(client: FlaskClient, path: str, **data: object) -> str:
    answer = client.post(path, data=data)
    assert answer.status_code == 303, (path, said(answer.text), text(answer.text))
    return answer.location


def _come_in(board_member: FlaskClient, client: FlaskClient, name: str, hostile: str) -> None:
    """A member of that name and region writes a motion of nothing else."""
    email = f"{name}@kommun.example"
    _posted(board_member, "/styrelse/medlemmar/ny", name=hostile, email=email, region=hostile[:40])
    motion = {"form_key": str(uuid.uuid4()), "title": hostile, "text": hostile, "clauses-0": hostile, "step": "send"}
    _posted(client, "/arsmote/2024/motion", **motion, sender_name=hostile, sender_email=email)
    receipt = client.get("/arsmote/2024/motion/mottagen").text
    assert planted(receipt) == []


def _open(meeting: AnnualMeeting) -> Decision:
    db.session.rollback()
    decision = decisions.open_paragraph(meeting.id)
    assert decision is not None
    return decision


def _decide(board_member: FlaskClient, meeting: AnnualMeeting, hostile: str) -> None:
    decision = _open(meeting)
    assert [squeezed(one.text) for one in decision.clauses] == [squeezed(f"att {hostile}")]
    place = at(meeting, decision.uid)
    moved = {"yrkande-kind": "proposal", "yrkande-moved_by": hostile, "yrkande-text": hostile}
    _posted(board_member, f"{place}/yrkande", **moved)
    heard = {"avvikande-kind": "reservation", "avvikande-name": hostile, "avvikande-text": hostile}
    _posted(board_member, f"{place}/reservation", **heard)
    _posted(board_member, f"{place}/jav", **{"jav-name": hostile, "jav-reason": "related"})
    for page in (at(meeting), f"/styrelse/arsmoten/{meeting.uid}/sal"):
        shown = board_member.get(page).text
        assert squeezed(hostile) in squeezed(read(shown)), page
        assert planted(shown) == []
    _posted(board_member, f"{place}/yrkande/1", state="rejected")
    draft = {"heading": hostile, "body": hostile, "clauses": [hostile], "version": standing(decision).version}
    assert board_member.post(f"{place}/utkast", json=draft).status_code == 200
    decision = standing(decision)
    sent = typed(decision, decision.clauses[0].text, heading=hostile, body=hostile, verdict="approved")
    _posted(board_member, place, **sent)
    asked = {"responsible": hostile, "due_on": "2025-01-31", "notes": hostile, "status": "open", "version": ""}
    _posted(board_member, f"/styrelse/beslut/{decision.uid}", **asked)


def _elect(board_member: FlaskClient, meeting: AnnualMeeting) -> None:
    """Everybody is elected to one post, and one of them attests."""
    post = make_post("member", "ledamot", seats=len(HOSTILE))
    item = make_item(meeting, "Val av ledamöter", kind="election")
    _posted(board_member, at(meeting, "punkt"), item=item.uid)
    decision = _open(meeting)
    place = f"/styrelse/arsmoten/{meeting.uid}/val/{decision.uid}"
    _posted(board_member, f"{place}/oppna", **{"val-post": post.uid})
    db.session.rollback()
    (election,) = elections.elections_of([decision.id])
    for hostile in HOSTILE.values():
        who = {"name": hostile, "title": hostile, "employer": hostile[:60], "region": hostile[:40]}
        _posted(board_member, f"{place}/{election.uid}/foresla", **who, nominated_by="committee")
    db.session.rollback()
    chosen = {"candidates": [one.uid for one in election.candidates], "method": "acclamation"}
    _posted(board_member, f"{place}/{election.uid}/valj", **chosen)
    page = board_member.get(place).text
    assert missing(read(page)) == []
    assert planted(page) == []
    body = "\n\n".join(clean(one) for one in HOSTILE.values())
    version = standing(decision).version
    _posted(board_member, f"{place}/klart", heading=decision.heading, body=body, version=version)


def _close(meeting: AnnualMeeting) -> Minutes:
    """Minutes sent to attesters whose names and titles are hostile."""
    with transaction():
        for hostile in HOSTILE.values():
            hall_service.choose_officer(meeting.id, "attester", hostile, title=hostile, by=BY, now=BEGINS)
        service.close(meeting.id, by=BY, now=AFTER)
    return send(meeting)


def _publish(minutes: Minutes) -> None:
    attested = sign(minutes, "chair", "secretary", "attester")
    with transaction():
        minutes_service.publish(attested.id, by=BY, now=SIGNED)


def _pages_of_the_board(meeting: AnnualMeeting) -> Iterator[str]:
    here = f"/styrelse/arsmoten/{meeting.uid}"
    yield from (f"{here}/motioner", f"{here}/narvaro", f"{here}/narvaro/rostlangd/1", f"{here}/protokoll")
    yield from ("/styrelse/beslut?visa=alla", "/styrelse/medlemmar", "/styrelse/uppdrag")


def test_on_pages(evening: AnnualMeeting, board_member: FlaskClient, client: FlaskClient, app: Flask) -> None:
    minutes = _close(evening)
    shown = {path: board_member.get(path).text for path in _pages_of_the_board(evening)}
    shown["/justera"] = client.get(link(signers(evening)[0])).text
    _publish(minutes)
    public = ("/arsmote/2024/protokoll", "/beslut", "/en/beslut", "/fortroendevalda", "/en/arsmote/2024/protokoll")
    shown |= {path: client.get(path).text for path in public}
    for path, page in shown.items():
        assert missing(read(page)) == [], path
        assert planted(page) == [], path
    one_by_one = [f"{desk(evening)}/paragraf/{one.uid}" for one in decisions.paragraphs(evening.id)]
    one_by_one += [f"/styrelse/arsmoten/{evening.uid}/motioner/{one.uid}" for one in meetings.motions(evening.id)]
    one_by_one += [f"/beslut/{one.id}" for one in decisions.paragraphs(evening.id)]
    for path in (*one_by_one, "/arsmote/2024", "/arsmote"):
        assert planted(board_member.get(path).text) == [], path
    own = logged_in_guest(app, "script@kommun.example").get("/min-anmalan/uppgifter").text
    assert squeezed(HOSTILE["script"]) in squeezed(read(own))
    assert planted(own) == []


def test_in_pdf_xml_and_json(evening: AnnualMeeting, client: FlaskClient) -> None:
    _publish(_close(evening))
    files = {kind: client.get(f"/arsmote/2024/protokoll.{kind}").data for kind in ("pdf", "xml", "json")}
    # What no font has is told by its number: the paper is made all the same.
    paper = squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(files["pdf"])).pages))
    assert missing(paper.replace("[U+1F600][U+738B]", "\U0001f600\u738b")) == []
    tree = etree.fromstring(files["xml"], etree.XMLParser(resolve_entities=False))
    assert missing(" ".join(tree.itertext())) == []
    assert {etree.QName(one).localname for one in tree.iter()} & {"script", "img", "b"} == set()
    told = json.loads(files["json"])
    typed_in = [clean(one) for one in HOSTILE.values()]
    *motions, election = told["paragraphs"]
    assert [one["heading"] for one in motions] == typed_in
    assert [one["clauses"][0]["text"] for one in motions] == [f"att {one}" for one in typed_in]
    assert [one["name"] for one in election["elected"][0]["people"]] == typed_in
    own = "/min-anmalan/uppgifter/mina-uppgifter.json"
    held = json.loads(logged_in_guest(client.application, "xml@kommun.example").get(own).text)
    assert [one["title"] for one in held["motioner"]] == [HOSTILE["xml"]]


def test_in_calendars(evening: AnnualMeeting, client: FlaskClient) -> None:
    events = icalendar.Calendar.from_ical(client.get("/arsmote.ics").data).walk("VEVENT")
    assert clean(HOSTILE["calendar"]) in [str(one.get("LOCATION", "")) for one in events]
    with transaction():
        token = calendar_service.new_address(make_account("Bo", roles=("board",)).id, now=AFTER)
    events = icalendar.Calendar.from_ical(client.get(f"/kalender/styrelsen/{token}.ics").data).walk("VEVENT")
    due = {str(one["SUMMARY"]): str(one["DESCRIPTION"]) for one in events if "DESCRIPTION" in one}
    for hostile in map(clean, HOSTILE.values()):
        assert f"Ansvarig: {hostile}" in due[f"Följ upp: {hostile}"]


def test_in_workbooks_and_letters(evening: AnnualMeeting, board_member: FlaskClient) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(board_member.get("/styrelse/medlemmar/listor/export").data))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    assert sorted(str(row[0]) for row in rows) == sorted(map(clean, HOSTILE.values()))
    for mail in db.session.scalars(select(Mail)):
        assert clean(HOSTILE[mail.to_address.partition("@")[0]]) in mail.values["namn"]
