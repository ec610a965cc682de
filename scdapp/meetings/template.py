"""The agenda of an annual meeting as the association knows it: 27 points with the sentences that minutes begin from.

Keys are stable and the rules know some of them; titles and sentences are where somebody starts writing. Pure.
"""

from dataclasses import dataclass

# Keys that rules speak of.
REGISTER, CALLED, AGENDA = "rostlangd", "utlysande", "dagordning"
AUDIT_REPORT, DISCHARGE, STATUTES, OTHER = "rev", "ansvarsfrihet", "stadgar", "ovrigt"
EARLIER, PROPOSITIONS, MOTIONS, FOCUS, SIGNATORIES = "foregaende", "prop", "motion", "fokus", "firma"


@dataclass(frozen=True)
class Point:
    """One point. `{fiscal_year}` in its texts becomes the year that is accounted for; N.N. waits for a name."""

    key: str
    title: str
    kind: str
    sentence: str = ""
    planned_minutes: int = 2


POINTS = (
    Point(
        "oppnande",
        "Mötets öppnande",
        "formality",
        "Ordföranden N.N. hälsade välkommen och förklarade mötet öppnat.",
    ),
    Point("val_motesordf", "Val av mötesordförande", "election", "Årsmötet valde N.N. till ordförande för mötet."),
    Point("val_sekr", "Val av mötessekreterare", "election", "Årsmötet valde N.N. till sekreterare för mötet."),
    Point(
        "val_just",
        "Val av två justerare tillika rösträknare",
        "election",
        "Årsmötet valde N.N. och N.N. att jämte ordföranden justera dagens protokoll och vid behov räkna röster.",
    ),
    Point(
        REGISTER,
        "Fastställande av röstlängd",
        "formality",
        "Röstlängden fastställdes till N.N. röstberättigade (bilaga N.N.).",
    ),
    Point(
        CALLED,
        "Fråga om mötet blivit behörigen utlyst",
        "formality",
        "Årsmötet förklarade mötet behörigen utlyst.",
    ),
    Point(AGENDA, "Fastställande av dagordning", "formality", "Dagordningen fastställdes (bilaga N.N.)."),
    Point(
        EARLIER,
        "Föregående årsmötesprotokoll och bordlagda ärenden",
        "report",
        "Protokollet från föregående årsmöte lades till handlingarna.",
    ),
    Point(
        "vb",
        "Verksamhetsberättelse för verksamhetsåret {fiscal_year}",
        "report",
        "Verksamhetsberättelsen för {fiscal_year} godkändes och lades till handlingarna (bilaga N.N.).",
        5,
    ),
    Point(
        "ek",
        "Ekonomisk berättelse: resultat- och balansräkning {fiscal_year}",
        "report",
        "Resultat- och balansräkningen för {fiscal_year} fastställdes (bilaga N.N.).",
        5,
    ),
    Point(
        AUDIT_REPORT,
        "Revisionsberättelse",
        "report",
        "Revisionsberättelsen för {fiscal_year} lades till handlingarna (bilaga N.N.).",
    ),
    Point(
        DISCHARGE,
        "Fråga om ansvarsfrihet för riksstyrelsen",
        "decision",
        "Årsmötet beviljade riksstyrelsen ansvarsfrihet för {fiscal_year}. "
        "Styrelsens ledamöter deltog inte i beslutet.",
    ),
    Point(PROPOSITIONS, "Propositioner från riksstyrelsen", "proposition", "", 5),
    Point(MOTIONS, "Motioner med riksstyrelsens yttranden", "motion", "", 10),
    Point(FOCUS, "Fokusområden och verksamhetsinriktning", "decision", "", 5),
    Point("budget", "Verksamhetsplan och budget", "decision", "Verksamhetsplan och budget fastställdes (bilaga N.N.)."),
    Point("avgift", "Medlemsavgift", "decision", "Medlemsavgiften fastställdes till N.N. kronor."),
    Point("arvode", "Arvoden och ersättningar", "decision"),
    Point(
        "val_ordf",
        "Val av ordförande för ett år",
        "election",
        "Årsmötet valde N.N. till ordförande för tiden t.o.m. nästa ordinarie årsmöte.",
    ),
    Point(
        "val_led",
        "Val av övriga ledamöter för ett år",
        "election",
        "Årsmötet valde följande ledamöter för tiden t.o.m. nästa ordinarie årsmöte.",
        5,
    ),
    Point("fyllnad", "Fyllnadsval", "election"),
    Point("val_rev", "Val av revisorer och revisorssuppleant", "election"),
    Point("val_valb", "Val av valberedning, varav en sammankallande", "election"),
    Point(
        SIGNATORIES,
        "Firmatecknare",
        "decision",
        "Årsmötet beslutade att firman tecknas av ordföranden och kassören var för sig. "
        "Paragrafen förklarades omedelbart justerad.",
    ),
    Point(STATUTES, "Stadgeändringar", "decision"),
    Point(OTHER, "Övriga frågor", "other"),
    Point("avslut", "Avtackningar och mötets avslutande", "formality", "Mötesordföranden förklarade mötet avslutat."),
)
POINT_OF_KEY = {point.key: point for point in POINTS}


def filled(text: str, *, fiscal_year: str | None) -> str:
    """`text` with the year that is accounted for, or a place to write it."""
    return text.replace("{fiscal_year}", fiscal_year or "N.N.")
