"""What chair and secretary do on the meeting's screen, much of it by keyboard, and what it answers."""

import re

from playwright.sync_api import Page, expect

from tests.browser import assert_accessible


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def shortcut(page: Page, key: str) -> None:
    """Alt and a letter as a keyboard sends it: Playwright's own keys leave out what the browser looks at."""
    given = {"modifiers": 1, "key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, "unmodifiedText": key, **given})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **given})
    keyboard.detach()


def take_next(page: Page, number: int) -> None:
    """Go on; the paragraph gets that number."""
    expect(page.get_by_role("button", name="Ta upp punkten")).to_be_visible()
    shortcut(page, "n")
    expect(page.locator(".paragraph .sign")).to_have_text(f"§ {number}")


def write(page: Page, text: str) -> None:
    """The secretary's words in the paragraph at hand."""
    page.get_by_label("Text", exact=True).first.fill(text)


def usual(page: Page, number: int, text: str = "") -> None:
    """Take up a point and let it end as in most years, by keyboard."""
    take_next(page, number)
    if text:
        write(page, text)
    shortcut(page, "b")


def enter_the_hall(page: Page, *names: str) -> None:
    """Open the meeting and tick off those who are here, and a guest."""
    assert_accessible(page)
    press(page, "Öppna mötet")
    page.get_by_role("link", name="Närvaro och röstlängd").click()
    for name in names:
        page.get_by_role("button", name=f"Här {name}").click()
    page.get_by_label("Namn", exact=True).fill("Gun Gäst")
    press(page, "Pricka in")
    assert_accessible(page)
    page.get_by_role("link", name="Mötet", exact=True).click()


def chosen(page: Page, **people: str) -> None:
    """Those who lead, write, attest and count: name with "_" for the space, and address."""
    for name, email in people.items():
        page.get_by_label("Namn", exact=True).first.fill(name.replace("_", " "))
        page.get_by_label("E-post").first.fill(email)
        press(page, "Skriv in den valda")
    press(page, "Valt med acklamation")


def fix_register(page: Page, voters: int) -> None:
    press(page, "Fastställ röstlängden")
    expect(page.locator(".head")).to_contain_text(f"Röstlängd 1: {voters} röstberättigade")
    press(page, "Fastställt med acklamation")


def late_call(page: Page) -> None:
    """The standard sentence does not do when the call was late."""
    expect(page.get_by_text("Kallelsen gick ut 3 september 2024")).to_be_visible()
    shortcut(page, "b")
    expect(page.get_by_role("alert")).to_contain_text("Skriv med egna ord vad mötet beslutade om det.")
    write(page, "Kallelsen kom en dag sent. Årsmötet godtog det.")
    shortcut(page, "b")


def discharge(page: Page, of: str) -> None:
    """Whoever sits on the board takes no part."""
    expect(page.get_by_text(f"{of} ansvarsfrihet för det egna uppdraget")).to_be_visible()
    assert_accessible(page)
    shortcut(page, "b")


def let_count(page: Page, *clauses: str) -> None:
    """A question on which a vote is asked for."""
    page.get_by_label("Att-sats").first.fill(clauses[0])
    press(page, "Spara texten")
    expect(page.get_by_role("status").first).to_have_text("Sparat.")
    press(page, "Votering begärd")
    press(page, "Låt räkna rösterna")


def count(page: Page, rows: dict[str, tuple[int, int]]) -> None:
    """What the two tellers write, by row."""
    for label, (first, second) in rows.items():
        boxes = page.get_by_role("row", name=re.compile(f"^{label}")).get_by_role("textbox")
        boxes.nth(0).fill(str(first))
        boxes.nth(1).fill(str(second))
    press(page, "Jämför siffrorna")


def count_with_two_tellers_who_differ(page: Page) -> None:
    let_count(page, "avgiften är 500 kronor")
    count(page, {"Ja, bifall": (4, 4), "Nej, avslag": (2, 1)})
    expect(page.get_by_role("alert")).to_contain_text("Rösträknarna är inte överens")
    assert_accessible(page)
    count(page, {"Ja, bifall": (4, 4), "Nej, avslag": (2, 2)})
    press(page, "Bifall efter rösträkning")


def reserve(page: Page, number: int) -> None:
    """Somebody who was there wants to be known not to have agreed."""
    page.get_by_role("link", name=f"§ {number}", exact=True).click()
    page.get_by_text("Ny reservation eller anteckning").click()
    form = page.locator("details[open]")
    form.get_by_label("Från").fill("Rut Reservant")
    form.get_by_label("Text").fill("För dyrt.")
    press(page, "Skriv in")
    expect(page.get_by_text("Rut Reservant: För dyrt.")).to_be_visible()


def attest_at_once(page: Page, number: int) -> None:
    """The bank wants to know who signs before the minutes are ready."""
    page.get_by_role("link", name=f"§ {number}", exact=True).click()
    press(page, "Förklara omedelbart justerad")
    expect(page.get_by_role("status").first).to_contain_text(f"§ {number} är omedelbart justerad")


def tie(page: Page) -> None:
    let_count(page, "arvodet höjs")
    count(page, {"Ja, bifall": (3, 3), "Nej, avslag": (3, 3)})
    page.get_by_label("Det blev").select_option("avslag")
    page.get_by_label("Vad ordföranden eller lotten sade").fill("Ordföranden röstade nej.")
    press(page, "Skriv in utslaget")
    press(page, "Avslag efter rösträkning")


def put_off_the_motion(page: Page) -> None:
    expect(page.get_by_label("Att-sats").first).to_have_value("att årsmötet hålls digitalt")
    press(page, "Bordlägg")


def elect_in_two_rounds(page: Page) -> None:
    page.get_by_role("link", name="Till valet").click()
    page.get_by_label("Uppdrag", exact=True).select_option("ordförande")
    press(page, "Öppna valet")
    for at, name in enumerate(("Ann Ask", "Bea Berg", "Cia Cedersund")):
        if at:
            page.get_by_text("Föreslå någon").click()
        page.get_by_label("Namn", exact=True).fill(name)
        page.get_by_role("button", name="Föreslå", exact=True).click()
    assert_accessible(page)
    page.get_by_text("Votering begärd: räkna röster").click()
    press(page, "Låt räkna rösterna")
    count(page, {"Ann Ask": (2, 2), "Bea Berg": (3, 3), "Cia Cedersund": (1, 1)})
    expect(page.get_by_text("Ingen fick tillräckligt många röster.")).to_be_visible()
    page.get_by_role("group", name="Omgång 2 mellan").get_by_label("Cia Cedersund").uncheck()
    press(page, "Låt räkna rösterna")
    count(page, {"Ann Ask": (2, 2), "Bea Berg": (4, 4)})
    expect(page.get_by_label("Så står det i protokollet")).to_have_value(
        "Årsmötet valde Bea Berg till ordförande för tiden t.o.m. nästa ordinarie årsmöte."
    )
    press(page, "Skriv in och gå vidare")


def end_the_meeting(page: Page, base: str) -> None:
    """Look at who was elected, close; the big screen says so."""
    page.goto(f"{base}/mote")
    page.get_by_role("link", name="Val", exact=True).click()
    expect(page.get_by_text("Bea Berg")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Mötet", exact=True).click()
    press(page, "Avsluta mötet")
    expect(page.locator(".head")).to_contain_text("Avslutat")
    page.goto(f"{base}/sal")
    expect(page.get_by_text("Mötet är avslutat")).to_be_visible()
    assert_accessible(page)
