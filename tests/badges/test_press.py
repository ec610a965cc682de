"""Badges on paper: what stands on them, in which order and font, tagged; made once, thrown away after a day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from scdapp.badges import press, queries, rules, service
from scdapp.badges.models import PrintJob
from scdapp.badges.rules import Wish
from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.registration import seat_service
from scdapp.registration.rules import SYSTEM
from scdapp.registration.seat_service import Person
from tests.checkin.door import Door, make_door
from tests.conftest import StoppedClock
from tests.factories import make_account

HOME = "https://socialchefsdagarna.example"


@pytest.fixture
def door(app: Flask) -> Door:
    return make_door()


def ordered(door: Door, **wish: object) -> PrintJob:
    """What an organiser asked for."""
    account_id = make_account().id
    with transaction():
        return service.ask(door.edition.id, Wish(**wish), account_id=account_id, now=now())  # type: ignore[arg-type]


def made(door: Door, folder: Path, **wish: object) -> PdfReader:
    """The file of what was asked for."""
    uid = ordered(door, **wish).uid
    assert press.work(folder, HOME, now=now()) > 0
    return PdfReader(folder / f"{uid}.pdf")


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def fonts(reader: PdfReader) -> set[str]:
    """The names of the fonts inside, without the mark of what was taken of them."""
    found = (font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values())
    return {str(font["/BaseFont"]).rpartition("+")[2] for font in found}


def roles(reader: PdfReader) -> list[str]:
    """The structure of the document, as somebody hears it."""

    def below(node: object) -> Iterator[str]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for one in node:
                yield from below(one)
        elif isinstance(node, DictionaryObject):
            if "/S" in node and node.get("/Type") != "/OBJR":
                yield str(node["/S"])
            yield from below(node.get("/K"))

    return list(below(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_a_badge_reads_in_order_and_says_what_it_must(door: Door, tmp_path: Path, clock: StoppedClock) -> None:
    seat, thursday = door.comes("Åsa Exempel"), door.comes("Tor Exempel", only_thursday=True)
    seat.avoid_photo, seat.title = True, "socialchef"
    db.session.commit()
    codes = [rules.spoken(one.code) for one in (thursday, seat)]
    reader = made(door, tmp_path)
    event = "Socialchefsdagarna 2024"
    assert words(reader) == (
        f"{event} Tor Exempel Lunds kommun {codes[0]} Deltagare torsdag "
        f"{event} Åsa Exempel socialchef Lunds kommun {codes[1]} Deltagare Inga närbilder"
    )
    catalogue = reader.trailer["/Root"]
    assert (catalogue["/Lang"], catalogue["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert reader.metadata is not None
    assert reader.metadata.title == f"Namnskyltar, {event}"
    assert b"pdfuaid:part>1<" in catalogue["/Metadata"].get_data()
    assert roles(reader).count("/H1") == roles(reader).count("/Figure") == 2


def test_the_fonts_are_our_own(door: Door, tmp_path: Path, clock: StoppedClock) -> None:
    door.comes("Łukasz Ćwikła Ångström Παπαδόπουλος Иванова")
    assert fonts(made(door, tmp_path)) == {"NotoSerif-Bold", "NotoSans-Regular", "NotoSans-Bold"}


def test_what_somebody_calls_themselves_is_never_a_template(door: Door, tmp_path: Path) -> None:
    name = '#panic("x") $a$ *b* _c_ `d` @e <f> \\ "'
    door.comes(name)
    assert name in words(made(door, tmp_path))


def test_a_name_that_no_font_can_write_stops_nobody_elses_badge(door: Door, tmp_path: Path) -> None:
    door.comes("王 Wang")
    door.comes("Åsa Exempel")
    text = words(made(door, tmp_path))
    assert "[U+738B] Wang" in text
    assert "Åsa Exempel" in text


def test_a_protected_person_is_called_as_they_wish(door: Door, tmp_path: Path) -> None:
    hidden, nameless = door.comes("Hemlig Person"), door.comes("Hemlig Annan")
    hidden.protected, hidden.badge_name, nameless.protected = True, "Kim", True
    hidden.title = "socialchef"
    db.session.commit()
    text = words(made(door, tmp_path))
    assert "Kim" in text
    assert "Deltagare Deltagare" not in text.partition("Kim")[0]
    assert [word for word in ("Hemlig", "socialchef", "Lunds") if word in text] == []


def test_only_those_with_a_seat_and_a_name_and_in_the_order_wished(door: Door, tmp_path: Path) -> None:
    sharing = door.comes("Östen Ek")
    door.shares_thursday(sharing, "Åke Ek")
    door.comes("Anna Ek")
    gone = door.comes("Ava Bokad")
    with transaction():
        seat_service.cancel(gone.id, reason="cancelled", actor=SYSTEM, now=now())
    everybody = [face.name for face in queries.wanted(door.edition, Wish())]
    assert everybody == ["Anna Ek", "Åke Ek", "Östen Ek"]
    thursday = door.edition.days[1].date
    assert [face.name for face in queries.wanted(door.edition, Wish(day=thursday))] == ["Anna Ek", "Åke Ek"]
    assert queries.wanted(door.edition, Wish(category_id=door.category.id + 1)) == []
    with pytest.raises(Refusal, match="inga namnskyltar"):
        ordered(door, category_id=door.category.id + 1)


def test_only_new_ones_are_those_that_say_something_new(door: Door, tmp_path: Path) -> None:
    first, second = door.comes("Åsa Exempel"), door.comes("Bo Exempel")
    made(door, tmp_path)
    with pytest.raises(Refusal):
        ordered(door, only_new=True)
    door.comes("Cia Exempel")
    with transaction():
        ny = Person("Ny Person", "ny@kommun.example", workplace="Lunds kommun")
        seat_service.transfer(first.id, ny, version=first.version, actor=SYSTEM, now=now())
        bo = Person("Bo Nygift", second.email, workplace="Lunds kommun")
        seat_service.update_person(second.id, bo, {}, version=second.version, actor=SYSTEM, now=now())
    assert [face.name for face in queries.wanted(door.edition, Wish(only_new=True))] == [
        *("Bo Nygift", "Cia Exempel", "Ny Person")
    ]


def test_a_job_is_made_once_and_one_that_was_left_is_made_again(door: Door, tmp_path: Path) -> None:
    door.comes("Åsa Exempel")
    job = ordered(door)
    with transaction():
        assert service.begin(job.id, now=now()) is not None
    assert press.work(tmp_path, HOME, now=now()) == 0
    assert press.make(job.id, tmp_path, HOME, now=now()) == 0
    assert press.work(tmp_path, HOME, now=now() + rules.LEASE) == 1
    assert press.work(tmp_path, HOME, now=now() + 2 * rules.LEASE) == 0


def test_what_goes_wrong_is_said_and_ends(door: Door, tmp_path: Path) -> None:
    door.comes("Åsa Exempel")
    job = ordered(door)
    (tmp_path / "file").touch()
    assert press.work(tmp_path / "file", HOME, now=now()) == 0
    db.session.refresh(job)
    assert job.state == "failed"


def test_files_are_thrown_away_after_a_day(door: Door, tmp_path: Path) -> None:
    door.comes("Åsa Exempel")
    made(door, tmp_path)
    with transaction():
        assert press.sweep(tmp_path, now=now() + timedelta(hours=23)) == 0
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    with transaction():
        assert press.sweep(tmp_path, now=now() + timedelta(hours=24)) == 1
    assert list(tmp_path.iterdir()) == []
    assert queries.jobs(door.edition.id) == []


@pytest.mark.parametrize("sheet", rules.SHEETS)
def test_every_sheet_takes_the_longest_name(door: Door, tmp_path: Path, sheet: str) -> None:
    door.comes("Bartholomeus Wallenberg-Silfverstolpe af Stjärnklang von Strängnäsbergsholmskogen")
    reader = made(door, tmp_path, sheet=sheet)
    assert "Strängnäsbergsholmskogen" in words(reader).replace(" ", "") or "af Stjärnklang" in words(reader)
    assert len(reader.pages) == 1
