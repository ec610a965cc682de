"""The organisers' pages about the draft, as an organiser uses them."""

import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.programme import queries, rules
from scdapp.programme.models import Session, SpeakerSlot
from scdapp.programme.rules import SlotValues
from tests.factories import make_block, make_edition, make_person, make_room, make_session, make_track
from tests.programme.sending import form

LIST = "/arrangor/2024/program"
NEW = f"{LIST}/ny"
REFUSED = "Rätta det här först"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_edition()


def text(page: str) -> str:
    """What is read on the page, in one line."""
    body = re.sub(r"<(datalist|select|textarea).*?</\1>", " ", page[page.index("<main") :], flags=re.DOTALL)
    plain = unescape(re.sub(r"<[^>]+>", " ", body)).replace("\xad", "").replace("\xa0", " ")
    return re.sub(r"\s+([,.:])", r"\1", re.sub(r"\s+", " ", plain))


def address(session: Session) -> str:
    return f"{LIST}/{session.uid}"


def standing(edition: Edition) -> list[tuple[str, rules.SessionValues]]:
    """The whole draft as it is saved."""
    db.session.rollback()
    db.session.expire_all()
    return [(session.uid, rules.values_of(session)) for session in queries.draft(edition.id)]


def opened(organiser: FlaskClient, session: Session) -> dict[str, str]:
    """The session's form as it was opened."""
    where = address(session)
    return form(organiser.get(where).text, where)


def assert_kept(answer: TestResponse, action: str, sent: dict[str, str]) -> None:
    """Everything that was typed stands in the form again."""
    again = form(answer.text, action)
    assert {name: again.get(name) for name in sent if name != "rows"} == {k: v for k, v in sent.items() if k != "rows"}


# The list


def test_an_empty_draft_says_what_to_do(organiser: FlaskClient, edition: Edition) -> None:
    page = organiser.get(LIST)
    assert page.status_code == 200
    assert "0 programpunkter, inga krockar." in text(page.text)
    assert "Inga programpunkter än. Lägg gärna upp lokalerna först, och sedan den första programpunkten." in text(
        page.text
    )


def test_the_list_tells_when_what_where_who_and_what_is_missing(organiser: FlaskClient, edition: Edition) -> None:
    hall, block, asa, bo = make_room(edition), make_block(edition, "B"), make_person("Åsa"), make_person("Bo")
    one = make_session(
        edition, "Samtal", starts=time(14, 15), ends=time(15), room_id=hall.id, block_id=block.id, speakers=[asa]
    )
    with transaction():
        db.session.add(SpeakerSlot(session_id=one.id, person_id=bo.id, state="asked", position=1))
        db.session.add(SpeakerSlot(session_id=one.id, label="en kommun", state="asked", position=2))
    make_session(edition, "Lunch", kind="lunch", service=True, starts=time(12), ends=None, approximate=True)
    make_session(edition, "Inställt", day=date(2024, 10, 3), status="cancelled", room_id=hall.id)
    make_session(edition, "Idé", day=None, included=False)
    read = text(organiser.get(LIST).text)
    assert "4 programpunkter, inga krockar." in read
    assert (
        "Onsdag 2 oktober ca 12.00 Lunch Lunch "
        "14.15–15.00 Samtal Seminarium Sal A block B Åsa, Bo (tillfrågad), en kommun saknar ett svar "
        "Ny programpunkt onsdag 2 oktober "
        "Torsdag 3 oktober 10.00–11.00 Inställt Seminarium Sal A Inställd Ny programpunkt torsdag 3 oktober "
        "Utan dag utan tid Idé Seminarium Bara i utkastet saknar dag, lokal"
    ) in read


