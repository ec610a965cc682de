"""The board's pages of the minutes: written, sent, signed on paper or by link, published, mended by an addendum."""

import io

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.decisions import queries as decisions
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import canonical, proof, queries
from scdapp.minutes.models import Minutes
from scdapp.outbox.models import Mail
from tests.minutes.desk import desk, give_addresses, link, sign_by_link, signers, state_of
from tests.minutes.protocol import attest, begin, hold_meeting, send
from tests.reading import said, text


def _minutes(meeting: AnnualMeeting) -> Minutes:
    db.session.rollback()
    db.session.expire_all()
    return queries.get_minutes(meeting.id)


def test_the_list_says_how_far_each_has_come(board_member: FlaskClient) -> None:
    assert "Här finns inget årsmöte än." in text(board_member.get("/styrelse/protokoll").text)
    meeting = hold_meeting()
    assert "Årsmöte 2024 inte påbörjat" in text(board_member.get("/styrelse/protokoll").text)
    assert "Börja på protokollet" in board_member.get(desk(meeting)).text
    assert board_member.post(desk(meeting)).status_code == 303
    assert "Årsmöte 2024 utkast" in text(board_member.get("/styrelse/protokoll").text)


def test_a_paragraph_gets_free_text_and_what_was_typed_is_kept_when_it_is_wrong(board_member: FlaskClient) -> None:
    meeting = hold_meeting()
    begin(meeting)
    first = decisions.paragraphs(meeting.id)[0]
    address, version = f"{desk(meeting)}/paragraf/{first.uid}", first.version
    page = board_member.post(address, data={"heading": "", "body": "Ordföranden inledde.", "version": version})
    assert page.status_code == 422
    assert said(page.text) == ["Fyll i det här fältet."]
    assert "Ordföranden inledde." in page.text
    typed = {"heading": "Medlemsavgift 2025", "body": "Ordföranden <inledde>.\n\nMötet talade.", "version": version}
    assert board_member.post(address, data=typed).status_code == 303
    shown = text(board_member.get(desk(meeting)).text)
    assert "§ 1 Medlemsavgift 2025 Ordföranden &lt;inledde&gt;. Mötet talade. Årsmötet beslutade att" in shown
    late = board_member.post(address, data={**typed, "body": "Annat."})
    assert late.status_code == 409
    assert "Någon annan hann spara före dig" in late.text
    assert "Annat." in late.text


def test_sending_mails_a_link_to_those_who_have_an_address(board_member: FlaskClient) -> None:
    meeting = hold_meeting()
    give_addresses(meeting)
    begin(meeting)
    assert board_member.post(f"{desk(meeting)}/skicka").status_code == 303
    assert state_of(meeting) == "review"
    asked = [
        (one.letter, one.to_address, one.values["namn"]) for one in db.session.scalars(select(Mail).order_by(Mail.id))
    ]
    people = ("Ove Ordförande", "Siv Sekreterare", "Jan Justerare", "Pia Protokoll")
    assert asked == [("attest_minutes", f"person{n}@kommun.example", name) for n, name in enumerate(people, 1)]
    shown = text(board_member.get(desk(meeting)).text)
    assert "Alla fick en länk." in shown
    assert shown.count("Har inte skrivit under") == 4


def test_an_address_that_is_none_is_refused_beside_its_field_and_a_new_one_gets_a_link(
    board_member: FlaskClient,
) -> None:
    meeting = hold_meeting()
    send(meeting)
    chair = signers(meeting)[0]
    address, name = f"{desk(meeting)}/adress/{chair.uid}", f"{chair.uid}-email"
    refused = board_member.post(address, data={name: "ingen"})
    assert refused.status_code == 422
    assert len(said(refused.text)) == 1
    assert 'value="ingen"' in refused.text
    assert board_member.post(address, data={name: "ove@kommun.example"}).status_code == 303
    assert [one.to_address for one in db.session.scalars(select(Mail).order_by(Mail.id))] == ["ove@kommun.example"]


def test_what_cannot_be_sent_says_why(board_member: FlaskClient) -> None:
    meeting = hold_meeting(close=False)
    begin(meeting)
    page = board_member.post(f"{desk(meeting)}/skicka")
    assert page.status_code == 422
    assert "Avsluta mötet först." in text(page.text)
    page = board_member.post(f"{desk(meeting)}/publicera")
    assert page.status_code == 422


