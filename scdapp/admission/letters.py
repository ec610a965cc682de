"""The letters about an opening, as they are until an organiser writes them anew. Pure."""

from datetime import timedelta

from scdapp.outbox.letters import Letter, Wording
from scdapp.tokens.rules import LinkKind

# An address that nobody confirms is forgotten after this.
CONFIRM_WITHIN = timedelta(hours=48)
WATCH = LinkKind("watch", endpoint="opening_watch.edit", lifetime=CONFIRM_WITHIN, once=True)
LINK_KINDS = (WATCH,)

_OF_BOTH = {
    "konferens": "konferensens namn, till exempel Socialchefsdagarna 2024",
    "kategori": "den kategori som brevet gäller",
}

CONFIRM = Letter(
    name="watch_confirm",
    title="Säg till när det öppnar: bekräfta adressen",
    sv=Wording(
        "Bekräfta: säg till när anmälan till {konferens} öppnar",
        "Hej!\n\n"
        "Någon, förhoppningsvis du, vill ha ett brev hit när anmälan öppnar till {konferens} ({kategori}).\n\n"
        "Stämmer det? Bekräfta inom två dygn:\n"
        "{bekrafta}\n\n"
        "Gör du ingenting glömmer vi adressen, och skickar inget mer.\n",
    ),
    en=Wording(
        "Please confirm: tell me when registration for {konferens} opens",
        "Hello,\n\n"
        "Somebody, hopefully you, wants a letter here when registration for {konferens} opens ({kategori}).\n\n"
        "Is that right? Please confirm within two days:\n"
        "{bekrafta}\n\n"
        "If you do nothing we forget the address and send nothing more.\n",
    ),
    values=_OF_BOTH,
    links={"bekrafta": "länk till sidan där man bekräftar"},
)

OPENED = Letter(
    name="watch_opened",
    title="Säg till när det öppnar: nu är det öppet",
    sv=Wording(
        "Nu är anmälan till {konferens} öppen",
        "Hej!\n\n"
        "Nu är anmälan till {konferens} öppen ({kategori}):\n"
        "{sida}\n\n"
        "Det här var det enda brevet, och vi har glömt adressen.\n",
    ),
    en=Wording(
        "Registration for {konferens} is open",
        "Hello,\n\n"
        "Registration for {konferens} is open ({kategori}):\n"
        "{sida}\n\n"
        "This was the only letter, and we have forgotten the address.\n",
    ),
    values={**_OF_BOTH, "sida": "adressen till sidan där man anmäler sig"},
)

LETTERS = (CONFIRM, OPENED)
