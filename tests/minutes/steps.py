"""What secretary and attesters do with the minutes in the browser, and anybody afterwards."""

from collections.abc import Iterable

from playwright.sync_api import FilePayload, Page, expect

from tests.browser import assert_accessible


def write_minutes(page: Page) -> None:
    """From what was recorded, with some words in § 1, and off to those who attest."""
    page.goto("/styrelse/protokoll")
    assert_accessible(page)
    page.get_by_role("link", name="Årsmöte 2024").click()
    page.get_by_role("button", name="Börja på protokollet").click()
    page.get_by_role("link", name="Skriv i § 1", exact=True).click()
    page.get_by_label("Text före besluten").fill("Ordföranden hälsade alla välkomna.")
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Ordföranden hälsade alla välkomna.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Skicka till justering").click()
    expect(page.get_by_role("status").first).to_contain_text("Alla fick en länk.")


def sign(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Justera", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text("Tack! Du har justerat protokollet.")


def give_back(page: Page, address: str) -> None:
    """One of the attesters finds a fault instead."""
    page.goto(address)
    assert_accessible(page)
    page.get_by_text("Skicka tillbaka med kommentar").click()
    page.get_by_label("Vad är fel?").fill("§ 2 ska heta Nytt namn.")
    page.get_by_role("button", name="Skicka tillbaka").click()
    expect(page.get_by_role("heading", name="Protokollet skrivs om")).to_be_visible()


def change(page: Page, base: str) -> None:
    """The secretary puts it right and sends it once more."""
    page.goto(f"{base}/protokoll")
    expect(page.get_by_text("§ 2 ska heta Nytt namn.").first).to_be_visible()
    page.get_by_role("link", name="Skriv i § 2", exact=True).click()
    page.get_by_label("Rubrik").fill("Nytt namn")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("button", name="Skicka till justering").click()
    expect(page.get_by_role("heading", name="Väntar på underskrifter")).to_be_visible()


def publish(page: Page, base: str) -> None:
    page.goto(f"{base}/protokoll")
    page.get_by_role("button", name="Publicera").click()
    assert_accessible(page)
    page.get_by_role("link", name="Den offentliga sidan").click()
    expect(page.get_by_role("heading", name="§ 2 Nytt namn")).to_be_visible()
    assert_accessible(page)


def check(page: Page, clause: str) -> None:
    """With a script the file is reckoned here; what is not known is sent and compared. `clause` stands in the text."""
    text = page.request.get("/arsmote/2024/protokoll.json").body()
    page.get_by_role("link", name="Kontrollera en fil").click()
    assert_accessible(page)
    _choose(page, text)
    expect(page.get_by_role("heading", name="Oförändrat sedan")).to_be_visible()
    assert "summa=" in page.url
    assert_accessible(page)
    _choose(page, text.replace(clause.encode(), clause.replace("5", "6").encode()))
    expect(page.get_by_text("Det som skiljer: § ")).to_be_visible()


def _choose(page: Page, content: bytes) -> None:
    file: FilePayload = {"name": "protokoll.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("Protokollet som PDF eller JSON").set_input_files(file)
    page.get_by_role("button", name="Kontrollera", exact=True).click()


def mend(page: Page, base: str, links: Iterable[str]) -> None:
    """An addendum, attested by all as the minutes were."""
    page.goto(f"{base}/protokoll")
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
    assert_accessible(page)


def whole_chain(page: Page) -> None:
    page.goto("/styrelse/handelser")
    expect(page.get_by_text("kedjan är hel")).to_be_visible()
    assert_accessible(page)