def test_the_list_is_searched_and_narrowed_down_in_the_address(organiser: FlaskClient, edition: Edition) -> None:
    hall, block = make_room(edition), make_block(edition)
    make_session(edition, "Älgar", room_id=hall.id, block_id=block.id)
    make_session(
        edition, "Björnar", room_id=hall.id, kind="panel", day=date(2024, 10, 3), speakers=[make_person("Ärla")]
    )
    make_session(edition, "Lodjur", day=None)
    make_session(edition, "Älgkalvar", room_id=hall.id)

    def titles(query: str) -> list[str]:
        page = organiser.get(f"{LIST}?{query}")
        assert page.status_code == 200
        return re.findall(r"<h3><a [^>]*>(.*?)</a>", page.text)

    assert titles("") == ["Älgar", "Älgkalvar", "Björnar", "Lodjur"]
    assert titles("text=älg") == ["Älgar", "Älgkalvar"]
    assert titles("text=ÄRLA") == ["Björnar"]
    assert titles("dag=2024-10-03") == titles("slag=panel") == ["Björnar"]
    assert titles("dag=utan") == ["Lodjur"]
    assert titles(f"lokal={hall.id}&dag=2024-10-02") == titles("visa=krockar") == ["Älgar", "Älgkalvar"]
    assert titles(f"block={block.id}") == ["Älgar"]
    assert titles("visa=luckor") == ["Lodjur"]
    nonsense = "dag=igår&slag=x&lokal=y&block=-1&visa=allt&sida=x&text=" + "a" * 300
    assert titles(nonsense) == titles("")
    nothing = organiser.get(f"{LIST}?text=xyz").text
    assert "Ingen av 4 programpunkter passar." in text(nothing)
    assert "Visa allt" in text(nothing)


def test_a_long_list_has_pages_that_keep_what_was_chosen(
    organiser: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 2)
    for n in range(5):
        make_session(edition, f"Pass {n}", starts=time(8 + n), ends=None)
    first = organiser.get(f"{LIST}?slag=seminar").text
    assert "Pass 1" in first
    assert "Pass 2" not in first
    assert "Sida 1 av 3 Nästa" in text(first)
    assert "sida=2&amp;slag=seminar" in first
    assert "Föregående Sida 3 av 3" in text(organiser.get(f"{LIST}?slag=seminar&sida=3").text)