def test_taken_back_with_a_reason_only(board_member: FlaskClient) -> None:
    meeting = hold_meeting()
    send(meeting)
    assert board_member.post(f"{desk(meeting)}/ta-tillbaka", data={"text": ""}).status_code == 422
    assert board_member.post(f"{desk(meeting)}/ta-tillbaka", data={"text": "Fel namn."}).status_code == 303
    assert state_of(meeting) == "draft"
    assert "Fel namn." in board_member.get(desk(meeting)).text


def test_signed_on_paper_the_page_is_a_bilaga(board_member: FlaskClient) -> None:
    meeting = hold_meeting()
    minutes = send(meeting)
    chair = signers(meeting)[0]
    given = {"officer": chair.uid, "sha256": minutes.sha256}
    assert board_member.post(f"{desk(meeting)}/papper", data=given).status_code == 422
    page = {**given, "document": (io.BytesIO(b"%PDF-1.4 sida"), "sida.pdf")}
    assert board_member.post(f"{desk(meeting)}/papper", data=page).status_code == 303
    assert [(one.name, one.method) for one in _minutes(meeting).signatures] == [("Ove Ordförande", "paper")]
    assert [one.kind for one in meetings.documents(meeting.id)][-1] == "signed_page"
    assert "Underskrift på papper" in text(board_member.get(desk(meeting)).text)


