"""What a list of members comes to, row by row. Needs neither application nor database."""

from datetime import date

import pytest

from scdapp.core.errors import Refusal
from scdapp.core.tables import Table
from scdapp.members import list_rules
from scdapp.members.list_rules import Plan, Standing
from scdapp.members.rules import MemberValues

TODAY = date(2024, 8, 26)
STANDING = (
    Standing(1, MemberValues("Åsa Öberg", "asa@kommun.example", "Väst", date(2019, 5, 1)), None),
    Standing(2, MemberValues("Bo Ek", None, "Mitt"), None),
    Standing(3, MemberValues("Cia Dal", "cia@kommun.example", "Syd"), date(2024, 1, 1)),
    Standing(4, MemberValues("Per Lund", None, "Syd"), None),
    Standing(5, MemberValues("Per Lund", None, "Nord"), None),
)


def _plan(*rows: tuple[str, ...], heads: tuple[str, ...] = ("Namn", "E-post", "Region")) -> Plan:
    table = Table(heads, tuple((number, row) for number, row in enumerate(rows, 2)))
    return list_rules.plan(table, STANDING, today=TODAY)


def _told(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.sentence) for one in plan.wrong]


def test_the_same_address_is_the_same_member() -> None:
    plan = _plan(("Åsa Ö. Berg", "ASA@kommun.example", ""), ("Dan Ny", "dan@kommun.example", "Nord"))
    changed, new = plan.lines
    assert (changed.member_id, changed.changes) == (1, (("Namn", "Åsa Öberg", "Åsa Ö. Berg"),))
    assert changed.values == MemberValues("Åsa Ö. Berg", "asa@kommun.example", "Väst", date(2019, 5, 1))
    assert (new.new, new.values) == (True, MemberValues("Dan Ny", "dan@kommun.example", "Nord"))
    assert (len(plan.new), len(plan.changed), plan.unchanged, plan.wrong, plan.absent) == (1, 1, 0, (), 3)


def test_without_an_address_the_name_tells_and_the_region_tells_namesakes_apart() -> None:
    plan = _plan(
        ("bo  EK", "bo@kommun.example", ""), ("Per Lund", "", "Nord"), ("Per Lund", "", ""), ("Åsa Öberg", "", "Väst")
    )
    assert [(one.member_id, one.changes) for one in plan.lines] == [
        (2, (("Namn", "Bo Ek", "bo EK"), ("E-post", "", "bo@kommun.example"))),
        (5, ()),
        (1, ()),
    ]
    assert _told(plan) == [
        (4, "Namn", "2 medlemmar heter så. Skriv e-postadressen, eller ändra för hand."),
    ]
    (namesake,) = _plan(("Åsa Öberg", "annan@kommun.example", "")).lines
    assert (namesake.new, namesake.namesake) == (True, True)


def test_whoever_has_left_and_stands_in_the_list_belongs_again() -> None:
    (back,) = _plan(("Cia Dal", "cia@kommun.example", "")).lines
    assert back.changes == (("Lämnade", "2024-01-01", ""),)
    heads = ("Namn", "E-post", "Medlem sedan", "Lämnade")
    plan = _plan(
        ("Cia Dal", "cia@kommun.example", "", "2024-01-01"),
        ("Åsa Öberg", "asa@kommun.example", "", "2019-04-30"),
        ("Bo Ek", "", "2024-02-01", "2024-08-27"),
        ("Eva Al", "", "1/5 2019", ""),
        ("Eva Al", "", "2019-02-30", ""),
        heads=heads,
    )
    assert [(one.member_id, one.changes) for one in plan.lines] == [(3, ())]
    assert _told(plan) == [
        (3, "Lämnade", "Medlemskapet kan inte sluta (2019-04-30) innan det började (2019-05-01)."),
        (4, "Lämnade", "Dagen har inte varit än. Skriv in den när den har kommit."),
        (5, "Medlem sedan", "Skriv ett datum som finns, så här: 2024-10-02."),
        (6, "Medlem sedan", "Skriv ett datum som finns, så här: 2024-10-02."),
    ]


def test_nobody_stands_twice_in_a_list() -> None:
    plan = _plan(
        ("Ny", "ny@kommun.example", ""),
        ("Ny", "NY@kommun.example", ""),
        ("Ensam", "", ""),
        ("ensam", "", ""),
        ("Bo Ek", "", ""),
        ("Bo Ek", "bo@kommun.example", ""),
        ("", "utan@kommun.example", ""),
    )
    assert _told(plan) == [
        (3, "E-post", "Samma medlem som på rad 2."),
        (5, "Namn", "Samma medlem som på rad 4."),
        (7, "E-post", "Samma medlem som på rad 6."),
        (8, "Namn", "Skriv vad medlemmen heter."),
    ]
    assert (len(plan.new), plan.unchanged, plan.wrong_rows) == (2, 1, 4)


def test_a_name_may_come_in_two_columns() -> None:
    heads = ("Efternamn", "Förnamn", "Epost-adress")
    table = Table(heads, ((2, ("Öberg", "Åsa")), (3, ("Ek", ""))))
    list_rules.ensure_headed(table)
    plan = list_rules.plan(table, STANDING, today=TODAY)
    assert [one.values.name for one in plan.lines] == ["Åsa Öberg", "Ek"]
    with pytest.raises(Refusal, match="minst Namn"):
        list_rules.ensure_headed(Table(("Förnamn", "E-post"), ()))


def test_what_nothing_is_read_from_is_left_out() -> None:
    table = Table(("Personnummer", "Region", "Skostorlek", "Namn"), ((2, ("640823-3234", "Väst", "43", "Bo")), (3, ())))
    assert list_rules.only_read(table) == Table(("Region", "Namn"), ((2, ("Väst", "Bo")), (3, ("", ""))))
    assert list_rules.tells_too_much(table)
    assert not list_rules.tells_too_much(list_rules.only_read(table))


def test_another_outcome_has_another_mark() -> None:
    row = ("Åsa Öberg", "asa@kommun.example", "Syd")
    before = Table(("Namn", "E-post", "Region"), ((2, row),))
    marks = {list_rules.plan(before, some, today=TODAY).mark for some in (STANDING, STANDING, STANDING[1:])}
    assert len(marks) == 2
