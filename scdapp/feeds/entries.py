"""What a calendar says of a session, a key date and an edition, in the language of the request."""

from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext

from scdapp.core import text, words
from scdapp.editions.models import Edition, KeyDate
from scdapp.feeds.ical import Entry
from scdapp.programme import times
from scdapp.programme.vocabulary import KINDS, LANGUAGES, ROLES
from scdapp.releases.released import Appearance, Place, Session
from scdapp.releases.snapshot import venue_of

# An entry must end (RFC 5546 3.2.1). Where nobody has said when, it takes this long and says so.
UNTOLD_LENGTH = timedelta(hours=1)
# A key date is a moment; this is what a calendar needs to draw it. Never past midnight: 23.59 stays on its day.
MOMENT_LENGTH = timedelta(minutes=30)
DAY = timedelta(days=1)


def of_session(session: Session, *, url: str) -> Entry | None:
    """The entry of a released session; None while its day is unknown. Cancelled and withdrawn ones stay, for good:
    a hole without a reason is worse, and a calendar is also a diary."""
    if session.day is None or session.created_at is None or session.changed_at is None:
        return None
    starts, ends = _span(session.day, session)
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        created_at=session.created_at,
        changed_at=session.changed_at,
        summary=_called_off(session.title) if session.off else session.title,
        starts=starts,
        ends=ends,
        status="CANCELLED" if session.off else "CONFIRMED" if session.starts else "TENTATIVE",
        description=_paragraphs(_news(session), text.plain(session.summary or ""), _people(session), _facts(session)),
        location=session.location,
        categories=tuple(name for name in (str(KINDS[session.kind].label), session.track_name) if name),
        url=url,
    )


def of_key_date(key_date: KeyDate, *, url: str) -> Entry:
    """The entry of a key date: whole days, or from its hour on. A withdrawn one stays as cancelled."""
    gone = key_date.withdrawn_at is not None
    # In the title, for the same thing happens to several at other times and a calendar shows little more.
    title = f"{key_date.title} ({key_date.audience})" if key_date.audience else key_date.title
    starts, ends = _key_span(key_date)
    return Entry(
        uid=key_date.uid,
        sequence=key_date.sequence,
        created_at=key_date.created_at,
        changed_at=key_date.changed_at,
        summary=_called_off(title) if gone else title,
        starts=starts,
        ends=ends,
        status="CANCELLED" if gone else "CONFIRMED",
        description=_paragraphs(
            gettext("Gäller inte längre.") if gone else "",
            gettext("För: %(audience)s", audience=key_date.audience) if key_date.audience else "",
            text.plain(key_date.note or ""),
            gettext("Exempel i demot.") if key_date.example else "",
        ),
        categories=(gettext("viktigt datum"),),
        url=url,
    )


def of_edition(edition: Edition, *, url: str) -> Entry:
    """One entry over all days of an edition, from the save-the-date on."""
    return Entry(
        uid=edition.uid,
        sequence=edition.sequence,
        created_at=edition.created_at,
        changed_at=edition.changed_at,
        summary=edition.name,
        starts=edition.starts_on,
        ends=edition.last_day + DAY,
        description=_paragraphs(
            gettext("Tema: %(theme)s", theme=edition.theme) if edition.theme else "",
            gettext("Värd: %(host)s", host=edition.host) if edition.host else "",
            text.plain(edition.note or ""),
        ),
        location=venue_of(edition),
        categories=(gettext("konferens"),),
        url=url,
    )


def _called_off(title: str) -> str:
    # In the title, for Google hides STATUS and Android shows such an entry as if it took place.
    return str(gettext("INSTÄLLT: %(title)s", title=title))


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _plainly(phrase: str) -> str:
    """Hard spaces are for pages; few calendars know them."""
    return phrase.replace(words.NBSP, " ")


def _after(ends: datetime | None, starts: datetime) -> bool:
    # As instants: two times of one zone are compared by the wall, which is wrong in the night the clock changes.
    return ends is not None and ends.astimezone(UTC) > starts.astimezone(UTC)


def _span(day: date, session: Session) -> tuple[date, date]:
    starts = session.starts_at
    if starts is None:
        return day, day + DAY
    ends = session.ends_at
    if ends is None or not _after(ends, starts):
        return starts, starts.astimezone(UTC) + UNTOLD_LENGTH
    return starts, ends


def _key_span(key_date: KeyDate) -> tuple[date, date]:
    starts = times.start_of(key_date.starts_on, key_date.at)
    if starts is None:
        return key_date.starts_on, key_date.last_day + DAY
    midnight = datetime.combine(key_date.last_day + DAY, time.min, tzinfo=times.ZONE)
    one_day = key_date.last_day == key_date.starts_on
    return starts, min(starts.astimezone(UTC) + MOMENT_LENGTH, midnight) if one_day else midnight


def _news(session: Session) -> str:
    """What the reader must know first: called off, moved, not certain."""
    return "\n".join(line for line in (_off(session), _moved(session), _uncertain(session)) if line)


def _off(session: Session) -> str:
    if session.withdrawn:
        return str(gettext("Borttaget ur programmet."))
    if session.cancelled and session.cancel_note:
        return str(gettext("Inställt: %(reason)s", reason=session.cancel_note))
    return str(gettext("Inställt.")) if session.cancelled else ""


def _moved(session: Session) -> str:
    before = session.moved_from
    place = _place(before, told=session.day) if before else ""
    return str(gettext("Ändrat: var %(place)s.", place=place)) if place else ""


def _place(place: Place, *, told: date | None) -> str:
    """ "onsdag 2 oktober kl. 10.15 i Sal A", the day only if it is not the one told already."""
    other_day = place.day if place.day != told or place.starts is None else None
    day = words.day_short(other_day) if other_day else ""
    at = words.at(place.starts) if place.starts else ""
    where = str(gettext("i %(room)s", room=place.room_name)) if place.room_name else ""
    return _plainly(" ".join(part for part in (words.day_at(day, at), where) if part))


def _uncertain(session: Session) -> str:
    if session.off:
        return ""
    if session.starts is None:
        return str(gettext("Tid meddelas senare."))
    lines = []
    if session.approximate:
        lines.append(gettext("Tiden är ungefärlig: %(time)s.", time=_about(session.starts)))
    if session.ends is None:
        lines.append(gettext("Sluttid meddelas senare; kalendern visar en timme."))
    return "\n".join(lines)


def _about(starts: time) -> str:
    return _plainly(words.hours(starts, None, approximate=True))


def _people(session: Session) -> str:
    return "\n".join(_person(one) for one in session.appearances)


def _person(one: Appearance) -> str:
    """ "Föreläsare: Åsa Exempel, socialchef, Exempelkommun"; a part nobody has been named for is told as it is."""
    if one.person_uid is None:
        return f"{gettext('Medverkande')}: {one.name}"
    role = str(ROLES[one.role])
    return f"{role[:1].upper()}{role[1:]}: " + ", ".join(
        part for part in (one.name, one.title, one.organisation) if part
    )


def _facts(session: Session) -> str:
    lines = []
    if session.block_name:
        lines.append(gettext("Block %(name)s", name=session.block_name))
    if session.language != "sv":
        lines.append(gettext("Språk: %(language)s", language=LANGUAGES.get(session.language, session.language)))
    if session.prerecorded:
        lines.append(gettext("Förinspelat."))
    if session.example:
        lines.append(gettext("Exempel i demot."))
    elif session.example_fields:
        lines.append(gettext("Delvis exempel i demot."))
    return "\n".join(lines)
