"""The frame around what organisers write to many. Pure."""

from scdapp.outbox.letters import Letter, Wording

MAILING = Letter(
    name="mailing",
    title="Ramen runt ett utskick",
    sv=Wording(
        "{rubrik}",
        "Hej {namn}!\n\n{text}\n\n"
        "Brevet går till dig som är anmäld till {konferens}. Här ser du din anmälan:\n{se_anmalan}\n",
    ),
    en=Wording(
        "{rubrik}",
        "Hello {namn},\n\n{text}\n\n"
        "You get this letter because you are registered for {konferens}. See your registration:\n{se_anmalan}\n",
    ),
    values={
        "rubrik": "utskickets rubrik",
        "namn": "mottagarens namn",
        "text": "utskickets text",
        "konferens": "konferensens namn",
    },
    links={"se_anmalan": "länk till anmälan"},
    by_staff=frozenset({"rubrik", "text"}),
)
LETTERS = (MAILING,)
