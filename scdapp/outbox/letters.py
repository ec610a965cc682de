"""Letters: what a slice writes to people, with named places that are filled at sending. Pure.

A place is written `{name}`. Names are fixed by the letter and filled in one pass by plain substitution: what is put
in is never read again, and no text that an organiser edits is ever a template language or a format string.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from scdapp.core.errors import Refusal
from scdapp.core.text import clean

LANGUAGES = ("sv", "en")
SUBJECT_LIMIT = 200
BODY_LIMIT = 20_000
# What stands for a secret link wherever somebody else than its receiver reads the mail.
HIDDEN_LINK = {"sv": "[personlig länk]", "en": "[personal link]"}

_PLACE = re.compile(r"\{([^{}\n]{1,40})\}")
_LINK_MAKER = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.)")


@dataclass(frozen=True)
class Wording:
    """A letter's text in one language."""

    subject: str
    body: str


@dataclass(frozen=True)
class Letter:
    """A kind of mail. `values` and `links` name its places and say in Swedish what each is.

    Links are secret and minted at sending, so no text may hold one in its subject. Addresses in values are written so
    that mail programs make no links of them; only what staff wrote themselves (`by_staff`) may hold some.
    """

    name: str
    title: str
    sv: Wording
    en: Wording
    values: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)
    by_staff: frozenset[str] = frozenset()

    def wording(self, language: str) -> Wording:
        """The original text in that language."""
        return self.en if language == "en" else self.sv


@dataclass(frozen=True)
class Attachment:
    """A small file that goes with a mail, such as a calendar entry."""

    name: str
    mimetype: str
    content: bytes


def checked(letter: Letter, wording: Wording) -> Wording:
    """`wording` with clean texts. Refuses, beside the field, an empty or too long one and a place that is not there."""
    subject, body = clean(wording.subject), clean(wording.body, lines=True)
    for name, text, limit in (("subject", subject, SUBJECT_LIMIT), ("body", body, BODY_LIMIT)):
        if not text:
            raise Refusal("Skriv något här.", field=name)
        if len(text) > limit:
            raise Refusal(f"Texten har {len(text)} tecken. Högst {limit} får plats.", field=name)
    _ensure_places(subject, letter.values, "subject")
    _ensure_places(body, {**letter.values, **letter.links}, "body")
    return Wording(subject, body)


def _ensure_places(text: str, allowed: Mapping[str, str], name: str) -> None:
    unknown = sorted({place for place in _PLACE.findall(text) if place not in allowed})
    if unknown:
        wrong = ", ".join(f"{{{place}}}" for place in unknown)
        right = ", ".join(f"{{{place}}}" for place in allowed) or "inga"
        raise Refusal(f"{wrong} finns inte här. De som finns: {right}.", field=name)


def filled(letter: Letter, wording: Wording, values: Mapping[str, str], links: Mapping[str, str], home: str) -> Wording:
    """The text as it is sent. `home` is the address of the site, the only one that a value may lead to.

    Raises KeyError, naming the place, for one that nothing was given for.
    """
    texts = {name: _value(values[name], home, free=name in letter.by_staff) for name in letter.values if name in values}
    return Wording(
        clean(_PLACE.sub(lambda place: texts[place[1]], wording.subject))[:SUBJECT_LIMIT],
        _PLACE.sub(lambda place: {**texts, **links}[place[1]], wording.body).strip() + "\n",
    )


def _value(text: str, home: str, *, free: bool) -> str:
    """Clean text that nobody can click, but for addresses on this site: strangers must not send links in our name."""
    text = clean(text, lines=True)
    if free:
        return text
    ours = re.compile(f"{re.escape(home)}(?=[/?#\\s]|$)")
    return _LINK_MAKER.sub(lambda found: found[0] if ours.match(text, found.start()) else _broken(found[0]), text)


def _broken(start: str) -> str:
    return start.replace("://", ": //").replace(".", " .") if "://" in start else f"{start[:-1]} ."


def samples(letter: Letter) -> tuple[dict[str, str], dict[str, str]]:
    """Values and links for a preview: the example that a place's description gives, else the description itself."""
    return _samples(letter.values), _samples(letter.links)


def _samples(places: Mapping[str, str]) -> dict[str, str]:
    return {name: meaning.partition("till exempel ")[2] or f"[{meaning}]" for name, meaning in places.items()}
