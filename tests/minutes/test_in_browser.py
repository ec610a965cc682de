"""Minutes in a real browser: given back by one, signed by four, published, checked, mended by an addendum."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import db
from scdapp.meetings.models import AnnualMeeting
from tests.browser import assert_accessible, log_in
from tests.factories import make_account
from tests.minutes.desk import desk, give_addresses, link, signers
from tests.minutes.protocol import hold_meeting

pytestmark = pytest.mark.browser


def _links(meeting: AnnualMeeting) -> list[str]:
    """What stands in the letters; the browser's server waits for no transaction of the test."""
    found = [link(one) for one in signers(meeting)]
    db.session.rollback()
    return found


def _sign(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Justera", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text("Tack! Du har justerat protokollet.")


def test_minutes_are_given_back_signed_by_four_published_checked_and_mended(app: Flask, page: Page) -> None:
    meeting = hold_meeting()
    give_addresses(meeting)
    where, links = desk(meeting), _links(meeting)
    log_in(page, make_account(roles=("board",)).email)
    _write(page)
    _sign(page, links[0])
    _give_back(page, links[2])
    _change(page, where)
    for address in links:
        _sign(page, address)
    _publish(page, where)
    _check(page)
    _mend(page, where, links)
    page.goto("/styrelse/handelser")
    expect(page.get_by_text("kedjan är hel")).to_be_visible()
    assert_accessible(page)


def _write(page: Page) -> None:
    page.goto("/styrelse/protokoll")
    assert_accessible(page)
    page.get_by_role("link", name="Årsmöte 2024").click()
    page.get_by_role("button", name="Börja på protokollet").click()
    page.get_by_role("link", name="Skriv i § 1").click()
    page.get_by_label("Text före besluten").fill("Kassören redogjorde för avgiften.")
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Kassören redogjorde för avgiften.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Skicka till justering").click()
    expect(page.get_by_role("status").first).to_contain_text("Alla fick en länk.")


def _give_back(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)
    page.get_by_text("Skicka tillbaka med kommentar").click()
    page.get_by_label("Vad är fel?").fill("§ 2 ska heta Nytt namn.")
    page.get_by_role("button", name="Skicka tillbaka").click()
    expect(page.get_by_role("heading", name="Protokollet skrivs om")).to_be_visible()


def _change(page: Page, where: str) -> None:
    page.goto(where)
    expect(page.get_by_text("§ 2 ska heta Nytt namn.").first).to_be_visible()
    page.get_by_role("link", name="Skriv i § 2").click()
    page.get_by_label("Rubrik").fill("Nytt namn")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("button", name="Skicka till justering").click()
    expect(page.get_by_role("heading", name="Väntar på underskrifter")).to_be_visible()


def _publish(page: Page, where: str) -> None:
    page.goto(where)
    page.get_by_role("button", name="Publicera").click()
    assert_accessible(page)
    page.get_by_role("link", name="Den offentliga sidan").click()
    expect(page.get_by_role("heading", name="§ 2 Nytt namn")).to_be_visible()
    assert_accessible(page)


def _check(page: Page) -> None:
    """With a script the file is reckoned here; what is not known is sent and compared."""
    text = page.request.get("/arsmote/2024/protokoll.json").body()
    page.get_by_role("link", name="Kontrollera en fil").click()
    assert_accessible(page)
    _choose(page, text)
    expect(page.get_by_role("heading", name="Oförändrat sedan")).to_be_visible()
    assert "summa=" in page.url
    assert_accessible(page)
    _choose(page, text.replace(b"500 kronor", b"600 kronor"))
    expect(page.get_by_text("Det som skiljer: § 1.")).to_be_visible()


def _mend(page: Page, where: str, links: list[str]) -> None:
    page.goto(where)
    page.get_by_text("Nytt tillägg").click()
    page.get_by_label("Text", exact=True).fill("I § 1 ska stå 550 kronor.")
    page.get_by_role("button", name="Skriv tillägget").click()
    assert_accessible(page)
    page.get_by_role("button", name="Skicka till justering").click()
    for address in links:
        page.goto(address)
        page.get_by_role("button", name="Justera tillägg 1").click()
        expect(page.get_by_role("status").first).to_have_text("Tack! Du har justerat tillägget.")
    page.goto("/arsmote/2024/protokoll")
    expect(page.get_by_text("I § 1 ska stå 550 kronor.")).to_be_visible()


def _choose(page: Page, content: bytes) -> None:
    file = {"name": "protokoll.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("Protokollet som PDF eller JSON").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Kontrollera", exact=True).click()
