"""English for visitors: nothing is left in Swedish, in the catalogue or on a page."""

import ast
import html
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from dev import EXTRACT
from scdapp.app import create_app
from scdapp.core import clock as site_clock
from scdapp.core import web
from scdapp.core.db import db, transaction
from scdapp.core.language import CATALOGUE
from scdapp.guests.letters import LOGIN
from scdapp.registration.letters import OFFER, SHOW
from scdapp.releases import changes
from scdapp.releases.changes import Change, FieldChange
from scdapp.releases.released import Appearance, Day, Place, Session
from scdapp.releases.wording import LABELS, WHAT
from scdapp.seminars.letters import SEMINAR_OFFER
from scdapp.tokens import service as tokens
from tests.conftest import StoppedClock, Visitor, logged_in_guest
from tests.english_year import ALEX, KIM, ROBIN, SAM, Year, make_year
from tests.factories import make_announcement, make_edition, make_key_date, make_person
from tests.site import reading
from tests.site.programmes import ROOM_A, ROOM_B, STAGE, THURSDAY, WEDNESDAY, programme, publish, session

TRANSLATORS = {"gettext", "lazy_gettext", "ngettext", "lazy_ngettext", "_"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
WORD = re.compile(r"[^\W\d_]{2,}")
# Of a tag only what somebody reads or hears.
TAG = re.compile(r"<[^>]+>")
READ = re.compile(r'\b(?:alt|title|aria-label|placeholder|content)="([^"]*)"')
ADDRESS = re.compile(r"https?://\S+")
# The number of a booking, whose letters may happen to make a word.
DRAWN = re.compile(r"\b\d\d-[0-9A-Z]{6}\b")
# The link to the other language is told in that language.
OTHER_LANGUAGE = "På svenska"

PAGES = (
    *("/", "/arkiv", "/2024", "/2024/program", "/2024/talare", "/2024/viktiga-datum", "/2024/andringar"),
    *("/2024/prenumerera", "/2024/prenumerera/talare", "/2024/prenumerera/programpunkter"),
    *("/talare/robin", "/talare/kim", "/logga-in", "/nowhere", "/2024/program?typ=nothing"),
)
CALENDARS = ("/kalender.ics", "/2024/kalender.ics", "/2024/viktiga-datum.ics", "/talare/robin.ics")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(texts: Any) -> tuple[str, ...]:
    """The only form of a text, or its singular and plural."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _ids(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {_forms(message.id) for message in _messages(catalogue)}


def _filled(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _texts_in_code() -> Iterator[str]:
    for file in web.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATORS:
                texts = node.args[: 2 if "ngettext" in node.func.id else 1]
                yield from (one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str))


class TestCatalogue:
    def test_every_text_has_its_english(self, catalogue: Catalog) -> None:
        assert [one.id for one in _messages(catalogue) if one.fuzzy or not all(_forms(one.string))] == []

    def test_both_languages_have_the_same_gaps_to_fill(self, catalogue: Catalog) -> None:
        pairs = ((swedish, english) for one in _messages(catalogue) for swedish, english in _pairs(one))
        assert [swedish for swedish, english in pairs if _filled(swedish) != _filled(english)] == []

    def test_it_holds_what_code_and_templates_say_and_nothing_else(self, catalogue: Catalog, tmp_path: Path) -> None:
        target = tmp_path / "messages.pot"
        subprocess.run([sys.executable, *EXTRACT, "-o", str(target), "."], cwd=web.PACKAGE.parent, check=True)
        with target.open("rb") as file:
            assert _ids(read_po(file)) == _ids(catalogue), "python3 dev.py translate"

    def test_it_knows_what_extraction_cannot_see(self, catalogue: Catalog) -> None:
        """A text inside an f-string, for one."""
        assert set(_texts_in_code()) - {form for forms in _ids(catalogue) for form in forms} == set()


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    yield from zip(_forms(message.id), _forms(message.string), strict=True)


@pytest.fixture
def swedish(catalogue: Catalog) -> set[str]:
    """The words that are told in Swedish and never in English."""
    told: tuple[set[str], set[str]] = (set(), set())
    for message in _messages(catalogue):
        for pair in _pairs(message):
            for language, text in zip(told, pair, strict=True):
                language |= _words(PLACEHOLDER.sub(" ", text))
    return told[0] - told[1]


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(ADDRESS.sub(" ", text))}


def _swedish(told: set[str], swedish: set[str]) -> set[str]:
    return {word for word in told if word in swedish or not {*"åäö"}.isdisjoint(word)}


def _swedish_on(page: str, swedish: set[str]) -> set[str]:
    """The Swedish that is read or heard on a page, its head included."""
    page = page.replace(OTHER_LANGUAGE, "")
    heard = " ".join(READ.findall(" ".join(TAG.findall(page))))
    told = html.unescape(f"{TAG.sub(' ', page)} {heard}").replace("\u00ad", "")
    return _swedish(_words(told), swedish)


def _swedish_in(calendar: str, swedish: set[str]) -> set[str]:
    unfolded = calendar.replace("\r\n ", "").replace("\\n", " ")
    return _swedish(_words(re.sub(r"\nUID:.*", "", unfolded)), swedish)


def _sessions() -> tuple[Session, ...]:
    """One of each sort that is told in words of its own, with titles that are Swedish in no way."""
    robin = Appearance("moderator", "Robin", "person-of-robin", "robin", "director")
    somebody = Appearance("speaker", "the mayor")
    choice: dict[str, Any] = {"block": "a", "block_name": "A", "track": "nearby", "track_name": "Nearby"}
    whole = session("Big one", kind="keynote", room=STAGE, appearances=(robin, somebody), language="sgn")
    return (
        whole,
        session("Third", room=STAGE, starts=time(11), ends=time(12), **choice),
        session("First", room=ROOM_A, starts=time(11), ends=time(12), related=(whole.uid,), prerecorded=True, **choice),
        session("Second", room=ROOM_B, starts=time(11), ends=time(12), cancelled=True, cancel_note="Ill.", **choice),
        session("Other room", room=ROOM_A, starts=time(13), ends=None, moved_from=Place(WEDNESDAY, time(13), "Hall")),
        session("Both", room=ROOM_B, starts=time(13), ends=time(14), moved_from=Place(THURSDAY, time(9), "Hall")),
        session("Untimed", starts=None),
        session("Gone", withdrawn=True),
        session("Other time", day=THURSDAY, moved_from=Place(WEDNESDAY, time(9), None), example_fields=("room", "day")),
        session("Roughly", day=THURSDAY, starts=time(14), ends=time(15), approximate=True, example=True),
        session("Undated", day=None),
    )


def _every_change() -> list[Change]:
    values = {"day": "2024-10-02", "starts": "10.00", "ends": "11.00", "kind": "lunch", "language": "no"}
    values |= dict.fromkeys(("past_midnight", "approximate", "prerecorded", "service"), "ja")
    fields = [FieldChange(name, None, values.get(name, "New")) for name in LABELS]
    return [Change(str(n), "first", "First", what, tuple(fields)) for n, what in enumerate(WHAT)]


@pytest.fixture
def year(app: Flask) -> None:
    """A year in which everything happens that a visitor can be told of."""
    edition = make_edition(2024, theme="Anew", host="City Hall", city="Town", venue="Arena", note="Fine.")
    make_key_date(edition, "Nominate", starts_on=date(2024, 8, 20), ends_on=date(2024, 8, 30), audience="members")
    make_key_date(edition, "Ask", starts_on=date(2024, 9, 2), at=time(12), example=True)
    kim = make_person("Kim", title="mayor")
    robin = make_person("Robin", title="director", uid="person-of-robin")
    make_announcement(edition, kim)
    make_announcement(edition, robin, topic="Work")
    old = make_edition(2023, theme="Before", city="Town", venue=None)
    publish(old, programme(session("Long ago", day=date(2023, 10, 2)), days=(Day(date(2023, 10, 2)),)))
    publish(edition, programme(number=1), changes=changes.dumps(Change(str(n), "x", "X", "added") for n in range(20)))
    publish(
        edition,
        programme(*_sessions(), final=True, venue="Arena", tracks=()),
        changes=changes.dumps(_every_change()),
    )


@pytest.mark.usefixtures("year")
class TestVisitors:
    @pytest.mark.parametrize(
        "moment",
        [
            pytest.param((2024, 8, 26, 9, 0), id="before"),
            pytest.param((2024, 10, 2, 10, 30), id="during a talk"),
            pytest.param((2024, 10, 2, 11, 30), id="during a choice"),
            pytest.param((2024, 10, 2, 15, 0), id="nothing until tomorrow"),
            pytest.param((2024, 10, 7, 9, 0), id="just over"),
            pytest.param((2025, 3, 1, 9, 0), id="long over"),
        ],
    )
    def test_no_page_says_a_word_in_swedish(
        self, client: FlaskClient, clock: StoppedClock, swedish: set[str], moment: tuple[int, ...]
    ) -> None:
        clock.set(*moment)
        pages = (*PAGES, "/2023", *(f"/2024/program/{one.slug}" for one in _sessions()))
        told = {page: _swedish_on(client.get(f"/en{page}").text, swedish) for page in pages}
        assert {page: found for page, found in told.items() if found} == {}

    def test_the_same_words_are_found_on_every_page_in_swedish(self, client: FlaskClient, swedish: set[str]) -> None:
        assert [page for page in PAGES if len(_swedish_on(client.get(page).text, swedish)) < 8] == []
        assert [page for page in CALENDARS if not _swedish_in(client.get(page).text, swedish)] == []

    def test_no_calendar_says_a_word_in_swedish(self, client: FlaskClient, swedish: set[str]) -> None:
        told = {page: _swedish_in(client.get(f"/en{page}").text, swedish) for page in CALENDARS}
        assert {page: found for page, found in told.items() if found} == {}

    def test_the_log_in_page_refuses_in_english(self, client: FlaskClient, swedish: set[str]) -> None:
        for typed in ({}, {"email": "a" * 400, "password": "x"}, {"email": "a@b.example", "password": "x"}):
            answer = client.post("/en/logga-in", data=typed)
            assert (answer.status_code, _swedish_on(answer.text, swedish)) == (422, set())

    def test_the_demo_tells_of_itself_in_english(self, app: Flask, swedish: set[str]) -> None:
        same = {name: app.config[name] for name in ("SQLALCHEMY_DATABASE_URI", "SECRET_KEY", "BASE_URL", "TESTING")}
        more = {"INSTANCE": app.instance_path, "DEMO": True, "CLOCK": StoppedClock(), "WTF_CSRF_ENABLED": False}
        demo = create_app({**same, **more})
        demo.test_client_class = Visitor
        client = demo.test_client()
        refused = [client.post("/en/demo/tid", data={"moment": typed}) for typed in ("", "soon", "1066-10-14T09:00")]
        assert [_swedish_on(page.text, swedish) for page in (client.get("/en/demo"), *refused)] == [set()] * 4
        with demo.app_context():
            db.engine.dispose()


def _hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name, value = (re.search(rf'{what}="([^"]*)"', field) for what in ("name", "value"))
        if name:
            found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    return found


class Walk:
    """Pages met one after the other, and the Swedish on each of them."""

    def __init__(self, swedish: set[str]) -> None:
        self.swedish = swedish
        self.found: dict[str, set[str]] = {}
        self.met = 0

    def meet(self, client: FlaskClient, path: str, typed: dict[str, Any] | None = None, status: int = 200) -> str:
        """Look at the page, or at where an answer leads, that must come with `status`; its text."""
        answer = client.get(f"/en{path}") if typed is None else client.post(f"/en{path}", data=typed)
        if answer.status_code == 303:
            answer = client.get(answer.headers["Location"])
        page = answer.text
        assert answer.status_code == status, path
        # What a letter is called at the desk is said to be Swedish.
        read = DRAWN.sub(" ", re.sub(r'<b lang="sv">[^<]*</b>', " ", page))
        if told := _swedish_on(read, self.swedish):
            self.found[f"{path} {sorted(typed or ())}"] = told
        self.met += 1
        return page


@pytest.fixture
def walk(swedish: set[str]) -> Iterator[Walk]:
    walk = Walk(swedish)
    yield walk
    assert walk.found == {}
    assert walk.met


@pytest.fixture
def registering(app: Flask) -> Year:
    return make_year()


class TestRegistering:
    """The pages by which people register, and those behind the log-in and the links of letters."""

    def test_the_board_and_who_may_register_when(
        self, client: FlaskClient, clock: StoppedClock, registering: Year, walk: Walk
    ) -> None:
        for moment in ((2024, 8, 26, 9, 0), (2024, 9, 1, 9, 0), (2024, 9, 20, 9, 0)):
            clock.set(*moment)
            for page in (
                "/",
                "/2024/anmalan",
                *(f"/2024/anmalan/{one}" for one in ("soon", "some-day", "past", "tiny")),
            ):
                walk.meet(client, page)
        clock.set(2024, 8, 26, 9, 0)
        watch = "/2024/anmalan/soon/sag-till"
        walk.meet(client, watch)
        for typed in ("", "kim", "a" * 400):
            walk.meet(client, watch, {"email": typed}, 422)
        walk.meet(client, watch, {"email": KIM})
        walk.meet(client, "/sag-till/klart")
        walk.meet(client, "/personuppgifter")

    def test_the_form_its_review_and_its_receipt(self, client: FlaskClient, registering: Year, walk: Walk) -> None:
        for slug in ("participants", "payers"):
            form = f"/2024/anmalan/{slug}"
            page = walk.meet(client, form)
            passes, extras = (
                re.findall(rf'type="{kind}" name="people-0-products"[^>]*value="(\d+)"', page)
                for kind in ("radio", "checkbox")
            )
            walk.meet(client, form, {"step": "add"})
            for wrong in (
                {},
                {"contact_email": "kim", "people-0-email": KIM, "people-1-email": KIM, "kind": "company"},
            ):
                walk.meet(client, form, {"step": "review", **wrong}, 422)
            typed: dict[str, Any] = {
                **{"contact_name": "Terry", "contact_email": f"{slug}@town.example", "contact_phone": "12345"},
                **{"attends": "y", "accepts_conditions": "y", "people-0-products": [passes[0], extras[0]]},
                **{"people-1-name": "", "people-1-products": passes[0], "people-1-listed": "y"},
                **{"kind": "company", "organisation_name": "Firm", "organisation_number": "556036-0793"},
                **{"buyer_reference": "1234"},
            }
            review = walk.meet(client, form, typed)
            walk.meet(client, form, {**_hidden(review), "step": "book"})

    def test_logging_in(self, client: FlaskClient, registering: Year, walk: Walk) -> None:
        form = "/min-anmalan/logga-in"
        walk.meet(client, form)
        walk.meet(client, form, {"email": "kim"}, 422)
        walk.meet(client, form, {"email": KIM})
        with transaction():
            token = tokens.mint(LOGIN, KIM, now=site_clock.now())
        walk.meet(client, f"{form}/lank/{token}")
        walk.meet(client, f"{form}/lank/{'x' * 43}", status=410)

    def test_what_a_link_in_a_letter_opens(
        self, client: FlaskClient, clock: StoppedClock, registering: Year, walk: Walk
    ) -> None:
        year = registering
        subjects = (f"booking:{year.booking.uid}", f"participant:{year.waiting.uid}", f"share:{year.share.uid}")
        with transaction():
            shown = [tokens.mint(SHOW, subject, now=site_clock.now()) for subject in subjects]
            offer = tokens.mint(OFFER, f"participant:{year.offered.uid}", now=site_clock.now())
            seminar = tokens.mint(SEMINAR_OFFER, f"{year.seats[1].uid}:First-A", now=site_clock.now())
        for token in shown:
            walk.meet(client, f"/min-anmalan/visa/{token}")
        walk.meet(client, f"/seminarieplats/{seminar}")
        walk.meet(client, f"/min-anmalan/erbjudande/{offer}")
        clock.set(2024, 9, 12, 9, 0)
        walk.meet(client, f"/min-anmalan/erbjudande/{offer}", {"svar": "ja"}, 422)
        clock.set(2024, 8, 26, 9, 0)
        walk.meet(client, f"/min-anmalan/erbjudande/{offer}", {"svar": "nej"})

    def test_min_anmalan(self, app: Flask, clock: StoppedClock, registering: Year, walk: Walk) -> None:
        year = registering
        clients = {email: logged_in_guest(app, email) for email in (KIM, ROBIN, ALEX, SAM, "nobody@town.example")}
        for email, page in self._own_pages(year):
            walk.meet(clients[email], page)
        walk.meet(clients["nobody@town.example"], "/min-anmalan")
        clock.set(2024, 10, 5, 9, 0)
        for page in ("", "/val", "/overlat", "/dagar", "/avboka", "/seminarier", "/mat-och-tillganglighet"):
            walk.meet(clients[KIM], f"/min-anmalan/{year.seats[0].uid}{page}")

    def _own_pages(self, year: Year) -> Iterator[tuple[str, str]]:
        kim, robin, third = (one.uid for one in year.seats)
        seat = ("", "/person", "/val", "/overlat", "/dagar", "/avboka", "/seminarier")
        own = ("/mat-och-tillganglighet", "/kalender")
        yield KIM, "/min-anmalan"
        yield from ((KIM, f"/min-anmalan/{kim}{page}") for page in (*seat, *own))
        yield from ((KIM, f"/min-anmalan/{robin}{page}") for page in seat)
        yield KIM, f"/min-anmalan/{third}"
        yield KIM, f"/min-anmalan/grupp/{year.booking.uid}/seminarier"
        yield from ((KIM, f"/min-anmalan/anmalan/{year.booking.uid}{page}") for page in ("", "/faktura"))
        yield from ((ROBIN, f"/min-anmalan/{robin}{page}") for page in ("", "/person", *own))
        yield from ((SAM, f"/min-anmalan/{year.waiting.uid}{page}") for page in ("", "/avboka", "/overlat", *own[:1]))
        yield from ((ALEX, f"/min-anmalan/{year.offered.uid}{page}") for page in ("", "/avboka"))
        yield ALEX, "/min-anmalan"
        yield ALEX, f"/min-anmalan/dag/{year.share.uid}"

    def test_what_is_done_and_what_is_refused_there(self, app: Flask, registering: Year, walk: Walk) -> None:
        year, client = registering, logged_in_guest(app, KIM)
        kim, robin, _third = (f"/min-anmalan/{one.uid}" for one in year.seats)
        booking = f"/min-anmalan/anmalan/{year.booking.uid}"
        (wednesday,) = (one.product_id for one in year.full.prices if one.product.name == "Wednesday")
        walk.meet(client, f"{kim}/person", {"version": "1", "email": "kim", "earlier_visits": "many"}, 422)
        walk.meet(client, f"{kim}/person", {"version": "77", "name": "Kim", "listed": "y"}, 409)
        walk.meet(client, f"{robin}/person", {"version": "77", "name": "Robin"}, 409)
        walk.meet(client, f"{kim}/val", {"version": str(year.seats[0].version), "products": str(wednesday)})
        walk.meet(client, f"{kim}/val", {"version": "1", "products": "0", "steg": "granska"}, 422)
        walk.meet(client, f"{kim}/overlat", {"version": "1", "name": "Kim"}, 422)
        walk.meet(client, f"{kim}/dagar", {"version": "1"}, 422)
        walk.meet(client, f"{robin}/seminarier", {"a": "First-A", "b": "nothing"}, 422)
        walk.meet(client, f"{robin}/seminarier", {"a": "Second-A", "b": "First-B"})
        walk.meet(client, f"{kim}/mat-och-tillganglighet", {"food_note": "Nuts"}, 422)
        walk.meet(client, f"{kim}/mat-och-tillganglighet", {"food": "vegan", "consents": "y"})
        walk.meet(client, f"{booking}/faktura", {"version": "1", "invoice_postcode": "1"}, 422)
        walk.meet(client, f"{kim}/avboka", {"version": "77"}, 422)


def test_before_there_is_anything_pages_are_in_english_too(client: FlaskClient, swedish: set[str]) -> None:
    empty = [_swedish_on(client.get(page).text, swedish) for page in ("/en/", "/en/arkiv")]
    make_edition(2024, theme="Anew", city="Town", venue="Arena")
    told = {page: _swedish_on(client.get(f"/en{page}").text, swedish) for page in PAGES}
    assert empty == [set(), set()]
    assert {page: found for page, found in told.items() if found} == {}


@pytest.mark.usefixtures("year")
class TestReadsWell:
    """The same facts in another order or with other marks between them than in Swedish."""

    def test_a_moved_session(self, client: FlaskClient) -> None:
        read = reading.words(client.get("/en/2024/program/both"))
        assert (
            "To the programme for Wednesday 2 October Seminar Both Moved: Wednesday 2 October, 13:00, Sal B "
            "(was Thursday 3 October, 09:00 in Hall). Last changed on Friday 23 August 2024, 16:00."
        ) in read

    def test_a_choice(self, client: FlaskClient) -> None:
        read = reading.words(client.get("/en/2024/program"))
        assert "11:00 – 12:00 Block A Choose one of two seminars Third Stora scenen Nearby" in read
        assert "approx. 14:00 – 15:00 Roughly" in read

    def test_now_and_next(self, client: FlaskClient, clock: StoppedClock) -> None:
        clock.set(2024, 10, 2, 10, 30)
        assert reading.words(client.get("/en/")).startswith("Now, until 11:00 Big one Stora scenen Next, 11:00 Block A")
        clock.set(2024, 10, 2, 15, 0)
        assert "Next, Thursday, 10:00 Other time" in reading.words(client.get("/en/"))

    def test_key_dates(self, client: FlaskClient) -> None:
        read = reading.words(client.get("/en/2024/viktiga-datum"))
        assert "Under way, 4 days left Nominate Tuesday 20 August 2024 to Friday 30 August 2024 For: members" in read
        assert "Monday 2 September 2024, 12:00 7 days to go Ask example" in read

    def test_a_change(self, client: FlaskClient) -> None:
        read = reading.words(client.get("/en/2024/andringar"))
        assert "Day: to be announced → changed to Wednesday 2 October" in read
        assert "Starts: to be announced → changed to 10:00" in read
