"""What people type, before it is stored, addressed or shown."""

import pytest

from scdapp.core import text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Åsa\u00a0Öberg ", "Åsa\u00a0Öberg"),
        ("A\u030asa", "Åsa"),
        ("rad ett\r\nrad två", "rad ett rad två"),
        ("dold\u202etxet\u202c", "doldtxet"),
        ("noll\x00klocka\x07 esc\x1b", "nollklocka esc"),
        ("sep\u2028arator", "sep arator"),
        ("familj \U0001f468\u200d\U0001f469\u200d\U0001f467", "familj \U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("mjukt\u00adbindestreck", "mjuktbindestreck"),
        ("halvt \ud83d tecken", "halvt  tecken"),
    ],
)
def test_one_line_is_stored_clean(typed: str, stored: str) -> None:
    assert text.clean(typed) == stored


def test_several_lines_keep_their_lines() -> None:
    assert text.clean("ett\r\ntvå\rtre\u2029fyra\x85fem\x0b", lines=True) == "ett\ntvå\ntre\nfyra\nfem"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Krisberedskap i socialtjänsten", "krisberedskap-i-socialtjansten"),
        ("Åsa Furén Thulin", "asa-furen-thulin"),
        ("”Ett ord för blod”", "ett-ord-for-blod"),
        ("Smørrebrød & straße", "smorrebrod-strasse"),
        ("!!!", "utan-namn"),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert text.slugify(title) == slug


def test_a_taken_address_gets_a_number() -> None:
    assert [text.free_slug("lunch", taken) for taken in (set(), {"lunch"}, {"lunch", "lunch-2"})] == [
        "lunch",
        "lunch-2",
        "lunch-3",
    ]


def test_markdown_is_rendered_without_what_could_run() -> None:
    typed = (
        "**Fet** <script>alert(1)</script> [länk](https://fss.example) [ond](javascript:alert(1)) ![bild](http://x/y)"
    )
    html = str(text.markdown(typed))
    assert "<strong>Fet</strong>" in html
    assert '<a href="https://fss.example" rel="noopener nofollow">länk</a>' in html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html


def test_markdown_as_plain_text_for_calendars() -> None:
    typed = "# Rubrik\n\nEtt *viktigt* ord.\n\n- ett\n- två\n\n[FSS](https://fss.example)"
    assert text.plain(typed) == "Rubrik\n\nEtt viktigt ord.\n\n• ett\n\n• två\n\nFSS (https://fss.example)"


def test_long_words_may_break_short_ones_may_not() -> None:
    shy = text.shy("Kompetensförsörjning när alla söker")
    assert shy.replace("\u00ad", "") == "Kompetensförsörjning när alla söker"
    assert "\u00ad" in shy.split()[0]
    assert "\u00ad" not in "".join(shy.split()[1:])
