"""Who is on stage in a year: those announced and those on the programme, as one list. Pure but for words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scdapp.core.db import swedish_key
from scdapp.people.models import Announcement
from scdapp.releases.released import Appearance, Programme
from scdapp.site import wording


@dataclass(frozen=True)
class Talk:
    """A session of theirs."""

    slug: str
    title: str
    when: str
    cancelled: bool


@dataclass(frozen=True)
class Speaker:
    """A person or group in a year. `topic` and `when` as announced, until there are sessions that say it better."""

    uid: str
    slug: str
    name: str
    title: str | None
    organisation: str | None
    topic: str | None
    when: str
    sessions: tuple[Talk, ...]

    @property
    def who(self) -> str:
        """ "socialchef, Exempelkommun"."""
        return ", ".join(part for part in (self.title, self.organisation) if part)


def announced(announcements: Iterable[Announcement], programme: Programme | None, *, past: bool) -> list[Speaker]:
    """Those announced, in the organisers' order."""
    rows = list(announcements)
    talks = _talks(programme, {one.person.uid for one in rows}, past=past)
    return [_announced(one, talks.get(one.person.uid, ()), past=past) for one in rows]


def everybody(announcements: Iterable[Announcement], programme: Programme | None, *, past: bool) -> list[Speaker]:
    """Those announced and those on the programme, each once, in Swedish order."""
    on_stage = {one.person_uid: one for one in _appearances(programme) if one.person_uid}
    talks = _talks(programme, on_stage.keys(), past=past)
    found = {uid: _on_stage(one, uid, talks[uid]) for uid, one in on_stage.items()}
    found |= {one.person.uid: _announced(one, talks.get(one.person.uid, ()), past=past) for one in announcements}
    return sorted(found.values(), key=lambda speaker: swedish_key(speaker.name))


def _announced(one: Announcement, sessions: tuple[Talk, ...], *, past: bool) -> Speaker:
    person = one.person
    when = sessions[0].when if sessions else one.when_words or wording.day_unknown(past=past)
    return Speaker(person.uid, person.slug, person.name, person.title, person.organisation, one.topic, when, sessions)


def _on_stage(one: Appearance, uid: str, sessions: tuple[Talk, ...]) -> Speaker:
    when = sessions[0].when
    return Speaker(uid, one.person_slug or "", one.name, one.title, one.organisation, None, when, sessions)


def _appearances(programme: Programme | None) -> Iterable[Appearance]:
    return (one for session in (programme.shown if programme else ()) for one in session.appearances)


def _talks(programme: Programme | None, people: Collection[str], *, past: bool) -> dict[str, tuple[Talk, ...]]:
    """The sessions of each of `people` in order of time, those that take place first."""
    found: dict[str, list[Talk]] = {}
    for session in sorted(programme.shown if programme else (), key=lambda s: s.cancelled):
        on_stage = {one.person_uid for one in session.appearances if one.person_uid in people}
        if on_stage:
            talk = Talk(session.slug, session.title, wording.when(session, past=past), session.cancelled)
            for uid in on_stage:
                found.setdefault(str(uid), []).append(talk)
    return {uid: tuple(sessions) for uid, sessions in found.items()}
