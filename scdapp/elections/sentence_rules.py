"""The sentences in which the minutes say who was elected. Pure."""

from collections.abc import Iterable

from scdapp.elections.models import Candidate, Election

PLACEHOLDER = "N.N."


def described(one: Candidate) -> str:
    """ "Anna Al, socialchef, Falun"."""
    return ", ".join(filter(None, (one.name, one.title, one.employer)))


def sentence(election: Election, *, term: str) -> str:
    """ "Årsmötet valde Anna Al, socialchef, Falun till ordförande för tiden t.o.m. nästa ordinarie årsmöte."."""
    chosen = [one for one in election.candidates if one.elected]
    if not chosen:
        return ""
    until = f"för tiden t.o.m. {term}" if election.finishes is None else "för återstoden av mandattiden"
    if len(chosen) == 1:
        return f"Årsmötet valde {described(chosen[0])} till {election.post.name} {until}."
    lines = [f"– {described(one)}{f' ({one.region})' if one.region else ''}" for one in chosen]
    return "\n".join([f"Årsmötet valde till {election.post.name} {until}:", *lines])


def body_for(elections: Iterable[Election], standing: str, *, term: str = "nästa ordinarie årsmöte") -> str:
    """The whole paragraph; the secretary's own words stay when somebody has written in them."""
    found = "\n\n".join(filter(None, (sentence(one, term=term) for one in elections)))
    written = standing.strip()
    if not found or (written and PLACEHOLDER not in written and "följande" not in written):
        return standing
    return found


def unnamed(elections: Iterable[Election], text: str) -> list[str]:
    """Facts about those who are elected and whom the text does not name."""
    chosen = (one.name for election in elections for one in election.candidates if one.elected)
    return [f"{name} är vald men nämns inte i texten." for name in chosen if name not in text]
