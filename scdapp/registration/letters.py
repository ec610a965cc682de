"""The letters that registration sends, as they are until an organiser writes them anew. Pure."""

from datetime import timedelta

from scdapp.outbox.letters import Letter, Wording
from scdapp.tokens.rules import LinkKind

# Shows a booking or a seat, and offers to log its holder in. Nothing is changed by it.
SHOW = LinkKind("show", endpoint="mine_links.glimpse", lifetime=timedelta(days=400), once=False)
# Answers one offer of a place; the offer's own deadline says until when.
OFFER = LinkKind("offer", endpoint="mine_links.offer", lifetime=timedelta(days=60), once=False)
# A secret calendar address. Has no end; revoked when renewed.
CALENDAR = LinkKind("calendar", endpoint="feeds.personal", lifetime=None, once=False)
LINK_KINDS = (SHOW, OFFER, CALENDAR)

# What every letter about a booking may name, and the link that most of them hold.
OF_ALL = {
    "namn": "mottagarens namn",
    "konferens": "konferensens namn, till exempel Socialchefsdagarna 2024",
    "dagar": "konferensens dagar, till exempel 2–4 oktober 2024",
    "plats": "anläggning och ort",
    "nummer": "anmälningsnumret",
}
SHOWN = {"se_anmalan": "länk till anmälan"}

BOOKED = Letter(
    name="booked",
    title="Bekräftelse till den som anmälde",
    sv=Wording(
        "Anmälan till {konferens} ({nummer})",
        "Hej {namn}!\n\n"
        "Tack för anmälan till {konferens}, {dagar} i {plats}.\n\n"
        "{personer}\n\n"
        "Summa exklusive moms: {summa}\n"
        "Moms: {moms}\n\n"
        "Här ser du anmälan, kan komplettera namn, välja seminarier, byta person eller avboka:\n"
        "{se_anmalan}\n\n"
        "Anmälningsnummer: {nummer}\n",
    ),
    en=Wording(
        "Your registration for {konferens} ({nummer})",
        "Hello {namn},\n\n"
        "Thank you for registering for {konferens}, {dagar}, {plats}.\n\n"
        "{personer}\n\n"
        "Total excluding VAT: {summa}\n"
        "VAT: {moms}\n\n"
        "See the registration, add names, choose seminars, pass on a seat or cancel here:\n"
        "{se_anmalan}\n\n"
        "Registration number: {nummer}\n",
    ),
    values={
        **OF_ALL,
        "personer": "vilka som anmäldes, till vad och om de har plats",
        "summa": "summan utan moms",
        "moms": "momsen per momssats",
    },
    links=SHOWN,
)

SEAT = Letter(
    name="seat",
    title="Till den som någon annan har anmält",
    sv=Wording(
        "Du är anmäld till {konferens}",
        "Hej {namn}!\n\n"
        "{anmalare} har anmält dig till {konferens}, {dagar} i {plats}.\n\n"
        "{laget}\n\n"
        "Här ser du vad som finns sparat om dig. Du kan rätta och komplettera, välja seminarier, "
        "säga till om mat och tillgänglighet (bara du och den som ordnar det ser det) eller tacka nej:\n"
        "{se_anmalan}\n",
    ),
    en=Wording(
        "You have been registered for {konferens}",
        "Hello {namn},\n\n"
        "{anmalare} has registered you for {konferens}, {dagar}, {plats}.\n\n"
        "{laget}\n\n"
        "See what is stored about you. You can correct and complete it, choose seminars, tell us about food and "
        "access needs (only you and the person who arranges it will see them) or decline:\n"
        "{se_anmalan}\n",
    ),
    values={**OF_ALL, "anmalare": "den som anmälde", "laget": "plats eller reservlista, och vad som valts"},
    links=SHOWN,
)

