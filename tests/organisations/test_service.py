"""Organisations in the database: each once, whoever comes first, and learned from without a trace of anybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.organisations import rules, service
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts, Standing
from tests.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
FALUN = OrganisationFacts("municipality", municipality_code="2080")
COMPANY = OrganisationFacts("company", "Omsorg AB", None, "556016-0680")
ABROAD = OrganisationFacts("other", "Oslo kommune")


def come_from(facts: OrganisationFacts) -> Organisation:
    with transaction():
        return service.find_or_create(facts, now=NOW)


def change(row: Organisation, facts: OrganisationFacts, standing: Standing, version: int | None = None) -> Organisation:
    key, version = row.id, version or row.version
    with transaction():
        return service.update_organisation(key, facts, standing, version=version, now=NOW)


@pytest.mark.parametrize("facts", [FALUN, COMPANY, ABROAD])
def test_an_organisation_is_there_once_however_many_come_at_the_same_moment(
    app: Flask, facts: OrganisationFacts
) -> None:
    together = Barrier(4)

    def come(_number: int) -> int:
        with app.app_context():
            together.wait()
            return come_from(facts).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(come, range(4)))) == 1
    assert db.session.scalar(select(func.count(Organisation.id))) == 1


def test_whoever_comes_later_changes_nothing() -> None:
    first = come_from(FALUN)
    assert (first.name, first.county_code, first.version, first.created_at) == ("Falun", "20", 1, NOW)
    other = OrganisationFacts("municipality", "IT-avdelningen", "2080", "2120000142")
    again = come_from(other)
    assert (again.id, again.name, again.organisation_number) == (first.id, "Falun", None)
    company = come_from(COMPANY)
    assert come_from(OrganisationFacts("association", "Annat namn", None, "5560160680")).name == company.name
    assert come_from(OrganisationFacts("other", "OSLO kommune")).id == come_from(ABROAD).id


def test_organisers_change_all_of_it() -> None:
    row = come_from(FALUN)
    standing = Standing(
        peppol_id="2120000142",
        invoice_email="faktura@falun.example",
        invoice_address="FE 1",
        invoice_postcode="79183",
        invoice_city="Falun",
        reference_pattern="FM####",
    )
    changed = change(row, OrganisationFacts("municipality", "Falu kommun", "2080", "2120000142"), standing)
    assert rules.facts_of(changed) == OrganisationFacts("municipality", "Falu kommun", "2080", "2120000142")
    assert rules.standing_of(changed) == rules.sound_standing(standing)
    assert (changed.version, changed.changed_at) == (2, NOW)
    assert change(changed, rules.facts_of(changed), standing).version == 2
    with pytest.raises(EditConflict):
        change(changed, FALUN, standing, version=1)


def test_two_organisations_never_become_one() -> None:
    falun, company, abroad = come_from(FALUN), come_from(COMPANY), come_from(ABROAD)
    second = make_organisation("Bergen", kind="other", name_alone="bergen")
    for row, facts, field in (
        (company, FALUN, "municipality"),
        (abroad, COMPANY, "organisation_number"),
        (second, ABROAD, "organisation_name"),
    ):
        with pytest.raises(Refusal, match="finns redan med samma uppgift") as refused:
            change(row, facts, Standing())
        assert refused.value.field == field
    assert falun.version == 1


def test_what_helps_the_next_is_remembered_and_no_reference_is() -> None:
    row = come_from(FALUN)
    for invoice in (
        InvoiceFacts(buyer_reference="FM1234", peppol_id="0007:2120000142"),
        InvoiceFacts(buyer_reference="Anna Andersson", peppol_id="0007:5560160680"),
        InvoiceFacts(),
    ):
        with transaction():
            service.remember(row.id, invoice)
    db.session.expire_all()
    assert (row.peppol_id, row.reference_shape, row.version) == ("0007:2120000142", "FM####", 1)
