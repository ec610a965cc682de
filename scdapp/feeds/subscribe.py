"""What there is to subscribe to in a year, and how to hand it to a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext

from scdapp.core import qr, web, words
from scdapp.core.db import swedish_key
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.feeds import parts
from scdapp.feeds.parts import Part
from scdapp.releases.released import Programme, Session


@dataclass(frozen=True)
class Offer:
    """One calendar on offer. `name` is its anchor on the page and the file name of its code; `detail` tells apart
    those of the same label."""

    name: str
    label: str
    endpoint: str
    values: dict[str, Any]
    detail: str = ""

    @property
    def full(self) -> str:
        """For those who hear one link at a time."""
        return f"{self.label}, {self.detail}" if self.detail else self.label

    @cached_property
    def address(self) -> str:
        """To copy."""
        return web.address(self.endpoint, **self.values)

    @property
    def webcal(self) -> str:
        """To press: opens the calendar program instead of fetching a file."""
        return "webcal" + self.address[self.address.index(":") :]

    @property
    def file(self) -> str:
        """To save once."""
        return f"{self.address}?hamta=1"


@dataclass(frozen=True)
class Group:
    """Offers of one sort under a heading. `slug` names the page that holds a long one; `swedish`: the labels are
    what organisers wrote, whatever the language of the page."""

    slug: str
    heading: str
    offers: list[Offer]
    swedish: bool = False


def main(edition: Edition) -> tuple[Offer, Offer]:
    """The two that most people want: the programme, which may be subscribed to before it exists, and key dates."""
    year = {"year": edition.year}
    return (
        Offer("programmet", gettext("Hela programmet"), "feeds.programme", year),
        Offer("viktiga-datum", gettext("Viktiga datum"), "feeds.key_dates", year),
    )


def all_editions() -> Offer:
    """The one that outlives the year."""
    return Offer("alla-ar", gettext("Alla konferensår"), "feeds.editions", {})


def groups(edition: Edition, programme: Programme) -> list[Group]:
    """Days, rooms, blocks and kinds on which something takes place."""
    found = [
        Group("dagar", gettext("En dag"), _of_parts(edition, parts.days(programme), "dag", "day")),
        Group("lokaler", gettext("En lokal"), _of_parts(edition, parts.rooms(programme), "lokal", "room")),
        Group("pass", gettext("Ett block"), _of_parts(edition, parts.blocks(programme), "pass", "block")),
        Group("typer", gettext("En sorts programpunkter"), _of_parts(edition, parts.kinds(programme), "typ", "kind")),
    ]
    return [group for group in found if group.offers]


def long_group(edition: Edition, programme: Programme, slug: str) -> Group:
    """Speakers or sessions: too many for the one page. Raises `Missing`."""
    if slug == "talare":
        return Group(slug, gettext("En medverkande"), _of_people(programme))
    if slug == "programpunkter":
        return Group(slug, gettext("En programpunkt"), _of_sessions(edition, programme), swedish=True)
    raise Missing


def find(edition: Edition, programme: Programme | None, name: str) -> Offer:
    """The offer of that name. Raises `Missing`."""
    for offer in _all(edition, programme):
        if offer.name == name:
            return offer
    raise Missing


def code(offer: Offer) -> bytes:
    """The QR code of an offer as SVG: dark on light whatever the page, with the quiet margin that readers need."""
    return qr.svg(offer.webcal)


def _all(edition: Edition, programme: Programme | None) -> Iterator[Offer]:
    yield from main(edition)
    yield all_editions()
    if programme:
        for group in groups(edition, programme):
            yield from group.offers
        yield from _of_people(programme)
        yield from _of_sessions(edition, programme)


def _of_parts(edition: Edition, found: list[Part], prefix: str, endpoint: str) -> list[Offer]:
    key = "day" if endpoint == "day" else "slug"
    return [
        Offer(f"{prefix}-{part.slug}", part.name, f"feeds.{endpoint}", {"year": edition.year, key: part.slug})
        for part in found
        if not part.empty
    ]


def _of_people(programme: Programme) -> list[Offer]:
    names = {
        one.person_slug: one.name
        for session in programme.shown
        for one in session.appearances
        if one.person_slug is not None
    }
    return [
        Offer(f"talare-{slug}", name, "feeds.person", {"slug": slug})
        for slug, name in sorted(names.items(), key=lambda pair: swedish_key(pair[1]))
    ]


def _of_sessions(edition: Edition, programme: Programme) -> list[Offer]:
    return [
        Offer(
            name=f"programpunkt-{one.slug}",
            label=one.title,
            endpoint="feeds.session",
            values={"year": edition.year, "slug": one.slug},
            detail=_when(one),
        )
        for one in programme.shown
    ]


def _when(session: Session) -> str:
    """There are three lunches."""
    if session.day is None:
        return str(gettext("tid meddelas senare"))
    return words.day_at(words.day_short(session.day), words.at(session.starts) if session.starts else "")
