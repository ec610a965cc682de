"""Who may pass which door."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import logged_in
from tests.factories import make_account

PLACES = {"/mitt-konto": "staff", "/arrangor/tidsresa": "organisers", "/arrangor/konton": "administrators"}
ROLES = {
    (): {"staff"},
    ("organiser",): {"staff", "organisers"},
    ("board",): {"staff"},
    ("organiser", "board"): {"staff", "organisers"},
    ("administrator",): {"staff", "organisers", "administrators"},
}


@pytest.mark.parametrize("roles", ROLES)
def test_each_role_opens_its_doors_and_no_others(app: Flask, roles: tuple[str, ...]) -> None:
    client = logged_in(app, make_account(roles=roles))

    opened = {who for path, who in PLACES.items() if client.get(path).status_code == 200}
    refused = {who for path, who in PLACES.items() if client.get(path).status_code == 403}

    assert opened == ROLES[roles]
    assert refused == set(PLACES.values()) - ROLES[roles]


@pytest.mark.parametrize("path", PLACES)
def test_a_visitor_is_sent_to_the_log_in_page_and_remembers_the_way(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 302
    assert response.location == f"/logga-in?next={path}"
