"""The letters of an annual meeting, as they are until somebody writes them anew; and its secret link. Pure."""

from scdapp.outbox.letters import Letter, Wording
from scdapp.tokens.rules import LinkKind

# The calendar of somebody on the board. Has no end; revoked when renewed, dead when the role is gone.
BOARD_CALENDAR = LinkKind("board_calendar", endpoint="feeds.board", lifetime=None, once=False)
LINK_KINDS = (BOARD_CALENDAR,)

MOTION_RECEIVED = Letter(
    name="motion_received",
    title="Kvitto på en motion",
    sv=Wording(
        "Motion {nummer} till årsmötet {ar} är mottagen",
        "Hej {namn}!\n\n"
        "Din motion till årsmötet {ar} kom in {mottagen} och har nummer {nummer}.\n\n"
        "{rubrik}\n\n"
        "{yrkanden}\n\n"
        "Styrelsen yttrar sig över den i handlingarna till mötet. Är det inte du som har skrivit motionen, "
        "eller vill du ta tillbaka den? Svara på det här brevet.\n",
    ),
    en=Wording(
        "Motion {nummer} to the annual meeting {ar} has been received",
        "Hello {namn},\n\n"
        "Your motion to the annual meeting {ar} came in on {mottagen} and has number {nummer}.\n\n"
        "{rubrik}\n\n"
        "{yrkanden}\n\n"
        "The board gives its opinion in the documents of the meeting. Was it not you who wrote it, or do you want "
        "to withdraw it? Reply to this letter.\n",
    ),
    values={
        "namn": "den som skrev motionen",
        "ar": "årsmötets år, till exempel 2024",
        "nummer": "motionens nummer, till exempel 3",
        "mottagen": "dag och klockslag",
        "rubrik": "motionens rubrik",
        "yrkanden": "motionens att-satser, en på varje rad",
    },
)

NOTICE = Letter(
    name="meeting_notice",
    title="Ramen runt kallelse och handlingar",
    sv=Wording(
        "{rubrik}",
        "Hej {namn}!\n\n{text}\n\nBrevet går till dig som är medlem i Föreningen Sveriges socialchefer.\n",
    ),
    en=Wording(
        "{rubrik}",
        "Hello {namn},\n\n{text}\n\nYou get this letter as a member of Föreningen Sveriges socialchefer.\n",
    ),
    values={"rubrik": "brevets rubrik", "namn": "mottagarens namn", "text": "brevets text"},
    by_staff=frozenset({"rubrik", "text"}),
)

CANCELLED = Letter(
    name="meeting_cancelled",
    title="Ett årsmöte är inställt",
    sv=Wording(
        "Inställt: {mote}",
        "Hej {namn}!\n\n"
        "Du är kallad till {mote}, {nar}. Mötet är inställt.\n\n"
        "{skal}\n\n"
        "Brevet går till dem som fick kallelsen.\n",
    ),
    en=Wording(
        "Cancelled: {mote}",
        "Hello {namn},\n\n"
        "You were called to {mote}, {nar}. The meeting is cancelled.\n\n"
        "{skal}\n\n"
        "This letter goes to those who got the call.\n",
    ),
    values={
        "namn": "mottagarens namn",
        "mote": "mötet, till exempel ordinarie årsmöte 2024",
        "nar": "när det skulle ha hållits",
        "skal": "varför det är inställt",
    },
    by_staff=frozenset({"skal"}),
)

LETTERS = (MOTION_RECEIVED, NOTICE, CANCELLED)
