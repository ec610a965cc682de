"""The letter with the link that logs in. Pure."""

from scdapp.guests.rules import LINK_LIFETIME
from scdapp.outbox.letters import Letter, Wording
from scdapp.tokens.rules import LinkKind

# Opens a page with a button; only the button uses it up, so a mail scanner that follows links does no harm.
LOGIN = LinkKind("login", endpoint="guests.enter", lifetime=LINK_LIFETIME, once=True)
LINK_KINDS = (LOGIN,)

LOGIN_LINK = Letter(
    name="login_link",
    title="Länk för att logga in",
    sv=Wording(
        "Logga in på Min anmälan",
        "Hej!\n\n"
        "Här är länken som loggar in dig på Min anmälan hos Socialchefsdagarna. Den gäller i {minuter} minuter "
        "och går att använda en gång:\n"
        "{logga_in}\n\n"
        "Länken beställdes från {enhet}.\n\n"
        "Var det inte du? Då behöver du inte göra något. Ingen kommer in utan länken, så skicka den inte vidare.\n",
    ),
    en=Wording(
        "Log in to My registration",
        "Hello,\n\n"
        "Here is the link that logs you in to My registration at Socialchefsdagarna. It works for {minuter} minutes "
        "and can be used once:\n"
        "{logga_in}\n\n"
        "The link was asked for from {enhet}.\n\n"
        "Was it not you? Then there is nothing you need to do. Nobody gets in without the link, "
        "so do not pass it on.\n",
    ),
    values={"minuter": "hur många minuter länken gäller", "enhet": "webbläsaren som länken beställdes från"},
    links={"logga_in": "länk till sidan där man loggar in"},
)
LETTERS = (LOGIN_LINK,)
