"""What a calendar says of each thing: numbers in brackets are rows of the checklist."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask_babel import force_locale

from scdapp.editions.models import Edition, KeyDate
from scdapp.feeds import entries
from scdapp.feeds.ical import Entry
from scdapp.releases.released import Place, Session
from tests.feeds.programmes import FIRST_RELEASE, SECOND_RELEASE, WEDNESDAY, by_slug, session

URL = "https://scd.example/2024/program/x"
pytestmark = pytest.mark.usefixtures("app")


def entry_of(one: Session) -> Entry:
    found = entries.of_session(one, url=URL)
    assert found is not None
    return found


def test_a_session_as_it_is_told() -> None:
    assert entry_of(by_slug("nara-vard")) == Entry(
        uid=by_slug("nara-vard").uid,
        sequence=0,
        created_at=FIRST_RELEASE,
        changed_at=FIRST_RELEASE,
        summary=by_slug("nara-vard").title,
        starts=datetime.fromisoformat("2024-10-02T10:00+02:00"),
        ends=datetime.fromisoformat("2024-10-02T11:00+02:00"),
        url=URL,
        status="CONFIRMED",
        description=(
            "Om närhet.\n\n"
            "Läs mer (https://example.org/vard), eller inte; \u202esist\u202c.\n\n"
            "Föreläsare: Åsa Exempel, socialchef, Exempelkommun\n"
            "Medverkande: moderator från FSS\n\n"
            "Block A"
        ),
        location="Sal A, plan 2, Kistamässan, Stockholm",
        categories=("seminarium", "Nära vård"),
    )


def test_a_cancelled_one_says_so_first_and_why() -> None:  # [7] [17] [19], decision 7
    entry = entry_of(by_slug("installd"))
    assert (entry.summary, entry.status, entry.sequence) == ("INSTÄLLT: Installd", "CANCELLED", 1)
    assert entry.description == "Inställt: Föreläsaren är sjuk."
    assert entry.changed_at == SECOND_RELEASE
    assert entry_of(replace(by_slug("installd"), cancel_note=None)).description == "Inställt."


def test_a_withdrawn_one_stays_as_cancelled() -> None:
    entry = entry_of(by_slug("borttagen"))
    assert (entry.summary, entry.status, entry.sequence) == ("INSTÄLLT: Borttagen", "CANCELLED", 2)
    assert entry.description == "Borttaget ur programmet."


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (Place(WEDNESDAY, time(10, 15), "Sal B"), "Ändrat: var kl. 10.15 i Sal B."),
        (Place(date(2024, 10, 3), time(10, 15), "Sal B"), "Ändrat: var torsdag 3 oktober kl. 10.15 i Sal B."),
        (Place(date(2024, 10, 3), None, None), "Ändrat: var torsdag 3 oktober."),
        (Place(WEDNESDAY, time(10, 15), None), "Ändrat: var kl. 10.15."),
        (Place(None, None, "Sal B"), "Ändrat: var i Sal B."),
        (Place(None, None, None), ""),
    ],
)
def test_a_moved_one_says_first_where_it_was(before: Place, told: str) -> None:  # [18]
    assert entry_of(replace(by_slug("flyttad"), moved_from=before)).description == told


def test_a_day_without_a_time_is_a_whole_uncertain_day() -> None:
    entry = entry_of(by_slug("utan-tid"))
    assert (entry.starts, entry.ends, entry.status) == (date(2024, 10, 2), date(2024, 10, 3), "TENTATIVE")
    assert entry.description == "Tid meddelas senare."


def test_without_a_day_there_is_no_entry() -> None:
    assert entries.of_session(by_slug("utan-dag"), url=URL) is None


@pytest.mark.parametrize("ends", [None, time(23, 30), time(22)])
def test_an_unknown_or_impossible_end_becomes_an_hour_that_says_so(ends: time | None) -> None:  # [7]
    entry = entry_of(replace(by_slug("utan-slut"), ends=ends))
    assert entry.ends == datetime.fromisoformat("2024-10-03T00:30+02:00")
    if ends is None:
        assert entry.description == "Sluttid meddelas senare; kalendern visar en timme."


def test_an_approximate_time_says_so_and_a_foreign_language_too() -> None:
    assert entry_of(by_slug("ungefar")).description == (
        "Tiden är ungefärlig: ca kl. 10.00.\n\nSpråk: engelska\nFörinspelat.\nExempel i demot."
    )
    assert entry_of(session(1, "delvis", example_fields=("room",))).description == "Delvis exempel i demot."


def test_the_clocks_changes_do_not_change_how_long_it_takes() -> None:  # [13]
    for slug, hours in (("fore-sommartid", 4), ("efter-sommartid", 1), ("fore-vintertid", 6.5), ("efter-vintertid", 1)):
        entry = entry_of(by_slug(slug))
        assert isinstance(entry.starts, datetime)
        assert isinstance(entry.ends, datetime)
        assert entry.ends.astimezone(UTC) - entry.starts.astimezone(UTC) == timedelta(hours=hours), slug


def test_the_fixed_words_follow_the_language() -> None:
    swedish = entry_of(by_slug("flyttad"))
    with force_locale("en"):
        english = entry_of(by_slug("flyttad"))
    assert english.uid == swedish.uid
    assert "10:15" in english.description
    assert "10.15" in swedish.description


def key_date(**given: object) -> KeyDate:
    values = {"uid": "k", "title": "Anmälan öppnar", "starts_on": date(2024, 5, 7), "sequence": 1}
    return KeyDate(**{**values, "created_at": FIRST_RELEASE, "changed_at": SECOND_RELEASE, "example": False, **given})


@pytest.mark.parametrize(
    ("given", "starts", "ends"),
    [
        ({}, "2024-05-07", "2024-05-08"),
        ({"ends_on": date(2024, 5, 7)}, "2024-05-07", "2024-05-08"),
        ({"ends_on": date(2024, 9, 13)}, "2024-05-07", "2024-09-14"),
        ({"at": time(9)}, "2024-05-07T09:00:00+02:00", "2024-05-07T07:30:00+00:00"),
        ({"at": time(23, 59)}, "2024-05-07T23:59:00+02:00", "2024-05-08T00:00:00+02:00"),
        ({"at": time(9), "ends_on": date(2024, 5, 9)}, "2024-05-07T09:00:00+02:00", "2024-05-10T00:00:00+02:00"),
    ],
)
def test_key_dates_are_whole_days_or_moments_and_end_days_count(
    given: dict[str, object], starts: str, ends: str
) -> None:
    entry = entries.of_key_date(key_date(**given), url=URL)  # [14]
    assert (entry.starts.isoformat(), entry.ends.isoformat()) == (starts, ends)


def test_a_key_date_tells_whom_it_is_for() -> None:
    entry = entries.of_key_date(key_date(audience="medlemmar", note="Se **brevet**.", example=True), url=URL)
    assert (entry.summary, entry.status) == ("Anmälan öppnar (medlemmar)", "CONFIRMED")
    assert entry.description == "För: medlemmar\n\nSe brevet.\n\nExempel i demot."


def test_a_withdrawn_key_date_stays_as_cancelled() -> None:
    entry = entries.of_key_date(key_date(withdrawn_at=SECOND_RELEASE), url=URL)
    assert (entry.summary, entry.status, entry.sequence) == ("INSTÄLLT: Anmälan öppnar", "CANCELLED", 1)
    assert entry.description == "Gäller inte längre."


def test_an_edition_is_one_entry_over_all_its_days() -> None:
    edition = Edition(
        uid="e",
        year=2024,
        name="Socialchefsdagarna 2024",
        theme="Omställning pågår",
        city="Stockholm",
        venue="Kistamässan",
        starts_on=date(2024, 10, 2),
        ends_on=date(2024, 10, 4),
        sequence=3,
        created_at=FIRST_RELEASE,
        changed_at=SECOND_RELEASE,
    )
    entry = entries.of_edition(edition, url=URL)
    assert (entry.starts, entry.ends) == (date(2024, 10, 2), date(2024, 10, 5))
    assert (entry.summary, entry.location, entry.sequence) == (edition.name, "Kistamässan, Stockholm", 3)
    assert entry.description == "Tema: Omställning pågår"


def test_a_save_the_date_is_one_day_while_its_end_is_unknown() -> None:
    edition = Edition(
        uid="e",
        name="2027",
        starts_on=date(2027, 10, 6),
        sequence=0,
        created_at=FIRST_RELEASE,
        changed_at=FIRST_RELEASE,
    )
    assert entries.of_edition(edition, url=URL).ends == date(2027, 10, 7)
