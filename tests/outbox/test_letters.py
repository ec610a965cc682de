"""Texts with named places: filled once, edited safely, and no way for a stranger to speak in our name."""

import pytest

from scdapp.core.errors import Refusal
from scdapp.outbox.letters import Letter, Wording, checked, filled

HOME = "https://socialchefsdagarna.example"
LETTER = Letter(
    "welcome",
    "Välkomstbrev",
    sv=Wording("Välkommen {namn}", "Hej {namn}!\n\n{text}\n\n{länk}"),
    en=Wording("Welcome {namn}", "Dear {namn},\n\n{text}\n\n{länk}"),
    values={"namn": "deltagarens namn", "text": "vad arrangören skrev"},
    links={"länk": "dit där deltagaren ser sin anmälan"},
    by_staff=frozenset({"text"}),
)


def fill(wording: Wording = LETTER.sv, **values: str) -> Wording:
    given = {"namn": "Åsa", "text": "Vi ses.", **values}
    return filled(LETTER, wording, given, {"länk": f"{HOME}/min-anmalan/abc"}, HOME)


def test_places_are_filled_and_everything_else_stays() -> None:
    body = "Hej Åsa!\n\nVi ses.\n\nhttps://socialchefsdagarna.example/min-anmalan/abc\n"
    assert fill() == Wording("Välkommen Åsa", body)
    assert fill(Wording("100 % {", "{} {\n}")) == Wording("100 % {", "{} {\n}\n")


@pytest.mark.parametrize(
    "hostile",
    ["{länk}", "{namn.__class__}", "{{ 7*7 }}", "%(namn)s", "${namn}", "<script>alert(1)</script>"],
)
def test_a_value_is_text_and_is_never_read_again(hostile: str) -> None:
    assert fill(namn=hostile, text=hostile).body.startswith(f"Hej {hostile}!\n\n{hostile}\n")


def test_a_subject_is_one_line_whatever_is_put_in() -> None:
    assert fill(namn="Åsa\r\nBcc: alla@kommun.se\x0b\x00").subject == "Välkommen Åsa Bcc: alla@kommun.se"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://evil.example/x", "https: //evil.example/x"),
        ("se www.evil.example", "se www .evil.example"),
        (f"{HOME}.evil.example", f"{HOME.replace('://', ': //')}.evil.example"),
        (f"{HOME}@evil.example", f"{HOME.replace('://', ': //')}@evil.example"),
        (f"{HOME}/2024", f"{HOME}/2024"),
    ],
)
def test_what_strangers_typed_holds_no_link_but_to_this_site(typed: str, said: str) -> None:
    assert fill(namn=typed).body.splitlines()[0] == f"Hej {said}!"


def test_what_staff_wrote_may_hold_links() -> None:
    assert "https://kommun.example" in fill(text="Läs på https://kommun.example").body


def refused(subject: str, body: str) -> tuple[str | None, str]:
    with pytest.raises(Refusal) as caught:
        checked(LETTER, Wording(subject, body))
    return caught.value.field, caught.value.sentence


def test_an_unknown_place_is_refused_beside_its_field_with_those_that_there_are() -> None:
    assert refused("Hej {name}", "{länk}") == ("subject", "{name} finns inte här. De som finns: {namn}, {text}.")
    assert refused("Hej", "{länk} {namn.__init__} {x}") == (
        "body",
        "{namn.__init__}, {x} finns inte här. De som finns: {namn}, {text}, {länk}.",
    )
    assert refused("{länk}", "Hej")[0] == "subject"  # subjects are shown to everybody who looks over a shoulder
    assert refused(" \n", "Hej") == ("subject", "Skriv något här.")
    assert refused("Hej", "x" * 20_001) == ("body", "Texten har 20001 tecken. Högst 20000 får plats.")
