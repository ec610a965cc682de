import pytest

from scdapp.site import filters
from scdapp.site.filters import Wish
from tests.site.programmes import ROOM_A, ROOM_B, THURSDAY, programme, session

RELEASED = programme(
    session("Ett", room=ROOM_A, block="a", track="nara-vard"),
    session("Två", room=ROOM_B, block="a"),
    session("Panelen", kind="panel", day=THURSDAY),
    session("Utan dag", day=None),
    session("Borttagen", withdrawn=True, room=ROOM_A),
)


@pytest.mark.parametrize(
    ("wish", "titles"),
    [
        (Wish(), ["Ett", "Två", "Panelen", "Utan dag"]),
        (Wish(kind="panel"), ["Panelen"]),
        (Wish(room="sal-a"), ["Ett"]),
        (Wish(day="2024-10-03"), ["Panelen"]),
        (Wish(block="a"), ["Ett", "Två"]),
        (Wish(track="nara-vard"), ["Ett"]),
        (Wish(kind="seminarium", room="sal-b", day="2024-10-02", block="a"), ["Två"]),
        (Wish(kind="panel", room="sal-b"), []),
    ],
)
def test_each_wish_gives_its_part(wish: Wish, titles: list[str]) -> None:
    filters.ensure_known(wish, RELEASED)
    assert [one.title for one in filters.chosen(RELEASED, wish)] == titles


@pytest.mark.parametrize(
    "wish",
    [Wish(kind="keynote"), Wish(room="sal-z"), Wish(day="2024-10-09"), Wish(day="x"), Wish(block="z"), Wish(track="å")],
)
def test_what_the_programme_does_not_have_is_refused(wish: Wish) -> None:
    with pytest.raises(filters.UnknownWish):
        filters.ensure_known(wish, RELEASED)


def test_the_address_and_the_wish_say_the_same() -> None:
    arguments = {"typ": "panel", "lokal": "sal-a", "dag": "2024-10-02", "pass": "a", "spar": "nara-vard"}
    wish = filters.parse({**arguments, "okand": "x"})
    assert wish == Wish("panel", "sal-a", "2024-10-02", "a", "nara-vard")
    assert wish.query() == arguments
    assert wish.query(day=None, block="b") == {"typ": "panel", "lokal": "sal-a", "pass": "b", "spar": "nara-vard"}


def test_all_in_a_form_is_no_wish() -> None:
    assert filters.parse({"typ": "", "lokal": ""}) == Wish() == filters.parse({})