OFFERED = Letter(
    name="offered",
    title="Erbjudande om plats från reservlistan",
    sv=Wording(
        "Det finns en plats till dig: {vad}",
        "Hej {namn}!\n\n"
        "Nu finns en plats: {vad}, {konferens}.\n\n"
        "Svara senast {svara_senast}, annars går platsen till nästa i kön:\n"
        "{svara}\n",
    ),
    en=Wording(
        "There is a place for you: {vad}",
        "Hello {namn},\n\n"
        "A place is free: {vad}, {konferens}.\n\n"
        "Please answer by {svara_senast}, or the place goes to the next in line:\n"
        "{svara}\n",
    ),
    values={**OF_ALL, "vad": "vad platsen gäller", "svara_senast": "dag och klockslag"},
    links={"svara": "länk till sidan där man svarar ja eller nej"},
)

OFFER_ENDED = Letter(
    name="offer_ended",
    title="Erbjudandet gick ut",
    sv=Wording(
        "Erbjudandet har gått ut: {vad}",
        "Hej {namn}!\n\nVi fick inget svar i tid, så platsen ({vad}, {konferens}) har gått till nästa i kön.\n\n"
        "Här ser du din anmälan:\n{se_anmalan}\n",
    ),
    en=Wording(
        "The offer has ended: {vad}",
        "Hello {namn},\n\nWe had no answer in time, so the place ({vad}, {konferens}) has gone to the next in line.\n\n"
        "See your registration:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "vad": "vad platsen gällde"},
    links=SHOWN,
)

CONFIRMED = Letter(
    name="confirmed",
    title="Plats efter reservlistan",
    sv=Wording(
        "Du har plats: {vad}",
        "Hej {namn}!\n\nPlatsen är din: {vad}, {konferens}, {dagar} i {plats}.\n\n"
        "Här ser du din anmälan:\n{se_anmalan}\n",
    ),
    en=Wording(
        "You have a place: {vad}",
        "Hello {namn},\n\nThe place is yours: {vad}, {konferens}, {dagar}, {plats}.\n\n"
        "See your registration:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "vad": "vad platsen gäller"},
    links=SHOWN,
)

CANCELLED = Letter(
    name="cancelled",
    title="Avbokning",
    sv=Wording(
        "Avbokat: {person}, {konferens}",
        "Hej {namn}!\n\nPlatsen för {person} på {konferens} är avbokad {nar}.\n\nAvgift: {avgift}\n\n"
        "Anmälningsnummer: {nummer}\n",
    ),
    en=Wording(
        "Cancelled: {person}, {konferens}",
        "Hello {namn},\n\nThe seat of {person} at {konferens} was cancelled on {nar}.\n\nFee: {avgift}\n\n"
        "Registration number: {nummer}\n",
    ),
    values={
        **OF_ALL,
        "person": "den vars plats avbokades",
        "nar": "dag och klockslag",
        "avgift": "vad avbokningen kostar",
    },
)

TRANSFERRED_FROM = Letter(
    name="transferred_from",
    title="Till den som lämnade över sin plats",
    sv=Wording(
        "Din plats på {konferens} är överlämnad",
        "Hej {namn}!\n\nDin plats på {konferens} har lämnats över till {till}. Dina uppgifter om mat och "
        "tillgänglighet är raderade.\n\nStämmer det inte? Svara på det här brevet.\n",
    ),
    en=Wording(
        "Your seat at {konferens} has been passed on",
        "Hello {namn},\n\nYour seat at {konferens} has been passed on to {till}. What you told us about food and "
        "access needs has been erased.\n\nIs this wrong? Reply to this letter.\n",
    ),
    values={**OF_ALL, "till": "den som tog över"},
)

TRANSFERRED_TO = Letter(
    name="transferred_to",
    title="Till den som tog över en plats",
    sv=Wording(
        "Du har fått en plats på {konferens}",
        "Hej {namn}!\n\n{fran} har lämnat över sin plats på {konferens} till dig, {dagar} i {plats}.\n\n{laget}\n\n"
        "Här ser du vad som finns sparat om dig, och kan rätta, välja seminarier eller tacka nej:\n{se_anmalan}\n",
    ),
    en=Wording(
        "You have been given a seat at {konferens}",
        "Hello {namn},\n\n{fran} has passed a seat at {konferens} on to you, {dagar}, {plats}.\n\n{laget}\n\n"
        "See what is stored about you, correct it, choose seminars or decline:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "fran": "den som lämnade över", "laget": "vad som ingår"},
    links=SHOWN,
)

SHARED = Letter(
    name="shared",
    title="Till den som fått en dag på någons plats",
    sv=Wording(
        "Du har en dag på {konferens}: {dag}",
        "Hej {namn}!\n\n{fran} har gett dig sin plats på {konferens} {dag}, i {plats}.\n\n"
        "Här ser du vad som gäller för dig:\n{se_anmalan}\n",
    ),
    en=Wording(
        "You have a day at {konferens}: {dag}",
        "Hello {namn},\n\n{fran} has given you their seat at {konferens} on {dag}, {plats}.\n\n"
        "See what holds for you:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "fran": "den som gav bort dagen", "dag": "dagen"},
    links=SHOWN,
)

SHARE_ENDED = Letter(
    name="share_ended",
    title="Till den vars dag på någons plats tagits tillbaka",
    sv=Wording(
        "Din dag på {konferens} gäller inte längre: {dag}",
        "Hej {namn}!\n\nDu hade platsen som {fran} har på {konferens} {dag}. Den dagen har du den inte längre.\n\n"
        "Stämmer det inte? Prata med {fran}.\n",
    ),
    en=Wording(
        "You no longer have your day at {konferens}: {dag}",
        "Hello {namn},\n\nYou had the seat of {fran} at {konferens} on {dag}. You no longer have it that day.\n\n"
        "Is this wrong? Please talk to {fran}.\n",
    ),
    values={**OF_ALL, "fran": "den som har platsen", "dag": "dagen"},
)

CHANGED = Letter(
    name="changed",
    title="Till den som anmälde, när någons val har ändrats",
    sv=Wording(
        "Ändrad anmälan till {konferens} ({nummer})",
        "Hej {namn}!\n\nNu gäller det här:\n\n{laget}\n\n"
        "Hela anmälan, exklusive moms: {summa}\nMoms: {moms}\n\n"
        "Här ser du anmälan:\n{se_anmalan}\n",
    ),
    en=Wording(
        "Changed registration for {konferens} ({nummer})",
        "Hello {namn},\n\nThis is what holds now:\n\n{laget}\n\n"
        "The whole registration, excluding VAT: {summa}\nVAT: {moms}\n\n"
        "See the registration:\n{se_anmalan}\n",
    ),
    values={
        **OF_ALL,
        "laget": "vem det gäller och vad som valts nu",
        "summa": "hela anmälans summa utan moms",
        "moms": "momsen per momssats",
    },
    links=SHOWN,
)

SEAT_CHANGED = Letter(
    name="seat_changed",
    title="Till den vars val har ändrats",
    sv=Wording(
        "Din anmälan till {konferens} har ändrats",
        "Hej {namn}!\n\nNu gäller det här:\n\n{laget}\n\nHär ser du din anmälan:\n{se_anmalan}\n",
    ),
    en=Wording(
        "Your registration for {konferens} has changed",
        "Hello {namn},\n\nThis is what holds now:\n\n{laget}\n\nSee your registration:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "laget": "vad som valts nu"},
    links=SHOWN,
)

LETTERS = (
    *(BOOKED, SEAT, OFFERED, OFFER_ENDED, CONFIRMED),
    *(CANCELLED, TRANSFERRED_FROM, TRANSFERRED_TO, SHARED),
    *(SHARE_ENDED, CHANGED, SEAT_CHANGED),
)
