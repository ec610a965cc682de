"""What is held of people: why, by what right, who sees it and for how long (GDPR art. 13, 14, 30). Pure.

The page about personal data shows these lines; a test finds any column that looks personal and stands in none of them.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from scdapp.privacy import rules
from scdapp.privacy.rules import Term

CONTRACT = _("avtal: för att din plats ska finnas när du kommer")
INTEREST = _("berättigat intresse, avvägt mot ditt")
CONSENT = _("ditt samtycke, som du kan ta tillbaka när som helst")
MEMBERSHIP = _("avtal: ditt medlemskap i föreningen")
LAW = _("rättslig förpliktelse: bokföringslagen")

ORGANISERS = _("arrangörerna")
BOARD = _("riksstyrelsen")
NOBODY = _("ingen: bara programmet självt")


@dataclass(frozen=True)
class Holding:
    """One kind of data about people. `columns`: table -> its personal columns."""

    name: str
    what: Any
    purpose: Any
    basis: Any
    seen_by: Any
    term: Term
    columns: dict[str, tuple[str, ...]]


HOLDINGS = (
    Holding(
        "booking",
        _("Den som anmäler: namn, e-post, telefon"),
        _("Bekräfta anmälan och svara på frågor om den."),
        CONTRACT,
        ORGANISERS,
        rules.PEOPLE,
        {"booking": ("contact_name", "contact_email", "contact_phone", "note", "number", "form_key")},
    ),
    Holding(
        "participant",
        _("Deltagare: namn, e-post, titel, arbetsplats, valda dagar och seminarier, tidigare besök, svar på frågor"),
        _("Ge dig plats, namnskylt och kalender, och planera salar och mat."),
        CONTRACT,
        _("du, den som anmälde dig och arrangörerna; namn och arbetsplats för den som checkar in"),
        rules.PEOPLE,
        {
            "participant": (
                *("name", "email", "title", "workplace", "code", "badge_name", "note", "earlier_visits"),
                *("listed", "protected", "avoid_photo"),
            ),
            "answer": ("value",),
            "day_share": ("name", "email", "title", "code"),
            "registration_change": ("detail", "actor_name"),
            "printed_badge": ("code", "face"),
        },
    ),
    Holding(
        "arrivals",
        _("När du kom till konferensen"),
        _("Släppa in dig, och veta vilka som är i huset."),
        INTEREST,
        _("den som checkar in och arrangörerna"),
        rules.ARRIVALS,
        {"arrival": ("at", "date")},
    ),
    Holding(
        "needs",
        _("Mat och tillgänglighet, om du själv har skrivit något"),
        _("Köket får antal. Den som ordnar tillgängligheten ser vad du behöver."),
        CONSENT,
        _("du och en ansvarig person; köket bara antal"),
        rules.NEEDS,
        {"needs": ("content", "consent_version", "consent_at")},
    ),
    Holding(
        "consent",
        _("Dina samtycken: till vilken text och när"),
        _("Visa att du har sagt ja, och när du tog tillbaka det."),
        INTEREST,
        ORGANISERS,
        rules.PEOPLE,
        {"consent": ("text", "version", "given_at", "withdrawn_at")},
    ),
    Holding(
        "invoice",
        _("Fakturauppgifter: organisation, referenser, adress"),
        _("Fakturera den som betalar."),
        LAW,
        ORGANISERS,
        rules.ACCOUNTING,
        {
            "booking": (
                *("buyer_reference", "order_reference", "billing_object", "contract_reference", "peppol_id"),
                *("invoice_email", "invoice_address", "invoice_postcode", "invoice_city"),
            ),
            "organisation": ("invoice_email", "invoice_address", "invoice_postcode", "invoice_city"),
        },
    ),
    Holding(
        "mails",
        _("Brev från oss till dig"),
        _("Skicka dem, och kunna svara på om de kom fram."),
        CONTRACT,
        ORGANISERS,
        rules.MAILS,
        {"mail": ("to_address", "values", "subject", "body", "error"), "mail_attachment": ("name", "content")},
    ),
    Holding(
        "watches",
        _("E-postadressen, om du har bett om besked när anmälan öppnar"),
        _("Skicka det enda brevet."),
        CONSENT,
        NOBODY,
        rules.WATCHES,
        {"opening_watch": ("email",)},
    ),
    Holding(
        "logins",
        _("Dina inloggningar på Min anmälan: när, och med vilken sorts webbläsare"),
        _("Hålla dig inloggad, och släppa ingen annan in."),
        CONTRACT,
        NOBODY,
        rules.LOGINS,
        {"guest_login": ("email", "token_hash", "device")},
    ),
    Holding(
        "links",
        _("Personliga länkar, som avtryck: länken själv finns bara hos dig"),
        _("Låta dig se din anmälan, logga in och prenumerera på din kalender."),
        CONTRACT,
        NOBODY,
        rules.LINKS,
        {"secret_link": ("token_hash", "subject")},
    ),
    Holding(
        "members",
        _("Föreningens medlemmar: namn, e-post, region, och när du blev medlem eller lämnade"),
        _("Kalla till årsmötet och fastställa röstlängden."),
        MEMBERSHIP,
        BOARD,
        rules.MEMBERS,
        {"member": ("name", "email", "region", "since", "left_on")},
    ),
    Holding(
        "staff",
        _("Arrangörers och styrelsens konton: namn, e-post, inloggningar"),
        _("Låta dem arbeta, och se vem som ändrade vad."),
        INTEREST,
        _("administratörerna"),
        rules.STAFF,
        {
            "account": ("name", "email", "password_hash"),
            "login": ("token_hash", "device"),
            "login_attempt": ("subject",),
            "release": ("released_by",),
            "mailing": ("written_by",),
            "audit_event": ("actor", "detail"),
            "document": ("created_by",),
            "follow_up": ("responsible",),
            "focus_note": ("written_by",),
        },
    ),
    Holding(
        "hall",
        _("Närvaro vid årsmötet: namn, region, och när du kom och gick"),
        _("Veta vilka som är i salen och får rösta."),
        INTEREST,
        BOARD,
        rules.PRESENCE,
        {"presence": ("name", "region", "arrived_at", "left_at")},
    ),
    Holding(
        "register",
        _("Årsmötets röstlängd: namn och region"),
        _("Kunna visa efteråt vilka som fick rösta."),
        INTEREST,
        BOARD,
        rules.MEETINGS,
        {"register_entry": ("name", "region", "member_uid")},
    ),
    Holding(
        "motions",
        _("Motioner till årsmötet: vem som skrev, text"),
        _("Behandla motionen, och visa vad mötet tog ställning till."),
        INTEREST,
        _("riksstyrelsen; namnet och texten medlemmarna"),
        rules.MEETINGS,
        {"motion": ("sender_name", "title", "text", "form_key")},
    ),
    Holding(
        "motion_senders",
        _("E-postadressen till den som skrev en motion"),
        _("Svara den som skrev."),
        INTEREST,
        BOARD,
        rules.SENDERS,
        {"motion": ("sender_email",)},
    ),
    Holding(
        "minutes",
        _("Årsmötets protokoll: funktionärer, yrkanden, reservationer, jäv, svar vid namnupprop och underskrifter"),
        _("Visa vad årsmötet beslutade, hur och med vilka."),
        INTEREST,
        _("riksstyrelsen; det publicerade protokollet alla"),
        rules.MEETINGS,
        {
            "officer": ("name", "title"),
            "proposal": ("moved_by",),
            "dissent": ("name", "text"),
            "recusal": ("name",),
            "named_vote": ("vote",),
            "vote_option": ("label",),
            "signature": ("name",),
            "remark": ("name", "text"),
            "decision": ("body",),
        },
    ),
    Holding(
        "signing",
        _("E-postadressen till den som ska justera protokollet"),
        _("Skicka protokollet att läsa och skriva under."),
        INTEREST,
        BOARD,
        rules.SIGNING,
        {"officer_contact": ("email",)},
    ),
    Holding(
        "offices",
        _("Förtroendevalda och föreslagna: namn, titel, arbetsgivare och region när de valdes"),
        _("Visa vilka som har föreningens uppdrag, nu och tidigare."),
        INTEREST,
        _("alla; de föreslagna riksstyrelsen"),
        rules.MEETINGS,
        {
            "mandate": ("name", "title", "employer"),
            "candidate": ("name", "title", "employer", "nominated_by"),
            "focus_driver": ("name",),
        },
    ),
    Holding(
        "stage",
        _("De som står på scen: namn, titel, organisation, presentation, porträtt"),
        _("Visa programmet, nu och för eftervärlden."),
        INTEREST,
        _("alla"),
        rules.STAGE,
        {
            "person": ("name", "title", "organisation", "internal_note"),
        },
    ),
)
