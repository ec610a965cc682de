"""The words of decisions and offices as visitors read them, in both languages."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from scdapp.core import words
from scdapp.elections.models import Mandate

KINDS = {
    "decision": _("beslut"),
    "election": _("val"),
    "procedural": _("formalia"),
    "statute_change": _("stadgeändring"),
    "discharge": _("ansvarsfrihet"),
    "information": _("utan beslut"),
}
OUTCOMES = {
    "approved": _("bifall"),
    "rejected": _("avslag"),
    "partly": _("delvis bifall"),
    "tabled": _("bordlagt"),
    "remitted": _("återremitterat"),
    "answered": _("besvarat"),
    "dropped": _("utgår"),
    "filed": _("lagt till handlingarna"),
    "fixed": _("fastställt"),
    "accepted": _("godkänt"),
    "elected": _("valt"),
    "noted": _("antecknat"),
}
CLAUSE_OUTCOMES = {
    "approved": _("bifall"),
    "rejected": _("avslag"),
    "tabled": _("bordlagd"),
    "remitted": _("återremitterad"),
    "dropped": _("förfallen"),
}
METHODS = {
    "acclamation": _("acklamation"),
    "unanimous": _("enhälligt"),
    "trial_vote": _("försöksvotering"),
    "count": _("rösträkning"),
    "division": _("votering"),
    "roll_call": _("namnupprop"),
    "secret": _("sluten omröstning"),
}
FOLLOW_UPS = {
    "open": _("inte påbörjat"),
    "ongoing": _("pågår"),
    "done": _("klart"),
    "dropped": _("avskrivet"),
}
ELECTED_AS = {"new": _("nyval"), "again": _("omval"), "by_election": _("fyllnadsval"), "unknown": _("val")}


def who(title: str | None, employer: str | None) -> str:
    """What somebody was when they were elected."""
    return ", ".join(one for one in (title, employer) if one)


def began(mandate: Mandate) -> str:
    """From when; the year alone where the day is not known."""
    return words.date_plain(mandate.starts_on) if mandate.starts_on else str(mandate.from_year)


def period(mandate: Mandate, *, over: bool) -> str:
    """From when until when: a day if it is known, else the meeting with which the term ends.

    That somebody died is told to nobody here: the day says enough.
    """
    begin = began(mandate)
    if not over or mandate.ends_on is None:
        return str(gettext("Från %(begin)s till årsmötet %(year)s", begin=begin, year=mandate.until_year))
    day = words.date_plain(mandate.ends_on)
    if mandate.ended_reason == "resigned":
        return str(gettext("Från %(begin)s, avgick %(day)s", begin=begin, day=day))
    if mandate.ended_reason == "removed":
        return str(gettext("Från %(begin)s, entledigades %(day)s", begin=begin, day=day))
    return str(gettext("Från %(begin)s till %(end)s", begin=begin, end=day))
