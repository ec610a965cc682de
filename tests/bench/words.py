"""Words in such variety that a page of them packs no better than a real one. Everybody and everything is made up."""

from random import Random

_FIRST = (
    "Åsa Anna Björn Cecilia David Elin Fatima Gunnar Hanna Ingrid Johan Karin Lars Maria Nils Olle Petra Rosa Sven Ulla"
)
_LAST = "Alm Berg Björk Dahl Ek Forsman Gran Hedlund Ivarsson Jansson Kvist Lind Malm Nyström Öberg Palm Quist Åberg"
_PLACES = (
    "Ekby Granköping Lövsta Norrvik Sjölunda Stenby Strandköping Vikbo Åsele Älvhult Öster Haga Björkfors Dalby Hamnö"
)
_SUBJECTS = (
    "Nära vård",
    "Barnets bästa",
    "Välfärdsteknik",
    "Förebyggande arbete",
    "Chefskap i kris",
    "Ofrivillig ensamhet",
    "Heder och våld",
    "Missbruk och beroende",
    "Hemlöshet",
    "Försörjningsstöd",
    "Placerade barns skolgång",
    "Anhöriga",
    "Äldreomsorgens bemanning",
    "Ny socialtjänstlag",
    "Uppföljning",
    "Brukarnas inflytande",
)
_ANGLES = (
    "vad forskningen säger",
    "från beslut till vardag",
    "tre år senare",
    "så gjorde vi",
    "när pengarna inte räcker",
    "ett samtal om det svåra",
    "verktyg att ta med hem",
    "misstag att lära av",
    "hur samverkar vi på riktigt?",
    "med mindre dokumentation",
    "i en liten kommun",
    "i en växande stad",
)
_SENTENCES = (
    "Hur arbetar en kommun när behoven växer fortare än budgeten?",
    "Vi berättar om **vägen dit**: vad som gick fort och vad som tog tid.",
    "Resultaten följdes upp efter sex, tolv och arton månader.",
    "En medarbetare, en chef och en brukare ger var sin bild.",
    "Efter föreläsningen finns gott om tid för frågor.",
    "Läs mer hos [föreningen](https://socialchefsdagarna.example/).",
    "Seminariet bygger på intervjuer med sextio enhetschefer.",
    "Domstolarnas praxis har ändrats, och med den utrymmet för bedömningar.",
    "Det som började som ett projekt är nu en del av linjen.",
    "Vi visar de blanketter och samtalsstöd som vi använder, och ger bort dem.",
    "Kostnaden per ärende sjönk, men det var inte det viktigaste.",
    "Deltagarna arbetar i grupper med ett eget fall.",
)


def name(chance: Random) -> str:
    return f"{chance.choice(_FIRST.split())} {chance.choice(_LAST.split())}"


def municipality(chance: Random) -> str:
    return f"{chance.choice(_PLACES.split())}s kommun"


def title(chance: Random) -> str:
    return chance.choice(("socialchef", "enhetschef", "professor i socialt arbete", "förvaltningschef", "utredare"))


def heading(chance: Random) -> str:
    """What a session is called."""
    return f"{chance.choice(_SUBJECTS)} i {chance.choice(_PLACES.split())}: {chance.choice(_ANGLES)}"


def summary(chance: Random) -> str:
    """Two paragraphs and a list, in Markdown."""
    first, second, *points = chance.sample(_SENTENCES, 6)
    return f"{first} {second}\n\n" + "\n".join(f"- {point}" for point in points)
