"""What a page is about in one sentence or two, for search engines and for those who pass a link on."""

from scdapp.core import text, words
from scdapp.editions.models import Edition
from scdapp.people.models import Person
from scdapp.releases.released import Session
from scdapp.site.details import Details

LENGTH = 160


def of_edition(edition: Edition) -> str:
    """ "Socialchefsdagarna 2024. Omställning pågår. 2–4 oktober 2024. Kistamässan, Stockholm."."""
    place = ", ".join(part for part in (edition.venue, edition.city) if part)
    parts = (edition.name, edition.theme, words.days(edition.starts_on, edition.ends_on), place)
    return ". ".join(part for part in parts if part) + "."


def of_session(session: Session, told: Details) -> str:
    """When it is, and how its text begins."""
    when = f"{told.when}." if told.when else ""
    return _cut(f"{when} {text.plain(session.summary or '')}")


def of_person(person: Person) -> str:
    """ "Åsa Exempel, socialchef, Exempelkommun."."""
    return ", ".join(part for part in (person.name, person.title, person.organisation) if part) + "."


def _cut(plain: str) -> str:
    one_line = " ".join(plain.split())
    return one_line if len(one_line) <= LENGTH else one_line[:LENGTH].rpartition(" ")[0] + " …"