def test_the_pages_cost_the_same_for_three_sessions_and_for_three_hundred(organiser: FlaskClient, app: Flask) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def costs(year: int, count: int) -> list[int]:
        edition = make_edition(year)
        hall = make_room(edition).id
        people = [make_person(f"Person {n}").id for n in range(3)]
        with transaction():
            for n in range(count):
                row = Session(
                    edition_id=edition.id, title=f"Pass {n}", slug=f"pass-{n}", kind="seminar", day=edition.starts_on,
                    starts=time(8 + n // 2 % 10), ends=time(9 + n // 2 % 10), room_id=hall,
                    created_at=edition.created_at, changed_at=edition.created_at,
                )  # fmt: skip
                row.slots = [SpeakerSlot(person_id=people[n % 3], state="accepted")]
                db.session.add(row)
        uid = queries.titles(edition.id)[0].uid
        found = []
        for page in ("", "/krockar", "/ny", f"/{uid}", "?visa=krockar", "?visa=luckor&text=pass"):
            asked.clear()
            answer = organiser.get(f"/arrangor/{year}/program{page}")
            assert answer.status_code == 200
            found.append(len(asked))
        return found

    assert costs(2023, 3) == costs(2024, 300)


# Writing


def test_a_session_is_written_whole(organiser: FlaskClient, edition: Edition) -> None:
    hall, block, track = make_room(edition), make_block(edition), make_track(edition)
    asa = make_person("Åsa Exempel", organisation="Umeå")
    make_person("Åsa Exempel", organisation="Kiruna")
    bo, other = make_person("Bo Prov"), make_session(edition, "En föreläsning")
    sent = form(organiser.get(NEW).text, NEW) | {
        "title": "Panel: hur gör vi?",
        "kind": "panel",
        "summary": "**Samtal** om\r\nframtiden",
        "day": "2024-10-03",
        "starts": "22.00",
        "ends": "0.15",
        "past_midnight": "y",
        "approximate": "y",
        "room_id": str(hall.id),
        "block_id": str(block.id),
        "track_id": str(track.id),
        "capacity": "80",
        "language": "en",
        "service": "yes",
        "prerecorded": "y",
        "slots-0-who": "åsa exempel (umeå)",
        "slots-0-role": "moderator",
        "slots-0-state": "accepted",
        "slots-1-who": "Bo Prov",
        "slots-1-label": "en förvaltningschef",
        "slots-1-role": "panellist",
        "slots-1-state": "asked",
        "slots-2-who": "",
        "slots-2-label": "seminarieledare från en kommun",
        "slots-2-role": "panellist",
        "slots-2-state": "asked",
        "related-0": "En föreläsning",
        "status": "cancelled",
        "cancel_note": "Snö",
    }
    answer = organiser.post(NEW, data=sent)
    [(_, first), (uid, second)] = standing(edition)
    assert (answer.status_code, answer.location) == (303, f"{LIST}/{uid}")
    assert second == rules.SessionValues(
        title="Panel: hur gör vi?", kind="panel", summary="**Samtal** om\nframtiden", day=date(2024, 10, 3),
        starts=time(22), ends=time(0, 15), past_midnight=True, approximate=True, room_id=hall.id, block_id=block.id,
        track_id=track.id, capacity=80, language="en", prerecorded=True, service=True, status="cancelled",
        cancel_note="Snö", included=True,
        slots=(
            SlotValues(asa.id, None, "moderator", "accepted"),
            SlotValues(bo.id, "en förvaltningschef", "panellist", "asked"),
            SlotValues(None, "seminarieledare från en kommun", "panellist", "asked"),
        ),
        related_ids=frozenset({other.id}),
    )  # fmt: skip
    assert first.title == "En föreläsning"
    page = organiser.get(answer.location)
    assert "”Panel: hur gör vi?” finns nu i utkastet." in text(page.text)
    assert "<strong>Samtal</strong> om" in page.text
    assert form(page.text, answer.location)["slots-0-who"] == "Åsa Exempel (Umeå)"


def test_a_title_is_enough_and_the_next_one_begins_on_the_same_day(organiser: FlaskClient, edition: Edition) -> None:
    sent = form(organiser.get(f"{NEW}?dag=2024-10-03").text, NEW)
    assert sent["day"] == "2024-10-03"
    answer = organiser.post(NEW, data=sent | {"title": "Lunch", "kind": "lunch", "more": "1"})
    assert (answer.status_code, answer.location) == (303, f"{NEW}?dag=2024-10-03")
    [(_, saved)] = standing(edition)
    assert saved == rules.SessionValues(title="Lunch", kind="lunch", day=date(2024, 10, 3), service=True)
    assert form(organiser.get(f"{NEW}?dag=igår").text, NEW)["day"] == ""


FAULTS: list[tuple[dict[str, str], str]] = [
    ({"title": ""}, "Titel: Fyll i det här fältet."),
    ({"title": "x" * 201}, "Titel: Texten har 201 tecken. Högst 200 får plats."),
    ({"day": ""}, "Dag: Välj en dag, eller ta bort klockslagen."),
    ({"day": "2024-10-09"}, "Dag: Välj något ur listan."),
    ({"starts": ""}, "Börjar kl.: Skriv när den börjar, eller ta bort sluttiden."),
    ({"starts": "halv tre"}, "Börjar kl.: Skriv klockslaget så här: 14.15."),
    ({"ends": "10"}, "Slutar kl.: Slutet måste komma efter början kl. 10.00."),
    ({"ends": "9.59"}, "Slutar kl.: Slutet måste komma efter början kl. 10.00."),
    ({"ends": "24.00"}, "Slutar kl.: Skriv klockslaget så här: 14.15."),
    ({"past_midnight": "y"}, "Slutar kl.: Då skulle programpunkten hålla på mer än ett dygn."),
    ({"room_id": "999"}, "Lokal: Välj något ur listan."),
    ({"kind": "fest"}, "Slag: Välj något ur listan."),
    ({"capacity": "många"}, "Platser att boka: Skriv ett heltal med siffror."),
    ({"capacity": "0"}, "Platser att boka: Talet ska ligga mellan 1 och 100 000."),
    (
        {"slots-0-who": "Ingen Alls"},
        "Namn: Hittar inte ”Ingen Alls”. Välj ett av förslagen, eller lägg till det först.",
    ),
    (
        {"slots-0-who": "Åsa Exempel"},
        "Namn: Flera heter så. Välj en: Åsa Exempel (Umeå); Åsa Exempel (Kiruna).",
    ),
    (
        {"slots-0-who": "Bo Prov", "slots-1-who": "Bo Prov"},
        "Medverkande: Samma person står två gånger i samma roll. Ta bort den ena raden.",
    ),
    ({"slots-0-label": "x" * 121}, "Roll i ord: Texten har 121 tecken. Högst 120 får plats."),
    ({"slots-0-who": "Bo Prov", "slots-0-role": "chef"}, "Medverkar som: Välj något ur listan."),
    ({"related-0": "Något annat"}, "Programpunkt: Hittar inte ”Något annat”."),
    ({"cancel_note": "x" * 301}, "Skäl till att den är inställd: Texten har 301 tecken. Högst 300 får plats."),
]


@pytest.mark.parametrize(
    ("wrong", "sentence"), FAULTS, ids=[next(iter(wrong)) + str(n) for n, (wrong, _) in enumerate(FAULTS)]
)
@pytest.mark.parametrize("door", ["create", "update"])
def test_what_is_wrong_is_said_and_nothing_is_lost_or_saved(
    organiser: FlaskClient, edition: Edition, door: str, wrong: dict[str, str], sentence: str
) -> None:
    for home in ("Umeå", "Kiruna"):
        make_person("Åsa Exempel", organisation=home)
    make_person("Bo Prov")
    session = make_session(edition)
    action = NEW if door == "create" else address(session)
    before = standing(edition)
    right = {
        "title": "Ändrat", "day": "2024-10-02", "starts": "10.00", "ends": "11.00", "summary": "Text",
        "slots-0-role": "speaker", "slots-0-state": "asked", "slots-0-who": "", "slots-0-label": "",
        "slots-1-role": "speaker", "slots-1-state": "asked", "slots-1-who": "", "slots-1-label": "",
    }  # fmt: skip
    sent = form(organiser.get(action).text, action) | right | wrong
    answer = organiser.post(action, data=sent)
    assert answer.status_code == 422
    assert f"{REFUSED} " in text(answer.text)
    assert sentence in text(answer.text)
    assert 'aria-invalid="true"' in answer.text or "Medverkande: " in sentence
    typed = {k: v for k, v in sent.items() if k not in {"day", "room_id", "kind", "slots-0-role"} or k not in wrong}
    assert_kept(answer, action, typed)
    assert standing(edition) == before


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2024-03-31", "Klockan 02.30 finns inte söndag 31 mars 2024: då ställs klockan fram från 02.00 till 03.00."),
        ("2024-10-27", "Klockan 02.30 kommer två gånger söndag 27 oktober 2024, för då ställs klockan tillbaka"),
    ],
)
def test_hours_that_do_not_exist_or_come_twice_are_refused(
    organiser: FlaskClient, app: Flask, day: str, sentence: str
) -> None:
    edition = make_edition(starts_on=date.fromisoformat(day), ends_on=None)
    session = make_session(edition)
    before = standing(edition)
    for action, sent in (
        (NEW, {"title": "Natt", "day": day, "starts": "2.30"}),
        (address(session), {"starts": "2.30", "ends": "4"}),
        (f"{address(session)}/flytta", {"move-starts": "2.30", "move-ends": "4"}),
    ):
        page = organiser.get(NEW if action == NEW else address(session))
        answer = organiser.post(action, data=form(page.text, action) | sent)
        assert (answer.status_code, sentence in text(answer.text)) == (422, True)
        assert_kept(answer, action, sent)
    assert standing(edition) == before