def test_published_minutes_have_a_page_files_and_a_known_pdf(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = hold_meeting()
    attest(meeting)
    for path in ("protokoll", "protokoll.pdf", "protokoll.json", "protokoll.xml"):
        assert client.get(f"/arsmote/2024/{path}").status_code == 404, path
    assert board_member.post(f"{desk(meeting)}/publicera").status_code == 303
    minutes = _minutes(meeting)
    shown = text(client.get("/arsmote/2024/protokoll").text)
    assert "§ 1 Medlemsavgift Årsmötet beslutade att avgiften är 500 kronor" in shown
    assert "Justerat 12 oktober 2024" in shown
    for secret in ("Rut Reservant", "För dyrt", "Medlem 001", "Verksamhetsberättelse"):
        assert secret not in shown
    answer = client.get("/arsmote/2024/protokoll.json")
    assert (answer.text, answer.mimetype) == (minutes.canonical, "application/json")
    assert client.get("/arsmote/2024/protokoll.xml").mimetype == "application/akn+xml"
    pdf = client.get("/arsmote/2024/protokoll.pdf").data
    assert canonical.digest(pdf) == minutes.pdf_sha256
    kept = meetings.documents(meeting.id)[-1]
    assert (kept.title, kept.visibility, kept.sha256) == ("Protokoll 2024", "public", minutes.pdf_sha256)
    assert proof.check_all() == []
    assert client.get("/arsmote/2024/protokoll.docx").status_code == 404
    assert client.get("/en/arsmote/2024/protokoll").status_code == 200


def test_files_are_the_boards_before(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = hold_meeting()
    begin(meeting)
    for kind in ("pdf", "json", "xml"):
        assert board_member.get(f"{desk(meeting)}.{kind}").status_code == 200
        assert client.get(f"{desk(meeting)}.{kind}").status_code == 302
    assert board_member.get(f"{desk(meeting)}.doc").status_code == 404


def test_an_extract_needs_a_paragraph(board_member: FlaskClient) -> None:
    meeting = hold_meeting()
    attest(meeting)
    assert board_member.get(f"{desk(meeting)}/utdrag.pdf").status_code == 303
    answer = board_member.get(f"{desk(meeting)}/utdrag.pdf?paragraf=2&paragraf=x&paragraf=99")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert "Namnbyte" in words
    assert "500 kronor" not in words
    assert "protokollsutdrag-arsmote-2024.pdf" in answer.headers["Content-Disposition"]


def test_the_check_of_formalities_is_printed_and_kept(board_member: FlaskClient) -> None:
    meeting = hold_meeting()
    attest(meeting)
    shown = text(board_member.get(desk(meeting)).text)
    assert "Nej Är revisionsberättelsen bilagd? saknas" in shown
    assert board_member.get(f"{desk(meeting)}/formaliakontroll.pdf").data[:5] == b"%PDF-"
    assert board_member.post(f"{desk(meeting)}/formaliakontroll").status_code == 303
    assert meetings.documents(meeting.id)[-1].kind == "formal_check"


def test_a_paragraph_is_attested_at_once_and_the_hall_gets_back_to_its_screen(board_member: FlaskClient) -> None:
    meeting = hold_meeting(close=False)
    begin(meeting)
    first = decisions.paragraphs(meeting.id)[0]
    address, first_uid = f"/styrelse/arsmoten/{meeting.uid}/paragraf/{first.uid}/justera", first.uid
    assert board_member.post(address, data={"tillbaka": "/styrelse"}).location == "/styrelse"
    assert board_member.post(address, data={"tillbaka": "//evil.example"}).location.endswith(f"#p{first_uid}")
    page = text(board_member.get(desk(meeting)).text)
    assert "Paragrafen förklarades omedelbart justerad" in page
    edit = board_member.get(f"{desk(meeting)}/paragraf/{first_uid}").text
    assert "Paragrafen är låst" in edit


def test_an_addendum_has_signatures_of_its_own(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = hold_meeting()
    attest(meeting)
    board_member.post(f"{desk(meeting)}/publicera")
    assert board_member.post(f"{desk(meeting)}/tillagg", data={"kind": "correction", "text": ""}).status_code == 422
    first = decisions.paragraphs(meeting.id)[0]
    made = board_member.post(
        f"{desk(meeting)}/tillagg",
        data={"kind": "correction", "decision": first.uid, "text": "Rätt belopp är 600 kronor."},
    )
    assert made.status_code == 303
    where = made.location
    version = _minutes(meeting).addenda[0].version
    typed = {"text": "Rätt belopp är 650 kronor.", "version": version}
    assert board_member.post(where, data=typed).status_code == 303
    assert board_member.post(where, data=typed).status_code == 409
    give_addresses(meeting)
    assert board_member.post(f"{where}/skicka").status_code == 303
    assert len(list(db.session.scalars(select(Mail)))) == 4
    uid = where.rpartition("/")[2]
    for address in [link(one) for one in signers(meeting)]:
        page = client.get(address).text
        assert "Rätt belopp är 650 kronor." in page
        assert (
            client.post(f"{address}/tillagg/{uid}", data={"sha256": _minutes(meeting).addenda[0].sha256}).status_code
            == 303
        )
    assert _minutes(meeting).addenda[0].state == "attested"
    assert [one.contact for one in signers(meeting)] == [None] * 4
    shown = text(client.get("/arsmote/2024/protokoll").text)
    assert "Tillägg 1, rättelse, § 1 Rätt belopp är 650 kronor. Justerat" in shown
    assert "avgiften är 500 kronor" in shown


def test_four_sign_by_link_and_the_last_attests(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = hold_meeting()
    send(meeting)
    links = [link(one) for one in signers(meeting)]
    page = client.get(links[0])
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Visas inte offentligt. Reservation, Rut Reservant: För dyrt." in text(page.text)
    empty = client.post(f"{links[1]}/tillbaka", data={"text": ""})
    assert (empty.status_code, said(empty.text)) == (422, ["Fyll i det här fältet."])
    assert client.post(links[0], data={"sha256": "0" * 64}).status_code == 409
    assert [sign_by_link(client, one) for one in links] == [303] * 4
    assert state_of(meeting) == "attested"
    assert "Protokollet är justerat" in client.get(links[0]).text
    assert client.get("/justera/okand").status_code == 404


def test_one_gives_it_back_and_all_sign_anew(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = hold_meeting()
    send(meeting)
    links = [link(one) for one in signers(meeting)]
    sign_by_link(client, links[0])
    assert client.post(f"{links[2]}/tillbaka", data={"text": "§ 2 ska heta Nytt namn."}).status_code == 303
    assert state_of(meeting) == "draft"
    assert "§ 2 ska heta Nytt namn." in board_member.get(desk(meeting)).text
    assert "Protokollet skrivs om" in client.get(links[0]).text
    second = decisions.paragraphs(meeting.id)[1]
    typed = {"heading": "Nytt namn", "body": "", "version": second.version}
    assert board_member.post(f"{desk(meeting)}/paragraf/{second.uid}", data=typed).status_code == 303
    board_member.post(f"{desk(meeting)}/skicka")
    assert [sign_by_link(client, one) for one in links] == [303] * 4
    assert state_of(meeting) == "attested"


def test_the_chain_is_shown_and_what_was_changed(app: Flask, board_member: FlaskClient) -> None:
    attest(hold_meeting())
    shown = text(board_member.get("/styrelse/handelser").text)
    assert "kedjan är hel" in shown
    assert "Någon skrev under protokollet" in shown
    # What is kept of an event is told in the board's words, not in those of our columns.
    assert "sätt: acklamation, utfall: bifall, §: 1" in shown
    assert "siffror: Ja, bifall 1; Nej, avslag 2; Avstår 0" in shown
    assert not {"outcome", "paragraph", "figures", "None"} & set(shown.replace(":", " ").split())
