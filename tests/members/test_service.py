"""Members come, change, leave and come back; and whoever is taken out is gone."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.members import queries, service
from scdapp.members.models import Member
from scdapp.members.rules import MemberValues
from tests.factories import make_member

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


def _names() -> list[str]:
    return list(db.session.scalars(select(Member.name).order_by(Member.id)))


def test_a_member_is_added_once(app: Flask) -> None:
    values = MemberValues("Åsa", "ASA@kommun.example", "Väst", date(2019, 5, 1))
    with transaction():
        service.create_member(values, now=NOW)
    found = queries.find_by_email("asa@kommun.example")
    assert found
    assert (found.name, found.region, found.since, found.left_on, found.version) == (
        *("Åsa", "Väst", date(2019, 5, 1)),
        *(None, 1),
    )
    with pytest.raises(Refusal, match="Åsa har redan den adressen") as refused, transaction():
        service.create_member(MemberValues("Bo", "asa@kommun.example"), now=NOW)
    assert refused.value.field == "email"
    with transaction():
        for _ in range(2):
            service.create_member(MemberValues("Utan Adress"), now=NOW)
    assert _names() == ["Åsa", "Utan Adress", "Utan Adress"]


def test_a_change_that_changes_nothing_is_none(app: Flask) -> None:
    member = make_member("Åsa", region="Väst")
    values = MemberValues("Åsa", member.email, "Väst")
    with transaction():
        assert service.update_member(member.id, values, version=1, now=NOW).version == 1
    with transaction():
        service.update_member(member.id, MemberValues("Åsa", member.email, "Syd"), version=1, now=NOW)
    assert (member.region, member.version, member.changed_at) == ("Syd", 2, NOW)


def test_what_another_has_saved_is_not_lost(app: Flask) -> None:
    member, other = make_member("Åsa"), make_member("Bo", left_on=date(2024, 1, 1))
    with transaction():
        service.update_member(member.id, MemberValues("Åsa Ek", member.email), version=1, now=NOW)
    for verb in (
        lambda: service.update_member(member.id, MemberValues("Åsa Al"), version=1, now=NOW),
        lambda: service.let_leave(member.id, date(2024, 8, 1), version=1, now=NOW),
        lambda: service.take_back(member.id, version=1, now=NOW),
        lambda: service.delete_member(member.id, version=1),
    ):
        with pytest.raises(EditConflict), transaction():
            verb()
    with pytest.raises(Refusal, match="Bo som har lämnat föreningen har redan den adressen"), transaction():
        service.update_member(member.id, MemberValues("Åsa", other.email), version=2, now=NOW)
    db.session.rollback()
    assert member.name == "Åsa Ek"


def test_somebody_leaves_and_comes_back(app: Flask) -> None:
    member = make_member(since=date(2020, 1, 1))
    for day, sentence in (
        (date(2019, 12, 31), "Medlemskapet kan inte sluta"),
        (date(2024, 8, 27), "Dagen har inte varit än"),
    ):
        with pytest.raises(Refusal, match=sentence), transaction():
            service.let_leave(member.id, day, version=1, now=NOW)
    with transaction():
        service.let_leave(member.id, date(2024, 8, 26), version=1, now=NOW)
    assert (member.left_on, member.version) == (date(2024, 8, 26), 2)
    with pytest.raises(Refusal, match="Medlemskapet kan inte sluta"), transaction():
        service.update_member(member.id, MemberValues("Maj", since=date(2024, 8, 27)), version=2, now=NOW)
    for _ in range(2):
        with transaction():
            service.take_back(member.id, version=member.version, now=NOW)
    assert (member.left_on, member.version) == (None, 3)


def test_whoever_is_taken_out_is_gone(app: Flask) -> None:
    maj = make_member("Maj")
    make_member("Åsa", email="asa@kommun.example")
    make_member("Bo", email=None)
    with transaction():
        service.delete_member(maj.id, version=1)
    with pytest.raises(Missing):
        queries.get_member("c2c9aa2f-6a6d-4f8e-93f0-4d2f3c1a7b10")
    assert (queries.knows("asa@kommun.example"), queries.knows("bo@kommun.example")) == (True, False)
    with transaction():
        assert (service.forget("asa@kommun.example"), service.forget("bo@kommun.example")) == (1, 0)
    assert _names() == ["Bo"]


def test_those_who_left_are_emptied_in_their_time(app: Flask) -> None:
    for name, day in (("Kvar", None), ("På dagen", date(2022, 8, 27)), ("Länge sedan", date(2022, 8, 26))):
        make_member(name, left_on=day)
    before = date(2022, 8, 27)
    assert queries.count_left(before) == 1
    with transaction():
        assert service.purge(before=before) == 1
    assert _names() == ["Kvar", "På dagen"]
    assert queries.count_left(before) == 0