def test_ten_megabytes_get_a_sentence_and_come_back(organiser: FlaskClient, edition: Edition) -> None:
    session = make_session(edition)
    before = standing(edition)
    novel = "Det var en mörk och stormig natt. " * 300_000
    sent = opened(organiser, session) | {"summary": novel, "title": "Omskrivet"}
    answer = organiser.post(address(session), data=sent)
    assert answer.status_code == 422
    told = text(answer.text)
    assert f"Texten har {len(novel):,} tecken. Högst 5 000 får plats.".replace(",", " ") in told
    assert novel in answer.text
    assert 'value="Omskrivet"' in answer.text
    assert standing(edition) == before


def test_rows_are_added_lifted_and_dropped_without_saving(organiser: FlaskClient, edition: Edition) -> None:
    make_person("Åsa")
    session = make_session(edition)
    before = standing(edition)
    for action in (NEW, address(session)):
        sent = form(organiser.get(action).text, action) | {
            "title": "", "starts": "fel",
            "slots-0-who": "Finns inte", "slots-0-label": "", "slots-0-role": "artist", "slots-0-state": "declined",
            "slots-1-who": "", "slots-1-label": "en kommun", "slots-1-role": "speaker", "slots-1-state": "asked",
        }  # fmt: skip
        sent = {name: value for name, value in sent.items() if not name.startswith("slots-2")}
        added = organiser.post(action, data=sent | {"rows": "add"})
        assert added.status_code == 200
        assert_kept(added, action, sent)
        more = form(added.text, action)
        assert [more[f"slots-{n}-who"] for n in range(3)] == ["Finns inte", "", ""]
        assert REFUSED not in added.text
        assert re.search(r'<input autocomplete="off" autofocus [^>]*id="slots-2-who"', added.text)
        lifted = form(organiser.post(action, data=sent | {"rows": "up-2"}).text, action)
        assert [(lifted[f"slots-{n}-label"], lifted[f"slots-{n}-role"]) for n in range(2)] == [
            ("en kommun", "speaker"),
            ("", "artist"),
        ]
        dropped = form(organiser.post(action, data=sent | {"rows": "drop-1"}).text, action)
        assert dropped["slots-0-label"] == "en kommun"
        assert "slots-1-label" not in dropped
        related = form(organiser.post(action, data=sent | {"rows": "relate", "related-0": "x"}).text, action)
        assert (related["related-0"], related["related-1"]) == ("x", "")
        for nonsense in ("up-99", "drop-0", "drop-x", "up-", "?"):
            assert_kept(organiser.post(action, data=sent | {"rows": nonsense}), action, sent)
    assert standing(edition) == before


