"""The public pages as a visitor meets them."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.people.models import FormerPersonSlug
from scdapp.releases import changes
from scdapp.releases.changes import Change, FieldChange
from scdapp.releases.released import Appearance, Place
from tests.conftest import StoppedClock
from tests.factories import make_announcement, make_edition, make_key_date, make_person, save
from tests.site.programmes import (
    BLOCK,
    RELEASED_AT,
    ROOM_A,
    ROOM_B,
    STAGE,
    THURSDAY,
    WEDNESDAY,
    programme,
    publish,
    session,
)
from tests.site.reading import addresses, words

PAGES = ("/", "/2024", "/2024/program", "/2024/talare", "/2024/viktiga-datum", "/2024/andringar", "/arkiv")


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_edition(2024, host="Stockholms stad")


class TestBeforeAnything:
    def test_without_any_edition_the_start_page_says_so(self, client: FlaskClient) -> None:
        answer = client.get("/")
        assert answer.status_code == 200
        assert "Nästa konferens är inte utlyst än." in words(answer)
        assert "/kalender.ics" in addresses(answer)

    def test_the_archive_is_empty_in_words(self, client: FlaskClient) -> None:
        assert words(client.get("/arkiv")).startswith("Alla år Inga konferenser är utlysta än.")

    @pytest.mark.parametrize("page", PAGES[1:-1])
    def test_an_edition_nobody_announced_is_not_there(self, client: FlaskClient, page: str) -> None:
        make_edition(2024, announced_at=None)
        assert client.get(page).status_code == 404

    def test_save_the_date(self, client: FlaskClient, edition: Edition) -> None:
        answer = client.get("/")
        assert words(answer).startswith(
            "Omställning pågår När 2–4 oktober 2024 Var Kistamässan, Stockholm Tillsammans med Stockholms stad "
            "Spara datumet Programmet är inte släppt än."
        )
        assert "/2024/kalender.ics?hamta=1" in addresses(answer)

    def test_the_name_stands_in_for_a_theme(self, client: FlaskClient) -> None:
        make_edition(2025, theme=None, venue=None, city="Umeå")
        assert words(client.get("/2025")).startswith("Socialchefsdagarna 2025 När 2–4 oktober 2025 Var Umeå Spara")

    def test_what_is_not_there_yet_says_what_to_do(self, client: FlaskClient, edition: Edition) -> None:
        assert words(client.get("/2024/program")).startswith("Program 2024 Programmet är inte släppt än. Prenumerera")
        assert words(client.get("/2024/talare")).startswith("Medverkande 2024 Inga medverkande är klara än.")
        assert words(client.get("/2024/andringar")).startswith("Ändringar i programmet Programmet är inte släppt än.")
        assert words(client.get("/2024/viktiga-datum")).startswith("Viktiga datum 2024 Fler datum är inte bestämda")


class TestStart:
    def test_the_days_left_to_what_comes_next(self, client: FlaskClient, edition: Edition) -> None:
        make_key_date(edition, "Anmälan öppnar")
        make_key_date(edition, "Sista dag att anmäla sig", starts_on=date(2024, 9, 13), example=True)
        assert (
            "Just nu tisdag 7 maj 2024 Passerat. Anmälan öppnar I dag är det måndag 26 augusti 2024. 18 dagar kvar "
            "Sista dag att anmäla sig exempel fredag 13 september 2024 2–4 oktober 2024 37 dagar kvar "
            "Konferensen, Kistamässan Alla viktiga datum"
        ) in words(client.get("/"))

    def test_announced_speakers_with_what_is_known(self, client: FlaskClient, edition: Edition) -> None:
        known, unknown = make_person("Åsa Känd", organisation="Exempelkommun"), make_person("Östen Okänd", title=None)
        make_announcement(edition, known, position=1)
        make_announcement(edition, unknown, position=2, topic="om AI", when_words="torsdag eller fredag")
        make_announcement(edition, make_person("Framtida"), announced_at=datetime(2024, 8, 27, tzinfo=UTC))
        on_stage = (Appearance("speaker", known.name, known.uid, known.slug),)
        publish(edition, programme(session("Ett föredrag", room=ROOM_A, appearances=on_stage)))
        assert (
            "Klara talare Åsa Känd socialchef, Exempelkommun onsdag 2 oktober kl. 10.00–11.00 "
            "Östen Okänd om AI torsdag eller fredag Alla medverkande"
        ) in words(client.get("/2024"))

    def test_during_the_days_now_and_next_come_first(
        self, client: FlaskClient, edition: Edition, clock: StoppedClock
    ) -> None:
        publish(
            edition,
            programme(
                session("Första", room=STAGE, ends=time(10, 45)),
                session("Nära vård", room=ROOM_A, block="a", block_name="A", starts=time(11), ends=time(12)),
                session("LSS", room=ROOM_B, block="a", block_name="A", starts=time(11), ends=time(12)),
            ),
        )
        clock.set(2024, 10, 2, 10, 30)
        page = client.get("/")
        assert words(page).startswith(
            "Nu, till kl. 10.45 Första Stora scenen Härnäst kl. 11.00 Block A Nära vård Sal A LSS Sal B Omställning"
        )
        clock.set(2024, 10, 2, 10, 50)
        assert words(client.get("/")).startswith("Nu Just nu är det inget på programmet. Härnäst kl. 11.00 Block A")
        clock.set(2024, 10, 2, 12, 0)
        assert words(client.get("/")).startswith("Omställning pågår")

    def test_afterwards_thanks_then_a_year_gone_by(
        self, client: FlaskClient, edition: Edition, clock: StoppedClock
    ) -> None:
        publish(edition, programme(session("Ett föredrag")))
        clock.set(2024, 10, 5, 8, 0)
        answer = client.get("/")
        assert "Tack Socialchefsdagarna 2024 är över. Tack till alla som var med. Se programmet" in words(answer)
        assert {"/2024/program", "/arkiv"} <= set(addresses(answer))
        clock.set(2025, 3, 1, 8, 0)
        past = client.get("/")
        assert "Tidigare år Konferensen hölls 2–4 oktober 2024 i Stockholm." in words(past)
        assert "Last-Modified" in past.headers

    def test_words_of_the_organisers_in_markdown(self, client: FlaskClient) -> None:
        make_edition(2024, welcome="Hej **alla** <script>alert(1)</script>", note="Om *året*.")
        text = client.get("/2024").get_data(as_text=True)
        assert "<p>Hej <strong>alla</strong>" in text
        assert "<em>året</em>" in text
        assert "<script>alert" not in text

    def test_the_next_edition_is_the_current_one(self, client: FlaskClient, edition: Edition) -> None:
        make_edition(2023, theme="Gammalt")
        make_edition(2025, theme="Framtid")
        assert words(client.get("/")).startswith("Omställning pågår")


class TestProgramme:
    def test_what_a_visitor_reads(self, client: FlaskClient, edition: Edition) -> None:
        speaker = make_person("Åsa Exempel")
        on_stage = (Appearance("speaker", speaker.name, speaker.uid, speaker.slug),)
        publish(
            edition,
            programme(
                session("Kaffe", kind="break", service=True, starts=time(9), ends=time(9, 30), example=True),
                session("Om omställning", room=STAGE, summary="*Ett* brett grepp.\n\nMer.", appearances=on_stage),
                session("Nära vård", room=ROOM_A, block="a", starts=time(13), ends=time(14), track_name="Vård"),
                session("Om LSS", room=ROOM_B, block="a", starts=time(13), ends=time(14, 30), language="en"),
                session("Jan Eliasson", room=STAGE, starts=time(15), ends=None, approximate=True, prerecorded=True),
                session("Utan tid", starts=None),
                session("Utan dag", day=None),
                note="Nu med kaffe.",
            ),
        )
        assert words(client.get("/2024/program")).partition("Visa Onsdag")[2] == (
            " 2 oktober Sal A 260 platser, slinga Sal B 180 platser "
            "09.00 – 09.30 Kaffe exempel "
            "10.00 – 11.00 Om omställning Åsa Exempel Ett brett grepp. Stora scenen "
            "13.00 – 14.30 Block A Ett seminarium av två "
            "Sal A Nära vård till kl. 14.00 Vård Sal B Om LSS engelska "
            "ca 15.00 Jan Eliasson Stora scenen förinspelat "
            "Tid meddelas senare Lokal meddelas senare Utan tid "
            "Dag meddelas senare Lokal meddelas senare Utan dag"
        )

    def test_preliminary_or_final_and_since_when(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("Ett"), note="Första utkastet."))
        assert words(client.get("/2024/program")).startswith(
            "Program 2024 Preliminärt Version 2, släppt fredag 23 augusti 2024 kl. 16.00. Det som ändrats "
            "Första utkastet. Prenumerera i din kalender"
        )
        publish(edition, programme(session("Ett"), number=3, final=True))
        assert words(client.get("/2024/program")).startswith("Program 2024 Slutligt program. Version 3, släppt")

    def test_cancelled_stays_and_moved_says_where_it_was(self, client: FlaskClient, edition: Edition) -> None:
        publish(
            edition,
            programme(
                session("Uppföljning", room=STAGE, cancelled=True, cancel_note="Föreläsaren är sjuk."),
                session("LSS", room=ROOM_A, starts=time(13), moved_from=Place(WEDNESDAY, time(10, 15), "Sal B")),
                session("Borta", withdrawn=True),
            ),
        )
        read = words(client.get("/2024/program"))
        assert "Inställt Uppföljning Föreläsaren är sjuk. Stora scenen" in read
        assert "Flyttad LSS Var kl. 10.15 i Sal B. Sal A" in read
        assert "Borta" not in read

    def test_filters_live_in_the_address(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("Ett", room=ROOM_A), session("Panelen", room=ROOM_B, kind="panel")))
        read = words(client.get("/2024/program?typ=panel&lokal="))
        assert "Panelen" in read
        assert "10.00 – 11.00 Ett" not in read
        assert "Inget på programmet passar det du valde." in words(client.get("/2024/program?typ=panel&lokal=sal-a"))

    def test_a_filter_that_cannot_be_says_so_and_is_not_kept(
        self, client: FlaskClient, edition: Edition, app: Flask
    ) -> None:
        publish(edition, programme(session("Ett")))
        shelf = app.extensions["scdapp.shelf"]
        for number in range(5):
            answer = client.get(f"/2024/program?lokal=sal-{number}")
            assert answer.status_code == 404
            assert words(answer).startswith("Den delen finns inte i programmet")
        assert len(shelf._rows) == 0

    def test_unknown_parameters_are_no_new_pages(self, client: FlaskClient, edition: Edition, app: Flask) -> None:
        publish(edition, programme(session("Ett")))
        for query in ("", "?utm_source=x", "?typ=&lokal=", "?fbclid=1"):
            assert client.get(f"/2024/program{query}").status_code == 200
        assert len(app.extensions["scdapp.shelf"]._rows) == 1

    def test_of_a_year_gone_by_nothing_is_told_later(
        self, client: FlaskClient, edition: Edition, clock: StoppedClock
    ) -> None:
        person = make_person("Åsa Exempel")
        stage = (Appearance("speaker", person.name, person.uid, person.slug),)
        publish(
            edition,
            programme(
                session("Öppet slut", ends=None),
                session("Vid samma tid"),
                session("Utan tid", starts=None),
                session("Utan dag", day=None, appearances=stage),
                final=True,
            ),
        )
        clock.set(2024, 10, 5, 0, 0)
        pages = ["/2024/program", "/2024/program/utan-tid", "/2024/program/utan-dag", "/2024/talare"]
        read = [words(client.get(page)) for page in [*pages, "/talare/asa-exempel"]]
        assert [one for one in read if "meddelas senare" in one] == []
        assert "Utan känd tid Utan tid Utan känd dag Utan dag" in read[0]
        assert "Onsdag 2 oktober Kistamässan, Stockholm" in read[1]
        assert read[3] == "Medverkande 2024 Åsa Exempel Utan dag"

    def test_one_day_of_a_small_programme(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("På onsdag"), session("På torsdag", day=THURSDAY)))
        answer = client.get("/2024/program?dag=2024-10-03")
        assert "På torsdag" in words(answer)
        assert "På onsdag" not in words(answer)
        assert {"/2024/program?dag=2024-10-02", "/2024/program"} <= set(addresses(answer))

    def test_a_large_programme_comes_a_day_at_a_time(
        self, client: FlaskClient, edition: Edition, clock: StoppedClock
    ) -> None:
        days = {WEDNESDAY: "onsdag", THURSDAY: "torsdag"}
        publish(
            edition, programme(*(session(f"{name} {n}", day=day) for day, name in days.items() for n in range(151)))
        )
        read = words(client.get("/2024/program"))
        assert "onsdag 150" in read
        assert "torsdag 150" not in read
        clock.set(2024, 10, 3, 7, 0)
        assert "torsdag 150" in words(client.get("/2024/program"))
        assert "onsdag 150" in words(client.get("/2024/program?dag=2024-10-02"))

    def test_the_page_does_not_tell_of_a_present_that_has_passed(
        self, client: FlaskClient, edition: Edition, clock: StoppedClock
    ) -> None:
        publish(edition, programme(session("Nuvarande")))
        clock.setting = lambda: None  # type: ignore[method-assign]
        clock.set(2024, 10, 2, 10, 30)
        assert words(client.get("/2024/program")).startswith("Nu, till kl. 11.00 Nuvarande")
        clock.set(2024, 10, 2, 11, 0)
        assert words(client.get("/2024/program")).startswith("Program 2024")


class TestSession:
    def test_all_that_is_known(self, client: FlaskClient, edition: Edition) -> None:
        person = make_person("Åsa Exempel")
        on_stage = (
            Appearance("moderator", person.name, person.uid, person.slug, "socialchef", "Exempelkommun"),
            Appearance("speaker", "seminarieledare från FSS"),
        )
        other = session("Annat val", room=ROOM_A, block="a", cancelled=True)
        panel = session("Panelen", day=THURSDAY)
        one = session(
            "Bostad och stöd enligt LSS",
            room=ROOM_B,
            block="a",
            block_name="A",
            track="nara-vard",
            track_name="Nära vård",
            capacity=180,
            language="en",
            prerecorded=True,
            summary="Planera **boenden**.",
            appearances=on_stage,
            related=(panel.uid,),
            moved_from=Place(WEDNESDAY, time(10), "Sal A"),
            example_fields=("starts", "room"),
        )
        publish(edition, programme(one, other, panel))
        answer = client.get("/2024/program/bostad-och-stod-enligt-lss")
        assert words(answer) == (
            "Till programmet för onsdag 2 oktober Seminarium, block A Bostad och stöd enligt LSS "
            "Ny lokal: Sal B (var i Sal A). Senast ändrat fredag 23 augusti 2024 kl. 16.00. "
            "Onsdag 2 oktober kl. 10.00–11.00 Sal B, Kistamässan, Stockholm Planera boenden. "
            "Hämta till kalendern (.ics) Prenumerera, så följer ändringar med "
            "Medverkande Åsa Exempel, moderator, socialchef, Exempelkommun "
            "Seminarieledare från FSS. Namn meddelas senare. Spår Nära vård Block Block A Platser 180 "
            "Lokalen Stegfri väg in. Hörslinga saknas. Språk engelska. Föreläsningen är förinspelad. "
            "Om uppgifterna exempel Programpunkten är verklig, men de här uppgifterna är påhittade: tid och lokal. "
            "Hör ihop med Panelen Torsdag 3 oktober kl. 10.00–11.00 Att välja på i samma block Annat val Inställt"
        )
        assert {"/talare/asa-exempel", "/2024/program?pass=a", "/2024/program?spar=nara-vard"} <= set(addresses(answer))
        assert "/2024/program/bostad-och-stod-enligt-lss.ics?hamta=1" in addresses(answer)
        assert "Hör ihop med Bostad och stöd enligt LSS" in words(client.get("/2024/program/panelen"))

    def test_cancelled_says_why_and_offers_no_file(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("Ett", cancelled=True, cancel_note="Föreläsaren är sjuk.")))
        read = words(client.get("/2024/program/ett"))
        assert "Inställt Föreläsaren är sjuk." in read
        assert "Hämta till kalendern" not in read

    def test_unknown_times_are_told_later(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("Ett", starts=None), session("Två", day=None)))
        assert "Onsdag 2 oktober, tid meddelas senare" in words(client.get("/2024/program/ett"))
        assert "Dag meddelas senare" in words(client.get("/2024/program/tva"))

    def test_an_old_address_leads_to_the_new(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("Ny titel", former_slugs=("gammal-titel",))))
        for prefix in ("", "/en"):
            answer = client.get(f"{prefix}/2024/program/gammal-titel")
            assert (answer.status_code, answer.location) == (301, f"{prefix}/2024/program/ny-titel")

    def test_withdrawn_says_so(self, client: FlaskClient, edition: Edition) -> None:
        publish(edition, programme(session("Ett", withdrawn=True)))
        answer = client.get("/2024/program/ett")
        assert answer.status_code == 200
        assert "Programpunkten är inte längre med i programmet. Den togs bort fredag 23 augusti 2024" in words(answer)
        assert b'content="noindex"' in answer.data

    def test_what_was_never_released_is_not_there(self, client: FlaskClient, edition: Edition) -> None:
        assert client.get("/2024/program/ett").status_code == 404
        publish(edition, programme(session("Ett")))
        assert client.get("/2024/program/tva").status_code == 404


class TestPeople:
    def test_everybody_in_swedish_order(self, client: FlaskClient, edition: Edition) -> None:
        zoe, orjan, ake = make_person("Zoe"), make_person("Örjan"), make_person("Åke", organisation="FSS")
        make_announcement(edition, orjan, topic="om AI", when_words="fredag")
        make_announcement(edition, zoe)
        stage = tuple(Appearance("speaker", one.name, one.uid, one.slug, one.title) for one in (ake, zoe))
        publish(edition, programme(session("Tillsammans", appearances=stage), session("Zoe", appearances=stage[1:])))
        assert words(client.get("/2024/talare")) == (
            "Medverkande 2024 "
            "Zoe socialchef Tillsammans onsdag 2 oktober kl. 10.00–11.00 onsdag 2 oktober kl. 10.00–11.00 "
            "Åke socialchef Tillsammans onsdag 2 oktober kl. 10.00–11.00 "
            "Örjan socialchef om AI fredag"
        )

    def test_a_person_over_all_years_newest_first(self, client: FlaskClient, edition: Edition) -> None:
        person = make_person("Åsa Exempel", bio="Skriver *böcker*.", organisation="Exempelkommun")
        stage = (Appearance("speaker", person.name, person.uid, person.slug),)
        publish(make_edition(2023), programme(session("Förr", appearances=stage, room=ROOM_A)))
        make_announcement(edition, person, topic="om AI", when_words="torsdag eller fredag")
        answer = client.get("/talare/asa-exempel")
        assert words(answer) == (
            "Till alla som medverkar 2024 Åsa Exempel socialchef, Exempelkommun Skriver böcker. "
            "Socialchefsdagarna 2024 om AI torsdag eller fredag "
            "Socialchefsdagarna 2023 Förr Onsdag 2 oktober kl. 10.00–11.00, Sal A "
            "Alla framträdanden som kalender (.ics)"
        )
        assert "/talare/asa-exempel.ics" in addresses(answer)

    def test_only_those_whom_the_public_knows(self, client: FlaskClient, edition: Edition) -> None:
        secret = make_person("Hemlig")
        assert client.get("/talare/hemlig").status_code == 404
        make_announcement(make_edition(2025, announced_at=None), secret)
        make_announcement(edition, secret, announced_at=datetime(2024, 8, 27, tzinfo=UTC))
        assert client.get("/talare/hemlig").status_code == 404

    def test_a_former_name_leads_on_but_only_for_the_known(self, client: FlaskClient, edition: Edition) -> None:
        person = make_person("Nytt Namn")
        save(FormerPersonSlug(person_id=person.id, slug="gammalt-namn"))
        assert client.get("/talare/gammalt-namn").status_code == 404
        make_announcement(edition, person)
        answer = client.get("/talare/gammalt-namn")
        assert (answer.status_code, answer.location) == (301, "/talare/nytt-namn")


class TestYears:
    def test_the_archive_tells_what_is_known(self, client: FlaskClient, edition: Edition) -> None:
        make_edition(2014, theme=None, city=None, venue=None, ends_on=None, starts_on=date(2014, 9, 1))
        make_edition(2025, announced_at=None)
        publish(edition, programme(session("Ett"), session("Två"), session("Lunch", kind="lunch", service=True)))
        answer = client.get("/arkiv")
        assert words(answer).partition("(.ics) ")[2] == (
            "2024 Omställning pågår 2–4 oktober 2024, Kistamässan, Stockholm Tillsammans med Stockholms stad "
            "2 programpunkter 2014 1 september 2014"
        )
        assert "/kalender.ics" in addresses(answer)

    def test_key_dates_for_whom_and_until_when(self, client: FlaskClient, edition: Edition) -> None:
        make_key_date(edition, "Nominera", starts_on=date(2024, 8, 20), ends_on=date(2024, 8, 30), audience="medlemmar")
        make_key_date(edition, "Frågestund", starts_on=date(2024, 9, 2), at=time(12, 0), note="På *nätet*.")
        make_key_date(edition, "Struket", withdrawn_at=datetime(2024, 5, 1, tzinfo=UTC))
        assert words(client.get("/2024/viktiga-datum")).partition("ändringar med ")[2] == (
            "I dag är det måndag 26 augusti 2024. Pågår, 4 dagar kvar Nominera "
            "tisdag 20 augusti 2024 t.o.m. fredag 30 augusti 2024 För: medlemmar "
            "måndag 2 september 2024 kl. 12.00 7 dagar kvar Frågestund På nätet. "
            "2–4 oktober 2024 37 dagar kvar Konferensen, Kistamässan"
        )

    def test_changes_newest_first_with_long_lists_summed_up(self, client: FlaskClient, edition: Edition) -> None:
        new = [Change(str(n), f"nr-{n}", f"Punkt {n}", "added") for n in range(13)]
        publish(edition, programme(number=1, note="Första."), changes=changes.dumps(new))
        moved = Change("1", "lss", "LSS", "moved", (FieldChange("room_name", "Sal A", "Sal B"),))
        gone = Change("2", "borta", "Borta", "withdrawn")
        publish(edition, programme(final=True), changes=changes.dumps([moved, gone, new[0]]))
        answer = client.get("/2024/andringar")
        assert (
            words(answer)
            .partition("Till programmet ")[2]
            .startswith(
                "Version 2 Slutligt program. Släppt fredag 23 augusti 2024 kl. 16.00. "
                "Flyttad: LSS Lokal: Sal A → ändrades till Sal B Borttagen ur programmet: Borta Ny: Punkt 0 "
                "Version 1 Preliminärt Släppt fredag 23 augusti 2024 kl. 16.00. Första. 13 programpunkter tillkom Ny:"
            )
        )
        assert "/2024/program/lss" in addresses(answer)
        assert "/2024/program/borta" not in addresses(answer)


class TestEveryPage:
    def test_in_english_the_frame_changes_and_the_content_is_marked_swedish(
        self, client: FlaskClient, edition: Edition
    ) -> None:
        publish(edition, programme(session("Ett föredrag", room=ROOM_A), session("Två", room=ROOM_B)))
        answer = client.get("/en/2024/program")
        text = answer.get_data(as_text=True)
        assert '<html lang="en"' in text
        assert '<h3 lang="sv"><a href="/en/2024/program/ett-foredrag">' in text
        assert "Wednesday 2 October" in words(answer)
        assert 'hreflang="sv" href="https://socialchefsdagarna.example/2024/program"' in text
        assert 'hreflang="en" href="https://socialchefsdagarna.example/en/2024/program"' in text

    @pytest.mark.parametrize("page", PAGES)
    def test_says_what_it_is_and_needs_nothing_from_others(
        self, client: FlaskClient, edition: Edition, page: str
    ) -> None:
        publish(edition, programme(session("Ett")))
        text = client.get(page).get_data(as_text=True)
        assert '<meta name="description" content="' in text
        assert '<meta property="og:title" content="' in text
        assert "style=" not in text
        assert {one for one in text.split('"') if one.startswith("http")} == {
            one for one in text.split('"') if one.startswith("https://socialchefsdagarna.example/")
        }

    @pytest.mark.parametrize("page", PAGES)
    def test_a_second_visit_is_one_small_query_and_304_if_nothing_changed(
        self, client: FlaskClient, edition: Edition, page: str
    ) -> None:
        publish(edition, programme(session("Ett")))
        first = client.get(page)
        statements, connections = _count(client, page)
        assert (statements, connections) == (0, 1)
        assert client.get(page, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    @pytest.mark.parametrize("page", [*PAGES, "/talare/talare-0", "/2024/program/punkt-0"])
    def test_a_first_visit_asks_as_much_for_3_as_for_300(
        self, client: FlaskClient, edition: Edition, page: str
    ) -> None:
        _fill(edition, 3)
        few = _count(client, page)
        _fill(edition, 300)
        assert _count(client, page) == few
        assert few[0] <= 8  # and the version of what is published

    def test_the_archive_asks_as_much_for_many_years(self, client: FlaskClient) -> None:
        publish(make_edition(2001), programme(session("Ett")))
        few = _count(client, "/arkiv")
        for year in range(2002, 2012):
            publish(make_edition(year), programme(session("Ett")))
        assert _count(client, "/arkiv") == few

    def test_a_change_is_seen_at_once(self, client: FlaskClient, edition: Edition) -> None:
        assert words(client.get("/2024")).startswith("Omställning pågår")
        with transaction():
            db.session.get_one(Edition, edition.id).theme = "Nytt tema"
        assert words(client.get("/2024")).startswith("Nytt tema")

    def test_the_whole_programme_page_is_light(self, client: FlaskClient, edition: Edition) -> None:
        rooms = (ROOM_A, ROOM_B, STAGE)
        names = ("Nära vård i kommunen: vägar till gemensam planering", "Ny socialtjänstlag", "Tillit som arbetssätt")
        publish(
            edition,
            programme(
                *(
                    session(
                        f"{names[n % 3]} {n}",
                        room=rooms[n % 3],
                        block=BLOCK.slug if n % 2 else None,
                        starts=time(8 + n % 12, n % 50),
                        ends=time(9 + n % 12, n % 50),
                        summary=f"Om hur {names[(n + 1) % 3].lower()} går till i kommun {n * 7919}.",
                    )
                    for n in range(120)
                )
            ),
        )
        packed = {"Accept-Encoding": "gzip"}
        page = client.get("/2024/program", headers=packed)
        parts = [part for part in client.get("/2024/program").get_data(as_text=True).split('"') if "/stil/" in part]
        assert len(parts) == 3
        total = len(page.data) + sum(len(client.get(part, headers=packed).data) for part in parts)
        assert total < 60 * 1024


def _count(client: FlaskClient, page: str) -> tuple[int, int]:
    """How many statements SQLAlchemy sent for the page, and how often a connection was taken.

    The version of what is published goes straight through the driver: a warm page is no statement, one connection.
    """
    statements: list[str] = []
    connections: list[str] = []

    def statement(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.startswith("SELECT"):
            statements.append(sql)

    def checkout(*_rest: Any) -> None:
        connections.append("")

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", statement)
    event.listen(db.engine, "checkout", checkout)
    assert client.get(page).status_code == 200
    event.remove(db.engine, "before_cursor_execute", statement)
    event.remove(db.engine, "checkout", checkout)
    return len(statements), len(connections)


def _fill(edition: Edition, n: int) -> None:
    """Make `n` sessions public, each with a speaker of its own who is announced; key dates too."""
    people = [make_person(f"Talare {n}-{one}" if n > 3 else f"Talare {one}") for one in range(min(n, 12))]
    for one in people:
        make_announcement(edition, one)
    make_key_date(edition, f"Datum {n}")
    sessions = [
        session(
            f"Punkt {one}",
            appearances=(Appearance("speaker", (who := people[one % len(people)]).name, who.uid, who.slug),),
        )
        for one in range(n)
    ]
    number = n
    publish(edition, programme(*sessions, number=number), changes="[]")
    assert datetime(2024, 8, 26, tzinfo=UTC) > RELEASED_AT
