"""The board's pages about offices: who holds them, what is empty, who has left."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.elections import queries, service
from scdapp.elections.models import Post
from scdapp.minutes import queries as minutes_queries
from tests.conftest import StoppedClock
from tests.decisions.hall import fill_hall, make_open_meeting
from tests.elections.voting import close, conclude, elect, open_election
from tests.factories import make_member
from tests.meetings.meetings import make_decision, make_meeting, make_post
from tests.minutes.protocol import attest
from tests.reading import said, text

LIST = "/styrelse/uppdrag"
TERM = {
    "name": "Mona Exempel",
    "title": "socialchef",
    "employer": "Falu kommun",
    "region": "Mitt",
    "elected_as": "again",
    "from_year": "2023",
    "starts_on": "2023-09-28",
    "until_year": "2024",
    "ended_reason": "",
    "ends_on": "",
}


@pytest.fixture
def post(app: Flask) -> Post:
    clock: StoppedClock = app.config["CLOCK"]
    clock.set(2024, 8, 26, 9)
    with transaction():
        return service.create_post("chair", "ordförande i riksstyrelsen", seats=1, by="Bo", now=clock.now())


def _terms() -> list[tuple[str, str, object, object, str | None]]:
    db.session.rollback()
    return [(one.name, one.elected_as, one.starts_on, one.ends_on, one.ended_reason) for one in queries.mandates()]


def test_the_list_says_what_to_do_while_it_is_empty(board_member: FlaskClient) -> None:
    assert "Här finns inga uppdrag än." in text(board_member.get(LIST).text)
    assert "Det finns inget uppdrag att ha mandat till." in text(board_member.get(f"{LIST}/mandat").text)


def test_an_office_is_added_once(board_member: FlaskClient) -> None:
    typed = {"key": "auditor", "name": "revisor", "seats": "2"}
    assert board_member.post(f"{LIST}/nytt", data=typed).status_code == 303
    again = board_member.post(f"{LIST}/nytt", data=typed)
    assert (again.status_code, said(again.text)) == (422, ["Uppdraget finns redan."])
    none = board_member.post(f"{LIST}/nytt", data={**typed, "seats": "0", "key": "kung"})
    assert said(none.text) == ["Välj något ur listan.", "Talet ska ligga mellan 1 och 100."]
    assert "Revisor 2 platser, 2 tomma här" in text(board_member.get(LIST).text)


def test_invariant_12_empty_seats_and_regions_without_one_are_told(board_member: FlaskClient, post: Post) -> None:
    make_member(region="Mitt")
    make_member("Nils Nord", region="Nord")
    answer = board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid})
    assert (answer.status_code, answer.location) == (303, LIST)
    page = text(board_member.get(LIST).text)
    assert "Styrelsen är inte fulltalig: 1 av 18 platser är besatta här. Utan plats i styrelsen: Nord." in page
    assert "Mona Exempel socialchef, Falu kommun, Mitt. Omval 2023, till årsmötet 2024." in page


def test_a_second_chair_is_refused_and_what_was_typed_stays(board_member: FlaskClient, post: Post) -> None:
    board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid})
    second = board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid, "name": "Stig Andra"})
    assert second.status_code == 422
    assert "Det kan bara finnas en ordförande" in text(second.text)
    assert 'value="Stig Andra"' in second.text
    earlier = {**TERM, "post": post.uid, "name": "Lars Förr", "from_year": "2017", "until_year": "2018"}
    over = {**earlier, "starts_on": "2017-09-27", "ended_reason": "term"}
    assert board_member.post(f"{LIST}/mandat", data=over).status_code == 303
    assert "Tidigare: 1 Lars Förr 27 september 2017 – 2018, mandatet gick ut." in text(board_member.get(LIST).text)


def test_what_cannot_be_is_said_beside_the_field(board_member: FlaskClient, post: Post) -> None:
    for changed, wrong in (
        ({"post": ""}, ["Välj uppdrag."]),
        ({"name": ""}, ["Fyll i det här fältet."]),
        ({"until_year": "2022"}, ["Mandatet slutar innan det börjar."]),
        ({"ends_on": "2024-01-01"}, ["Säg också hur mandatet upphörde."]),
        ({"from_year": "i fjol"}, ["Skriv ett heltal med siffror."]),
    ):
        answer = board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid, **changed})
        assert (answer.status_code, said(answer.text)) == (422, wrong)
    assert _terms() == []


def _mona(board_member: FlaskClient, post: Post) -> str:
    """Her term as it was written in, and its page."""
    board_member.post(f"{LIST}/mandat", data={**TERM, "post": post.uid})
    return f"{LIST}/mandat/{queries.mandates()[0].uid}"


def _ends() -> list[tuple[str, str, str | None]]:
    return [(name, str(ends), reason) for name, _, _, ends, reason in _terms()]


def test_invariant_13_a_resignation_is_noted_and_the_row_stays(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    gone = {"reason": "resigned", "on": "2024-06-30"}
    early = board_member.post(f"{page}/upphor", data={**gone, "on": "2023-01-01"})
    assert (early.status_code, said(early.text)) == (422, ["Mandatet kan inte upphöra innan det började."])
    assert board_member.post(f"{page}/upphor", data=gone).status_code == 303
    assert _ends() == [("Mona Exempel", "2024-06-30", "resigned")]
    assert "1 plats, 1 tom här" in text(board_member.get(LIST).text)
    assert "avgick 30 juni 2024" in text(board_member.get(page).text)
    assert board_member.post(f"{page}/upphor", data={**gone, "on": "2024-07-30"}).status_code == 422


def test_how_a_term_ended_is_asked_for(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    for typed, wrong in (
        ({"reason": "", "on": "2024-06-30"}, ["Välj hur mandatet upphörde."]),
        ({"reason": "resigned", "on": ""}, ["Fyll i det här fältet."]),
        ({"reason": "removed", "on": "2024-06-30"}, []),
    ):
        answer = board_member.post(f"{page}/upphor", data=typed)
        assert (answer.status_code, said(answer.text)) == (422, wrong)
    assert "Inget avslutat möte har fattat ett beslut som kan entlediga någon." in text(answer.text)
    assert _ends() == [("Mona Exempel", "None", None)]


def test_somebody_is_removed_by_a_decision_that_was_taken(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    meeting = make_meeting(kind="extra", held_on=date(2024, 3, 1), state="closed")
    no = make_decision(meeting, "Entledigande av någon", outcome="rejected")
    yes = make_decision(meeting, "Entledigande av ordföranden")
    offered = board_member.get(page).text
    assert "2024 § 2: Entledigande av ordföranden" in text(offered)
    assert no.uid not in offered
    typed = {"reason": "removed", "on": "2024-03-01", "decision": yes.uid}
    for changed, wrong in (
        ({"decision": ""}, "Välj beslutet att entlediga."),
        ({"decision": no.uid}, "Välj något ur listan."),
        ({"on": "2024-02-29"}, "Mandatet kan inte upphöra före beslutet."),
        ({"reason": "resigned"}, "Ett beslut hör till den som är entledigad. Välj det, eller inget beslut."),
    ):
        answer = board_member.post(f"{page}/upphor", data={**typed, **changed})
        assert (answer.status_code, said(answer.text)) == (422, [wrong])
    assert board_member.post(f"{page}/upphor", data=typed).status_code == 303
    assert _ends() == [("Mona Exempel", "2024-03-01", "removed")]
    assert "entledigades 1 mars 2024 Beslutet 2024 § 2: Entledigande av ordföranden" in text(
        board_member.get(page).text
    )


def test_all_see_that_a_term_ended_early_and_nobody_that_somebody_died(
    board_member: FlaskClient, client: FlaskClient, post: Post
) -> None:
    page = _mona(board_member, post)
    make_member(region="Mitt")
    assert "Nu: Mona Exempel" in text(client.get("/fortroendevalda").text)
    assert board_member.post(f"{page}/upphor", data={"reason": "deceased", "on": "2024-06-30"}).status_code == 303
    shown = text(client.get("/fortroendevalda").text)
    assert "Från 28 september 2023 till 30 juni 2024. 1 år," in shown
    assert "Nu:" not in shown
    assert "avled" not in shown
    assert "avled 30 juni 2024" in text(board_member.get(page).text)
    # The seat is empty, and may be filled: nobody sits on the board, so there is nothing more to warn of.
    assert "1 plats, 1 tom här" in text(board_member.get(LIST).text)


def test_the_board_is_told_that_a_seat_became_empty(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    member = {**TERM, "post": make_post("member", "ledamot", seats=17).uid, "name": "Nils Nord", "region": "Nord"}
    board_member.post(f"{LIST}/mandat", data=member)
    make_member(region="Mitt")
    make_member("Nils Nord", region="Nord")
    assert "Utan plats i styrelsen" not in text(board_member.get(LIST).text)
    board_member.post(f"{page}/upphor", data={"reason": "resigned", "on": "2024-06-30"})
    shown = text(board_member.get(LIST).text)
    assert "Styrelsen är inte fulltalig: 1 av 18 platser är besatta här. Utan plats i styrelsen: Mitt." in shown
    assert "Mitt har ingen plats i styrelsen" in text(board_member.get("/styrelse").text)


def _typed(**changed: str) -> dict[str, str]:
    """The term as it stands, but for what is changed."""
    kept = {key: value for key, value in TERM.items() if key != "ended_reason"}
    return {**kept, "version": "1", "why": "Fel stavat.", **changed}


def test_a_wrong_name_is_corrected_and_the_chain_keeps_what_it_was(
    board_member: FlaskClient, client: FlaskClient, post: Post
) -> None:
    page = _mona(board_member, post)
    assert 'value="Mona Exempel"' in board_member.get(f"{page}/ratta").text
    answer = board_member.post(
        f"{page}/ratta", data=_typed(name="Mona Exempelsson", starts_on="2023-09-27", why=" Namnet var  fel. ")
    )
    assert (answer.status_code, answer.location) == (303, page)
    shown = text(board_member.get(page).text)
    assert "namn: Mona Exempel → Mona Exempelsson; första dagen: 28 september 2023 → 27 september 2023" in shown
    assert "Namnet var fel. Bo Styrelse, måndag 26 augusti 2024 kl. 09.00" in shown
    events = text(board_member.get("/styrelse/handelser").text)
    assert "Ett uppdrag rättades" in events
    assert "namn: Mona Exempel → Mona Exempelsson" in events
    assert "varför: Namnet var fel." in events
    assert "kedjan är hel" in events
    assert "Nu: Mona Exempelsson" in text(client.get("/fortroendevalda").text)


def test_what_is_wrong_with_a_correction_is_said_and_what_was_typed_stays(
    board_member: FlaskClient, post: Post
) -> None:
    page = _mona(board_member, post)
    for changed, wrong in (
        ({"why": ""}, "Fyll i det här fältet."),
        ({"name": " "}, "Skriv ett namn."),
        ({"until_year": "2022"}, "Mandatet slutar innan det börjar."),
        ({"starts_on": "2023-02-30"}, "Skriv ett datum som finns, så här: 2024-10-02."),
    ):
        answer = board_member.post(f"{page}/ratta", data=_typed(employer="Säters kommun", **changed))
        assert (answer.status_code, said(answer.text)) == (422, [wrong])
        assert 'value="Säters kommun"' in answer.text
    for changed, wrong in (
        ({}, "Inget är ändrat."),
        ({"goes_on": "y"}, "Mandatet pågår redan."),
        ({"ends_on": "2024-01-01"}, "Mandatet pågår. Säg först hur det upphörde."),
    ):
        answer = board_member.post(f"{page}/ratta", data=_typed(**changed))
        assert answer.status_code == 422
        assert wrong in text(answer.text)
    assert [one[0] for one in _terms()] == ["Mona Exempel"]


def test_somebody_else_corrected_meanwhile(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    assert board_member.post(f"{page}/ratta", data=_typed(name="Mona Ett")).status_code == 303
    late = board_member.post(f"{page}/ratta", data=_typed(name="Mona Två"))
    assert late.status_code == 409
    assert "Namn Mona Ett Mona Två" in text(late.text)
    assert board_member.post(f"{page}/ratta", data=_typed(name="Mona Två", version="2")).status_code == 303
    assert [one[0] for one in _terms()] == ["Mona Två"]


def test_an_end_that_was_written_down_by_mistake_is_taken_back(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    board_member.post(f"{page}/upphor", data={"reason": "resigned", "on": "2024-06-30"})
    moved = board_member.post(f"{page}/ratta", data=_typed(ends_on="2024-07-01", version="2"))
    assert moved.status_code == 303
    assert _ends() == [("Mona Exempel", "2024-07-01", "resigned")]
    assert "upphörde: 30 juni 2024 → 1 juli 2024" in text(board_member.get(page).text)
    other = {**TERM, "post": post.uid, "name": "Stig Andra"}
    assert board_member.post(f"{LIST}/mandat", data=other).status_code == 303
    back = _typed(ends_on="2024-07-01", goes_on="y", version="3")
    assert "Det kan bara finnas en ordförande" in text(board_member.post(f"{page}/ratta", data=back).text)
    stig = next(one.uid for one in queries.mandates() if one.name == "Stig Andra")
    board_member.post(f"{LIST}/mandat/{stig}/upphor", data={"reason": "deceased", "on": "2024-08-01"})
    assert board_member.post(f"{page}/ratta", data=back).status_code == 303
    assert ("Mona Exempel", "None", None) in _ends()
    assert "hur det upphörde: avgick → inget" in text(board_member.get(page).text)


def test_a_term_that_somebody_was_elected_to_finish_stays_ended(board_member: FlaskClient, post: Post) -> None:
    page = _mona(board_member, post)
    board_member.post(f"{page}/upphor", data={"reason": "resigned", "on": "2024-06-30"})
    left = queries.mandates()[0].id
    meeting = make_open_meeting()
    open_election(meeting, queries.get_post(post.uid), "Nils", finishes_id=left)
    answer = board_member.post(f"{page}/ratta", data=_typed(ends_on="2024-06-30", goes_on="y", version="2"))
    assert answer.status_code == 422
    assert "Det hålls fyllnadsval efter mandatet, så det har upphört." in text(answer.text)


def test_a_correction_leaves_the_minutes_as_they_were_attested(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = make_open_meeting()
    fill_hall(meeting, 3)
    conclude(elect(open_election(meeting, make_post("chair", "ordförande"), "Ana Al"), "Ana Al"))
    close(meeting)
    minutes = attest(meeting)
    before = (minutes.canonical, minutes.sha256)
    [term] = queries.mandates()
    page = f"{LIST}/mandat/{term.uid}"
    assert "står det fel där rättas det med ett tillägg" in text(board_member.get(f"{page}/ratta").text)
    kept = {
        "title": "socialchef",
        "employer": "Falun",
        "region": "Mitt",
        "elected_as": "new",
        "starts_on": "2024-10-02",
    }
    typed = _typed(name="Anna Al", from_year="2024", until_year="2025", **kept)
    assert board_member.post(f"{page}/ratta", data=typed).status_code == 303
    db.session.expire_all()
    after = minutes_queries.get_minutes(meeting.id)
    assert (after.canonical, after.sha256) == before
    assert "inget justerat är ändrat" in text(board_member.get("/styrelse/handelser").text)
    assert [one.name for one in queries.mandates()] == ["Anna Al"]