def test_a_session_is_changed(organiser: FlaskClient, edition: Edition) -> None:
    one, two = make_person("Ett"), make_person("Två")
    session = make_session(edition, "Gammalt", speakers=[one], summary="Kvar")
    before = rules.values_of(session)
    sent = opened(organiser, session)
    assert (sent["starts"], sent["slots-0-who"], sent["slots-1-who"], sent["version"]) == ("10.00", "Ett", "", "1")
    untouched = organiser.post(address(session), data=sent)
    assert (untouched.status_code, standing(edition)) == (303, [(session.uid, before)])
    answer = organiser.post(address(session), data=sent | {"title": "Nytt", "starts": "9", "slots-1-who": "två"})
    assert (answer.status_code, answer.location) == (303, address(session))
    [(_, after)] = standing(edition)
    assert after == rules.replace(
        before,
        title="Nytt",
        starts=time(9),
        slots=(SlotValues(one.id, None, "speaker", "accepted"), SlotValues(two.id, None, "speaker", "asked")),
    )
    assert "Utkastet är sparat. Deltagarna ser det när nästa version släpps." in text(
        organiser.get(answer.location).text
    )


def test_an_example_stays_one_until_somebody_says_that_it_is_real(organiser: FlaskClient, edition: Edition) -> None:
    session = make_session(edition, example_fields="starts,room")
    sent = opened(organiser, session)
    organiser.post(address(session), data=sent | {"title": "Nytt"})
    [(_, saved)] = standing(edition)
    assert (saved.example, saved.example_fields) == (False, "starts,room")
    real = {name: value for name, value in opened(organiser, session).items() if name != "example"}
    organiser.post(address(session), data=real)
    assert standing(edition)[0][1].example_fields == ""
    assert "Visa som exempel" not in organiser.get(address(session)).text


def test_a_day_outside_the_conference_can_be_kept(organiser: FlaskClient, edition: Edition) -> None:
    session = make_session(edition, day=date(2024, 9, 30), room_id=make_room(edition).id)
    sent = opened(organiser, session)
    assert sent["day"] == "2024-09-30"
    assert organiser.post(address(session), data=sent | {"title": "Förmöte"}).status_code == 303
    read = text(organiser.get(address(session)).text)
    assert "1 krock Räknat på det som är sparat. Du kan spara ändå." in read
    assert "Dag ”Förmöte” ligger måndag 30 september, som inte är någon av konferensens dagar." in read


# Two at once


def test_the_second_of_two_organisers_sees_both_versions_and_loses_nothing(
    organiser: FlaskClient, edition: Edition
) -> None:
    asa, bo = make_person("Åsa"), make_person("Bo")
    session = make_session(edition, "Från början", speakers=[asa])
    first = second = opened(organiser, session)
    saved = organiser.post(
        address(session), data=first | {"title": "Den förstas", "starts": "9.00", "slots-0-state": "declined"}
    )
    assert saved.status_code == 303
    mine = second | {"title": "Den andras", "summary": "Min text", "slots-1-who": "Bo", "room_id": ""}
    before = standing(edition)
    late = organiser.post(address(session), data=mine)
    assert late.status_code == 409
    read = text(late.text)
    assert "Någon annan hann spara före dig" in read
    assert "Titel Den förstas Den andras" in read
    assert "Beskrivning tomt Min text" in read
    assert "Börjar kl. 09.00 10.00" in read
    assert (
        "Medverkande Åsa, föreläsare, har tackat nej Åsa, föreläsare, har tackat ja Bo, föreläsare, tillfrågad" in read
    )
    assert "Slutar kl. 11.00" not in read
    assert_kept(late, address(session), {name: value for name, value in mine.items() if name != "version"})
    assert standing(edition) == before
    again = form(late.text, address(session))
    assert again["version"] == "2"
    assert organiser.post(address(session), data=again).status_code == 303
    [(_, won)] = standing(edition)
    assert (won.title, won.summary, won.starts) == ("Den andras", "Min text", time(10))
    assert won.slots == (SlotValues(asa.id, None, "speaker", "accepted"), SlotValues(bo.id, None, "speaker", "asked"))


