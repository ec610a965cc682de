"""Another day for everybody who looks; and nothing of it in a real installation."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core import publication
from scdapp.demo.moments import MOMENTS
from tests.demo.conftest import OpenDemo
from tests.factories import make_edition


def _day(client: FlaskClient) -> str:
    found = re.search(r"det är (.*?)\.", client.get("/").text)
    assert found
    return found[1]


def test_a_real_installation_has_no_switch(app: Flask, client: FlaskClient) -> None:
    assert [rule.rule for rule in app.url_map.iter_rules() if "demo" in rule.endpoint] == []
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/tid", data={"moment": "2024-10-02T13:32"}).status_code == 404
    assert "Demo" not in client.get("/").text


def test_every_page_says_that_it_is_a_demo_and_which_day_it_is(open_demo: OpenDemo) -> None:
    make_edition()
    client = open_demo().test_client()
    for address in ("/", "/arkiv", "/demo", "/finns-inte", "/logga-in"):
        page = client.get(address).text
        assert "Demo: det är måndag 26 augusti 2024. Uppgifter märkta exempel är påhittade." in page
        assert all(f'href="/demo#{moment.name}"' in page for moment in MOMENTS)
    assert "<form" not in client.get("/").text, "the start page is kept and shared: no token of one person's lies in it"


def test_the_page_offers_the_named_moments(open_demo: OpenDemo) -> None:
    page = open_demo().test_client().get("/demo").text
    assert [m.name for m in MOMENTS] == re.findall(r'<li id="(.*?)"', page)
    assert re.findall(r'name="moment" value="(.*?)"', page) == [
        *("2024-01-15T09:00", "2024-05-06T09:00", "2024-05-07T08:59", "2024-05-07T09:00", "2024-08-19T14:00"),
        *("2024-08-21T09:00", "2024-08-26T09:00", "2024-10-02T07:30", "2024-10-02T13:32", "2024-10-02T16:25"),
        "2024-10-07T09:00",
    ]


def test_a_moment_is_chosen_for_all_processes(open_demo: OpenDemo) -> None:
    make_edition()
    one, other = open_demo("2024-06-01").test_client(), open_demo("2024-06-01").test_client()
    assert (_day(one), _day(other)) == ("lördag 1 juni 2024", "lördag 1 juni 2024")
    before = publication.standing()
    answer = one.post("/demo/tid", data={"moment": "2024-10-02T13:32"})
    assert (answer.status_code, answer.location) == (303, "/")
    assert (_day(one), _day(other)) == ("onsdag 2 oktober 2024", "onsdag 2 oktober 2024")
    after = publication.standing()
    assert after.version == before.version + 1
    assert after.changed_at > before.changed_at


def test_a_calendar_that_only_asks_for_newer_hears_of_a_clock_set_back(open_demo: OpenDemo) -> None:
    make_edition()
    client = open_demo("2024-10-02T13:32").test_client()
    client.post("/demo/tid", data={"moment": "2024-10-03T13:32"})
    known = client.get("/kalender.ics").headers["Last-Modified"]
    assert client.get("/kalender.ics", headers={"If-Modified-Since": known}).status_code == 304
    client.post("/demo/tid", data={"moment": "2024-05-06T09:00"})
    assert client.get("/kalender.ics", headers={"If-Modified-Since": known}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Fyll i det här fältet."),
        (" ", "Fyll i det här fältet."),
        ("i morgon", "Skriv dag och klockslag, så här: 2024-10-02 10:15."),
        ("2024-03-31T02:30", "Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00."),
        ("0001-01-01T00:00", "Året verkar inte stämma."),
    ],
)
def test_a_wrong_moment_is_told_beside_its_field(open_demo: OpenDemo, typed: str, sentence: str) -> None:
    demo = open_demo()
    answer = demo.test_client().post("/demo/tid", data={"moment": typed})
    assert answer.status_code == 422
    assert f'<p class="error" id="moment-error">{sentence}</p>' in answer.text
    assert f'value="{typed}"' in answer.text
    shown = demo.extensions["scdapp.clock"].now() - datetime(2024, 8, 26, 7, tzinfo=UTC)
    assert timedelta(seconds=-1) < shown < timedelta(seconds=60), "the clock stays where it was"


def test_a_button_of_another_site_moves_nothing(open_demo: OpenDemo) -> None:
    demo = open_demo(WTF_CSRF_ENABLED=True)
    client = demo.test_client()
    assert client.post("/demo/tid", data={"moment": "2024-10-02T13:32"}).status_code == 400
    token = re.search(r'name="csrf_token" value="(.*?)"', client.get("/demo").text)
    assert token
    answer = client.post("/demo/tid", data={"moment": "2024-10-02T13:32", "csrf_token": token[1]})
    assert answer.status_code == 303


def test_the_banner_speaks_english_too(open_demo: OpenDemo) -> None:
    page = open_demo().test_client().get("/en/demo")
    assert (page.status_code, 'href="/en/demo#dag-1"' in page.text) == (200, True)
