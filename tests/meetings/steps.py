"""What the board and a member do in the browser before an annual meeting begins, page by page, as axe sees it too."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser import assert_accessible


def import_members(page: Page, *addresses: str) -> None:
    """A list with a row for each address, named after it, and one row that cannot be read."""
    rows = [f"{one.split('@')[0].replace('.', ' ').title()};{one}" for one in addresses]
    content = "\r\n".join(("Namn;E-post", *rows, "Fel Adress;fel adress")).encode()
    page.goto("/styrelse/medlemmar")
    page.get_by_role("link", name="Läs in en lista").click()
    file: FilePayload = {"name": "medlemmar.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Titta på listan").click()
    expect(page.get_by_text("1 rad med fel")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Hoppa över raderna med fel").check()
    page.get_by_role("button", name=f"Läs in: {len(addresses)} nya").click()
    expect(page.get_by_role("status").first).to_contain_text(f"Listan är inläst: {len(addresses)} nya")


def create_meeting(page: Page) -> str:
    """The ordinary meeting of 2024; its uid."""
    page.goto("/styrelse")
    page.get_by_role("link", name="Skapa årsmötet").click()
    page.get_by_label("År", exact=True).select_option("2024")
    page.get_by_label("Dag", exact=True).fill("2024-10-02")
    page.get_by_label("Klockslag").fill("16.30")
    page.get_by_label("Plats").fill("Kistamässan")
    page.get_by_label("Verksamhetsår").fill("2023/2024")
    page.get_by_role("button", name="Skapa mötet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordinarie årsmöte 2024")
    assert_accessible(page)
    return page.url.rpartition("/")[2]


def draft_agenda(page: Page, *without: str) -> None:
    """The agenda from the template, moved about by keyboard and by hand, less the points that this year has not."""
    page.get_by_role("navigation", name="Mötets sidor").get_by_role("link", name="Dagordning").click()
    page.get_by_role("button", name="Gör ett utkast från mallen").click()
    points = page.get_by_role("main").get_by_role("heading", level=3)
    expect(page.get_by_text("27 punkter, ungefär")).to_be_visible()
    expect(points.first).to_have_text("1. Mötets öppnande")
    page.get_by_role("button", name="Ner Mötets öppnande").press("Enter")
    expect(points.nth(1)).to_have_text("2. Mötets öppnande")
    page.locator(".agenda-points > li").nth(1).drag_to(page.locator(".agenda-points > li").nth(3))
    expect(points.nth(2)).to_have_text("3. Mötets öppnande")
    for place in (2, 1):
        page.get_by_role("button", name="Upp Mötets öppnande").press("Enter")
        expect(points.nth(place - 1)).to_have_text(f"{place}. Mötets öppnande")
    assert_accessible(page)
    for title in without:
        page.get_by_role("link", name=re.compile(rf"\d+\. {title}$")).click()
        page.get_by_role("button", name="Ta bort").click()
        expect(page.get_by_role("status").first).to_contain_text("borttagen")
    expect(page.get_by_text(f"{27 - len(without)} punkter, ungefär")).to_be_visible()


def send_a_motion(page: Page, name: str, email: str) -> None:
    """A member writes one by keyboard, and mends an address that was not whole."""
    page.goto("/arsmote")
    page.get_by_role("link", name="Skriv en motion").click()
    page.get_by_label("Rubrik").fill("Om digitala möten")
    page.get_by_label("Varför").fill("Många har långt att resa.")
    page.get_by_label("Att-sats 1").fill("att årsmötet hålls digitalt")
    page.get_by_role("button", name="Lägg till en att-sats").press("Enter")
    expect(page.get_by_label("Att-sats 2")).to_be_focused()
    page.keyboard.type("uppdra åt styrelsen")
    page.get_by_label("Ditt namn").fill(name)
    page.get_by_label("Din e-postadress").fill(email.partition("@")[0])
    page.get_by_role("button", name="Lämna in motionen").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv en e-postadress")
    assert_accessible(page)
    page.get_by_label("Din e-postadress").fill(email)
    page.get_by_role("button", name="Lämna in motionen").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Motionen är mottagen")
    assert_accessible(page)


def answer_the_motion(page: Page) -> None:
    """The board gives its opinion and puts the motion on the agenda."""
    page.goto("/styrelse")
    page.get_by_role("link", name="Yttra er över en motion").click()
    page.get_by_role("link", name="Motion 1: Om digitala möten").click()
    expect(page.get_by_text("Adressen hör till en medlem.")).to_be_visible()
    page.get_by_label("Styrelsen föreslår årsmötet att").select_option("bifalla motionen")
    page.get_by_label("Styrelsens yttrande").fill("Bra.")
    point = page.get_by_label("Punkt på dagordningen")
    titles = point.locator("option").all_text_contents()
    point.select_option(next(one for one in titles if one.endswith("Motioner med riksstyrelsens yttranden")))
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Styrelsen föreslår årsmötet att bifalla motionen.")).to_be_visible()


def attach_audit_report(page: Page, base: str) -> None:
    """The auditors' report becomes a numbered document."""
    page.goto(f"{base}/bilagor")
    file: FilePayload = {"name": "revision.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_label("Vad bilagan heter").fill("Revisionsberättelse")
    page.get_by_label("Sort").select_option("revisionsberättelse")
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.get_by_role("link", name="Bilaga 1: Revisionsberättelse")).to_be_visible()
    assert_accessible(page)


def send_the_call(page: Page, address: str, *, members: int) -> None:
    """Written, looked at, sent."""
    page.goto(address)
    page.get_by_role("link", name="Kallelse", exact=True).click()
    page.get_by_role("button", name="Se hur det blir").click()
    page.get_by_role("button", name=f"Skicka till {members} medlemmar").click()
    expect(page.get_by_text(f"Brevet är på väg till {members} medlemmar.")).to_be_visible()


def call_too_late(page: Page, members: int, first: str) -> None:
    """A day after the last one: said in red before and after, and sent all the same."""
    page.goto("/styrelse")
    expect(page.get_by_text("sista dagen var 2 september 2024")).to_be_visible()
    page.get_by_role("link", name="Skicka kallelsen").click()
    page.get_by_role("link", name="Kallelse", exact=True).click()
    expect(page.get_by_text("Sista dagen var måndag 2 september 2024.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Se hur det blir").click()
    expect(page.get_by_role("heading", name=f"Till {first}")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name=f"Skicka till {members} medlemmar").click()
    expect(page.get_by_text(f"Brevet är på väg till {members} medlemmar.")).to_be_visible()
    expect(page.get_by_text("för sent").first).to_be_visible()
    assert_accessible(page)
    page.goto("/arsmote/2024")
    expect(page.get_by_text("Val av mötesordförande")).to_be_visible()
    assert_accessible(page)