def test_a_form_that_does_not_say_its_version_never_wins(organiser: FlaskClient, edition: Edition) -> None:
    session = make_session(edition)
    before = standing(edition)
    for version in ("", "x", "0", "99", "9" * 30):
        assert (
            organiser.post(
                address(session), data=opened(organiser, session) | {"title": "X", "version": version}
            ).status_code
            == 409
        )
    assert standing(edition) == before


def test_a_late_move_sees_both_versions_too(organiser: FlaskClient, edition: Edition) -> None:
    session, hall = make_session(edition), make_room(edition)
    action = f"{address(session)}/flytta"
    sent = form(organiser.get(address(session)).text, action)
    organiser.post(address(session), data=opened(organiser, session) | {"starts": "9.00"})
    late = organiser.post(action, data=sent | {"move-room_id": str(hall.id)})
    assert late.status_code == 409
    assert "Börjar kl. 09.00 10.00" in text(late.text)
    assert "Lokal tomt Sal A, 100 platser" in text(late.text)
    again = form(late.text, action)
    assert organiser.post(action, data=again).status_code == 303
    [(_, saved)] = standing(edition)
    assert (saved.starts, saved.room_id) == (time(10), hall.id)


# Moving and collisions


def test_a_session_is_moved_in_one_go(organiser: FlaskClient, edition: Edition) -> None:
    hall = make_room(edition)
    session = make_session(edition, "Kvar som det var", summary="Text", capacity=20)
    before, action = rules.values_of(session), f"{address(session)}/flytta"
    sent = form(organiser.get(address(session)).text, action)
    moved = {
        "move-day": "2024-10-03",
        "move-starts": "22",
        "move-ends": "0.30",
        "move-past_midnight": "y",
        "move-room_id": str(hall.id),
    }
    answer = organiser.post(action, data=sent | moved)
    assert (answer.status_code, answer.location) == (303, address(session))
    [(_, after)] = standing(edition)
    assert after == rules.replace(
        before, day=date(2024, 10, 3), starts=time(22), ends=time(0, 30), past_midnight=True, room_id=hall.id
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"move-ends": "9"}, "Slutar kl.: Slutet måste komma efter början kl. 10.00."),
        ({"move-starts": "?"}, "Börjar kl.: Skriv klockslaget så här: 14.15."),
        ({"move-day": ""}, "Dag: Välj en dag, eller ta bort klockslagen."),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    organiser: FlaskClient, edition: Edition, wrong: dict[str, str], sentence: str
) -> None:
    session = make_session(edition)
    before, action = standing(edition), f"{address(session)}/flytta"
    sent = form(organiser.get(address(session)).text, action) | wrong
    answer = organiser.post(action, data=sent)
    assert (answer.status_code, sentence in text(answer.text)) == (422, True)
    assert_kept(answer, action, sent)
    assert standing(edition) == before


