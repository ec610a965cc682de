"""The letters about chosen sessions, as they are until an organiser writes them anew. Pure."""

from datetime import timedelta

from scdapp.outbox.letters import Letter, Wording
from scdapp.registration.letters import OF_ALL, SHOWN
from scdapp.tokens.rules import LinkKind

# Answers one offer of a place on a session; the offer's own deadline says until when.
SEMINAR_OFFER = LinkKind("seminar-offer", endpoint="seminars.offer", lifetime=timedelta(days=60), once=False)
LINK_KINDS = (SEMINAR_OFFER,)

_SESSION = {"seminarium": "seminariets titel", "tid": "dag och klockslag"}

GIVEN = Letter(
    name="seminar_given",
    title="Plats på ett seminarium, från kön",
    sv=Wording(
        "Du har fått plats: {seminarium}",
        "Hej {namn}!\n\nEn plats blev ledig och den är din: {seminarium}, {tid}.\n\n"
        "Vill du inte ha den längre, ändra dina val här, så får nästa i kön den:\n{se_anmalan}\n",
    ),
    en=Wording(
        "You have a place: {seminarium}",
        "Hello {namn},\n\nA place became free and it is yours: {seminarium}, {tid}.\n\n"
        "If you no longer want it, change your choices here and the next in line will have it:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, **_SESSION},
    links=SHOWN,
)

OFFERED = Letter(
    name="seminar_offered",
    title="Erbjudande om plats på ett seminarium, i stället för ett annat",
    sv=Wording(
        "Det finns en plats till dig: {seminarium}",
        "Hej {namn}!\n\nNu finns en plats till dig på {seminarium}, {tid}.\n\n"
        "Tackar du ja byter du bort: {i_stallet_for}. Svara senast {svara_senast}, annars går platsen till nästa "
        "i kön och du behåller det du har:\n{svara}\n",
    ),
    en=Wording(
        "There is a place for you: {seminarium}",
        "Hello {namn},\n\nThere is now a place for you at {seminarium}, {tid}.\n\n"
        "If you say yes, you give up: {i_stallet_for}. Please answer by {svara_senast}, or the place goes to the next "
        "in line and you keep what you have:\n{svara}\n",
    ),
    values={
        **OF_ALL,
        **_SESSION,
        "i_stallet_for": "det som redan är valt på den tiden",
        "svara_senast": "dag och klockslag",
    },
    links={"svara": "länk till sidan där man svarar ja eller nej"},
)

OFFER_ENDED = Letter(
    name="seminar_offer_ended",
    title="Erbjudandet om ett seminarium gick ut",
    sv=Wording(
        "Erbjudandet har gått ut: {seminarium}",
        "Hej {namn}!\n\nVi fick inget svar i tid, så platsen på {seminarium} har gått till nästa i kön. "
        "Du har kvar det du hade.\n\nHär ser du dina val:\n{se_anmalan}\n",
    ),
    en=Wording(
        "The offer has ended: {seminarium}",
        "Hello {namn},\n\nWe had no answer in time, so the place at {seminarium} has gone to the next in line. "
        "You keep what you had.\n\nSee your choices here:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, **_SESSION},
    links=SHOWN,
)

CANCELLED = Letter(
    name="seminar_cancelled",
    title="Ett valt seminarium är inställt",
    sv=Wording(
        "{seminarium} är inställt",
        "Hej {namn}!\n\nDet gäller {seminarium}, {tid}, som du hade valt eller stod i kö till. {vad_som_hant}\n\n"
        "På samma tid finns:\n{att_valja_pa}\n\nVälj på nytt här:\n{se_anmalan}\n",
    ),
    en=Wording(
        "{seminarium} has been cancelled",
        "Hello {namn},\n\nThis is about {seminarium}, {tid}, which you had chosen or were waiting for. "
        "{vad_som_hant}\n\n"
        "At the same time there is:\n{att_valja_pa}\n\nChoose again here:\n{se_anmalan}\n",
    ),
    values={
        **OF_ALL,
        **_SESSION,
        "vad_som_hant": "att det är inställt och varför, eller att det inte längre behöver väljas",
        "att_valja_pa": "de andra i blocket, med platser kvar",
    },
    links=SHOWN,
)

MOVED = Letter(
    name="seminar_moved",
    title="Ett valt seminarium är flyttat och krockar",
    sv=Wording(
        "{seminarium} är flyttat och krockar för dig",
        "Hej {namn}!\n\n{seminarium} är flyttat till {tid}. {krock}\n\n"
        "Vi har inte ändrat något i dina val. Bestäm själv vilket du vill ha kvar:\n{se_anmalan}\n",
    ),
    en=Wording(
        "{seminarium} has been moved and clashes for you",
        "Hello {namn},\n\n{seminarium} has been moved to {tid}. {krock}\n\n"
        "We have changed nothing in your choices. Decide yourself what to keep:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, **_SESSION, "krock": "vad det krockar med"},
    links=SHOWN,
)

LOST = Letter(
    name="seminars_lost",
    title="Val som föll bort när dagarna ändrades",
    sv=Wording(
        "Seminarier som inte längre är dina, {konferens}",
        "Hej {namn}!\n\nPlatsen på {konferens} gäller andra dagar än förut. Därför har du inte längre plats på:\n"
        "{seminarier}\n\nHär ser du dina val:\n{se_anmalan}\n",
    ),
    en=Wording(
        "Seminars that are no longer yours, {konferens}",
        "Hello {namn},\n\nThe seat at {konferens} is for other days than before. You therefore no longer have a place "
        "at:\n{seminarier}\n\nSee your choices here:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "seminarier": "seminarierna, ett på varje rad"},
    links=SHOWN,
)

INHERITED = Letter(
    name="seminars_inherited",
    title="Valda seminarier som följde med en plats",
    sv=Wording(
        "Seminarier som följer med din plats, {konferens}",
        "Hej {namn}!\n\nPå platsen du tog över på {konferens} är de här seminarierna redan valda. De är dina nu:\n"
        "{seminarier}\n\nDu kan byta här:\n{se_anmalan}\n",
    ),
    en=Wording(
        "Seminars that come with your seat, {konferens}",
        "Hello {namn},\n\nOn the seat that you took over at {konferens}, these seminars have already been chosen. They "
        "are yours now:\n{seminarier}\n\nYou can change them here:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "seminarier": "seminarierna, ett på varje rad"},
    links=SHOWN,
)

CHANGED = Letter(
    name="seminars_changed",
    title="Arrangören har ändrat någons seminarier",
    sv=Wording(
        "Dina seminarier är ändrade, {konferens}",
        "Hej {namn}!\n\nArrangören har ändrat dina seminarier på {konferens}. Nu är valt:\n{seminarier}\n\n"
        "Här ser du dina val:\n{se_anmalan}\n",
    ),
    en=Wording(
        "Your seminars have been changed, {konferens}",
        "Hello {namn},\n\nThe organiser has changed your seminars at {konferens}. Now chosen:\n{seminarier}\n\n"
        "See your choices here:\n{se_anmalan}\n",
    ),
    values={**OF_ALL, "seminarier": "seminarierna, ett på varje rad"},
    links=SHOWN,
)

LETTERS = (GIVEN, OFFERED, OFFER_ENDED, CANCELLED, MOVED, LOST, INHERITED, CHANGED)
