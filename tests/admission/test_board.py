"""How it stands with a category, to the second."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scdapp.admission import board
from scdapp.admission.board import Count, Priced, Standing
from scdapp.admission.catalogue import Catalogue, Group, Offer, Opening, Step
from scdapp.core.walltime import ZONE

SECOND = timedelta(seconds=1)
CATEGORY, WHOLE, ALL_DAYS, ONE_DAY = 1, 2, 3, 4


def wall(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE).astimezone(UTC)  # type: ignore[misc,arg-type]


OPENS, CLOSES = wall(2024, 5, 7, 9), wall(2024, 9, 13, 17)


def offer(product_id: int = 1, quota_id: int = ALL_DAYS, steps: tuple[Step, ...] = (Step(540_000),)) -> Offer:
    return Offer(
        *(product_id, "uid", "pass", "Hela konferensen", None, None, None, 25, quota_id),
        (date(2024, 10, 2),),
        None,
        steps,
    )


GROUP = Group(
    category_id=1,
    uid="uid",
    slug="deltagare",
    name="Deltagare",
    name_en=None,
    description=None,
    description_en=None,
    quota_id=CATEGORY,
    counts=True,
    member=False,
    pays=True,
    access_code=None,
    listed=True,
    group_limit=30,
    waitlist=True,
    promised_on=None,
    automatic=True,
    offer_workdays=3,
    windows=(Opening(OPENS, CLOSES),),
    offers=(offer(),),
)


def catalogue(*groups: Group) -> Catalogue:
    return Catalogue(1, 1, WHOLE, None, None, None, None, 1, True, 0, groups=groups or (GROUP,))


def standing(now: datetime, group: Group = GROUP, **places: tuple[int | None, int, int]) -> Standing:
    """With quotas as (capacity, taken, waiting); without limit where nothing is said."""
    names = {"category": CATEGORY, "whole": WHOLE, "all_days": ALL_DAYS, "one_day": ONE_DAY}
    counts = {names[name]: board.count(names[name], *three) for name, three in places.items()}
    return board.standing(catalogue(group), group, counts, now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, Standing("soon", OPENS)),
        (OPENS, Standing("open", CLOSES)),
        (CLOSES - SECOND, Standing("open", CLOSES)),
        (CLOSES, Standing("closed", CLOSES)),
    ],
)
def test_windows_hold_to_the_second(now: datetime, expected: Standing) -> None:
    assert standing(now) == expected


@pytest.mark.parametrize(
    "opens",
    [
        datetime(2024, 3, 31, 1, 0, tzinfo=UTC),  # the very moment at which clocks go from 02.00 to 03.00
        datetime(2024, 10, 27, 0, 30, tzinfo=UTC),  # 02.30 the first time
        datetime(2024, 10, 27, 1, 30, tzinfo=UTC),  # 02.30 the second time
    ],
)
def test_windows_hold_to_the_second_on_the_nights_that_clocks_change(opens: datetime) -> None:
    group = replace(GROUP, windows=(Opening(opens, opens + timedelta(minutes=45)),))
    states = [standing(opens + step, group).state for step in (-SECOND, timedelta(0), timedelta(minutes=45) - SECOND)]
    assert states == ["soon", "open", "open"]
    assert standing(opens + timedelta(minutes=45), group).state == "closed"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({}, ("open", None, 0)),
        ({"category": (300, 86, 0)}, ("open", 200, 0)),  # 214: at least 200
        ({"category": (300, 289, 0)}, ("open", 11, 0)),
        ({"category": (300, 290, 0)}, ("few", 10, 0)),
        ({"category": (300, 299, 0)}, ("few", 1, 0)),
        ({"category": (300, 300, 0)}, ("full", 0, 0)),
        ({"category": (300, 299, 1)}, ("full", 0, 1)),  # a place is free, but somebody stands before
        ({"whole": (1000, 1000, 14), "category": (300, 2, 0)}, ("full", 0, 14)),
        ({"all_days": (5, 5, 3)}, ("full", 0, 3)),  # the only thing to choose
        ({"all_days": (5, 2, 0), "whole": (1000, 0, 0)}, ("few", 3, 0)),
    ],
)
def test_places_left_are_those_of_the_narrowest_quota(
    places: dict[str, tuple[int, int, int]], expected: tuple[str, int | None, int]
) -> None:
    found = standing(OPENS, **places)
    assert (found.state, found.left, found.waiting) == expected


def test_a_full_pass_fills_the_category_only_when_there_is_no_other() -> None:
    two = replace(GROUP, offers=(offer(), offer(2, ONE_DAY)))
    assert standing(OPENS, two, all_days=(5, 5, 3)).state == "open"
    assert standing(OPENS, two, all_days=(5, 5, 3), one_day=(50, 46, 0)).left == 4
    full = standing(OPENS, two, all_days=(5, 5, 3), one_day=(50, 50, 1))
    assert (full.state, full.waiting) == ("full", 1)


def test_those_who_do_not_count_are_not_stopped_by_a_full_house() -> None:
    assert standing(OPENS, replace(GROUP, counts=False), whole=(1000, 1000, 14)).state == "open"


def test_the_form_is_entered_for_a_place_or_for_a_queue() -> None:
    full = standing(OPENS, category=(1, 1, 0))
    assert (full.enters, replace(full, waitlist=False).enters) == (True, False)
    assert [Standing(state).enters for state in ("none", "soon", "open", "few", "closed")] == [
        *(False, False),
        *(True, True),
        False,
    ]


EARLY = offer(steps=(Step(540_000, wall(2024, 6, 1)), Step(590_000)))


def test_a_price_gives_way_to_the_next_at_its_moment() -> None:
    group = replace(GROUP, offers=(EARLY,))
    turn = wall(2024, 6, 1)
    assert board.priced(group, {}, turn - SECOND) == (Priced(EARLY, EARLY.steps[0], EARLY.steps[1], full=False),)
    assert board.priced(group, {}, turn) == (Priced(EARLY, EARLY.steps[1], None, full=False),)


def test_before_it_opens_the_price_is_the_one_it_opens_with() -> None:
    group = replace(GROUP, offers=(EARLY,), windows=(Opening(wall(2024, 6, 2, 9)),))
    assert [one.now.amount for one in board.priced(group, {}, wall(2024, 5, 1))] == [590_000]


def test_what_ends_without_a_later_price_is_no_longer_offered() -> None:
    group = replace(GROUP, offers=(offer(steps=(Step(540_000, wall(2024, 6, 1)),)),))
    assert board.priced(group, {}, wall(2024, 6, 1)) == ()


def test_the_board_changes_by_itself_at_openings_closings_prices_and_midnight() -> None:
    one = catalogue(replace(GROUP, offers=(EARLY,)))
    assert board.next_change(one, wall(2024, 5, 7, 8, 59)) == OPENS
    assert board.next_change(one, OPENS) == wall(2024, 5, 8)
    assert board.next_change(one, wall(2024, 5, 31, 23, 59)) == wall(2024, 6, 1)
    assert board.next_change(one, wall(2024, 9, 13, 16)) == CLOSES
    assert board.next_change(one, CLOSES) is None


def test_what_matters_most_is_what_is_open_then_what_opens_first() -> None:
    def first(now: datetime, *groups: Group) -> tuple[str, str] | None:
        row = board.foremost(board.rows(catalogue(*groups), {}, now))
        return (row.group.name, row.standing.state) if row else None

    later = replace(GROUP, name="Senare", windows=(Opening(wall(2024, 5, 20, 9)),))
    sooner = replace(GROUP, name="Förr", windows=(Opening(wall(2024, 5, 1, 9), wall(2024, 5, 2, 9)),))
    hidden = replace(GROUP, name="Dold", listed=False, windows=(Opening(wall(2024, 1, 1)),))
    unset = replace(GROUP, name="Obestämd", windows=())
    everybody = (unset, later, sooner, hidden)
    assert first(wall(2024, 4, 1), *everybody) == ("Förr", "soon")
    assert first(wall(2024, 5, 1, 9), *everybody) == ("Förr", "open")
    assert first(wall(2024, 5, 3), *everybody) == ("Senare", "soon")
    assert first(wall(2024, 5, 3), unset, sooner) == ("Obestämd", "none")
    assert first(wall(2024, 5, 3), sooner) == ("Förr", "closed")
    assert first(wall(2024, 5, 3), hidden) is None


def test_a_number_is_rounded_down_while_there_is_plenty() -> None:
    left = {n: board.count(1, n, 0, 0).left for n in (0, 10, 11, 20, 21, 49, 50, 51, 99, 100, 1000)}
    assert left == {0: 0, 10: 10, 11: 11, 20: 20, 21: 20, 49: 40, 50: 50, 51: 50, 99: 50, 100: 100, 1000: 1000}
    assert board.count(1, None, 7, 0) == Count(1, None, 0)
