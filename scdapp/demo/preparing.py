"""The annual meeting that the demo prepares. Nothing of it is known, so all of it is made up and says so. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

from scdapp.core.walltime import instant
from scdapp.demo.known_meetings import KnownMeeting
from scdapp.meetings.motion_rules import MotionFacts

YEAR = 2024
DAY = date(2024, 10, 2)
MEMBERS = 60
# Ten regions there are; the name of one of them is known. Two more are enough to show what is said of them.
REGIONS = ("FSS Skåne", "Exempelregion A", "Exempelregion B")


# Sessions of the invented programme -> the focus area that they take up.
ABOUT = {
    "Nära vård i kommunen: vägar till gemensam planering": "Nära vård",
    "Brottsförebyggande arbete är socialt arbete": "Förebyggande och tidiga insatser för alla målgrupper",
    "Tidiga insatser i skolans närhet": "Förebyggande och tidiga insatser för alla målgrupper",
    "Desinformation och rykten: så bygger vi tillit": "Tillit till socialtjänsten",
    "Ny socialtjänstlag: från lagtext till arbetssätt": "Ny socialtjänstlag",
}


@dataclass(frozen=True)
class ExampleMotion:
    """A motion that nobody wrote, and what the board has answered so far."""

    facts: MotionFacts
    received_at: datetime
    opinion: str | None = None
    proposed: str | None = None


def member(number: int) -> tuple[str, str, str, date]:
    """Name, address, region and since when: plainly nobody."""
    name, email = f"Medlem {number:03}", f"medlem{number:03}@demo.example"
    return name, email, REGIONS[number % len(REGIONS)], date(2005 + number % 18, 1 + number % 12, 1)


def note(known: KnownMeeting) -> str:
    """What of the meeting is known, and what is not."""
    when = known.day_note.removeprefix("okänt; ")
    return (
        f"Exempel: dag, tid, plats, dagordning och motioner är påhittade. Känt är att {known.elections[0].name} "
        f"omvaldes till ordförande, men inte vilken dag ({when}). Källa: {known.sources}."
    )


MOTIONS = (
    ExampleMotion(
        MotionFacts(
            title="Exempel: årsmötets handlingar i god tid",
            text="Påhittad motion.\n\nMedlemmarna behöver hinna läsa och tala med varandra före årsmötet.",
            clauses=(
                "att handlingarna till årsmötet skickas minst tre veckor före mötet.",
                "att de också läggs ut på föreningens webbplats.",
            ),
            sender_name="Medlem 007",
            sender_email="medlem007@demo.example",
        ),
        instant(date(2024, 6, 12), time(10, 20)),
        opinion="Exempel: styrelsen delar motionärens mening, men tre veckor är svårt att hålla varje år.",
        proposed="partly",
    ),
    ExampleMotion(
        MotionFacts(
            title="Exempel: en mentor åt nya socialchefer",
            text="Påhittad motion.\n\nDen som är ny som chef har ofta ingen kollega i samma uppdrag på hemmaplan.",
            clauses=("att styrelsen prövar ett mentorsprogram under ett år.",),
            sender_name="Medlem 023",
            sender_email="medlem023@demo.example",
        ),
        instant(date(2024, 8, 20), time(21, 47)),
    ),
)