def test_collisions_stand_beside_the_session_and_in_one_list(organiser: FlaskClient, edition: Edition) -> None:
    hall, stage, free = (make_room(edition, *given) for given in (("Sal 1",), ("Scenen",), ("Sal 3",)))
    with transaction():
        stage.kind, free.capacity, hall.capacity = "plenum", 200, 50
    bo = make_person("Bo")
    one = make_session(edition, "Ett", room_id=hall.id, capacity=60, speakers=[bo])
    two = make_session(edition, "Två", room_id=hall.id, starts=time(10, 30), speakers=[bo])
    make_session(edition, "För alla", kind="keynote", room_id=stage.id, ends=time(10, 15))
    read = text(organiser.get(address(one)).text)
    both = "är dubbelbokad onsdag 2 oktober: ”Ett” kl. 10.00–11.00 och ”Två” kl. 10.30–11.00. Hindrar släpp. Till Två"
    wanted = [
        f"Lokal Sal 1 {both}",
        f"Person Bo {both}",
        "Plenum Seminariet ”Ett” kl. 10.00–11.00 onsdag 2 oktober krockar med ”För alla” kl. 10.00–10.15 i Scenen, "
        "som är för alla. Till För alla",
        "Platser ”Ett” har 60 platser att boka. Sal 1 tar 50.",
    ]
    assert f"4 krockar Räknat på det som är sparat. Du kan spara ändå. {' '.join(wanted)} Flytta" in read
    assert "Flytta Lediga samma tid: Sal 3 (200 platser)." in read
    assert "2 krockar Räknat" in text(organiser.get(address(two)).text)
    listed = text(organiser.get(f"{LIST}/krockar").text)
    assert "4 krockar" in listed
    for sentence in wanted:
        assert re.sub(r" (Hindrar släpp\.|Till).*", "", sentence) in listed
    assert "4 programpunkter, inga" not in text(organiser.get(LIST).text)
    assert "3 programpunkter, 4 krockar." in text(organiser.get(LIST).text)


def test_no_collisions_are_said_too(organiser: FlaskClient, edition: Edition) -> None:
    session = make_session(edition, starts=None)
    assert "Inga krockar Räknat på det som är sparat. Flytta" in text(organiser.get(address(session)).text)
    assert "Inga krockar Ingen lokal och ingen medverkande är dubbelbokad" in text(
        organiser.get(f"{LIST}/krockar").text
    )


def test_many_collisions_are_read_in_pages_and_none_is_lost(organiser: FlaskClient, edition: Edition) -> None:
    hall = make_room(edition)
    with transaction():
        for n in range(25):
            db.session.add(
                Session(
                    edition_id=edition.id, title=f"Pass {n}", slug=f"pass-{n}", kind="seminar", day=edition.starts_on,
                    starts=time(9), room_id=hall.id, created_at=edition.created_at, changed_at=edition.created_at,
                )
            )  # fmt: skip
    first = organiser.get(f"{LIST}/krockar").text
    second = organiser.get(f"{LIST}/krockar?sida=2").text
    assert "300 krockar" in text(first)
    assert (first.count('class="collision"'), second.count('class="collision"')) == (200, 100)
    assert "Sida 1 av 2 Nästa" in text(first)
    uid = queries.titles(edition.id)[0].uid
    page = organiser.get(f"{LIST}/{uid}").text
    assert "24 krockar" in text(page)
    assert page.count('class="collision"') == 20
    assert "Alla krockar" in text(page)


# Who may, and where


def test_only_organisers_come_in(client: FlaskClient, board_member: FlaskClient, edition: Edition) -> None:
    session = make_session(edition)
    before = standing(edition)
    for where in (LIST, NEW, f"{LIST}/krockar", address(session)):
        assert client.get(where).status_code == 302
        assert board_member.get(where).status_code == 403
    for where in (NEW, address(session), f"{address(session)}/flytta"):
        assert client.post(where, data={"title": "X"}).status_code in {302, 403}
        assert board_member.post(where, data={"title": "X"}).status_code == 403
    assert standing(edition) == before


def test_sessions_are_found_in_their_own_year_only(organiser: FlaskClient, edition: Edition) -> None:
    elsewhere = make_session(make_edition(2023))
    for where in (
        f"{LIST}/okänd",
        f"{LIST}/%00",
        address(elsewhere),
        "/arrangor/1999/program",
        "/arrangor/1999/program/ny",
    ):
        assert organiser.get(where).status_code == 404
    assert organiser.post(address(elsewhere), data={"title": "X"}).status_code == 404
    assert organiser.post(f"{address(elsewhere)}/flytta", data={}).status_code == 404
    assert organiser.post("/arrangor/1999/program/ny", data={"title": "X"}).status_code == 404


def test_a_form_may_not_send_a_field_twice(organiser: FlaskClient, edition: Edition) -> None:
    sent: dict[str, Any] = form(organiser.get(NEW).text, NEW) | {"title": ["Ett", "Två"]}
    answer = organiser.post(NEW, data=sent)
    assert (answer.status_code, "Titel: Fältet skickades mer än en gång." in text(answer.text)) == (422, True)
    assert standing(edition) == []
