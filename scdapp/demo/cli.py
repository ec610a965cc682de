"""`flask demo load`: fill a new installation with a year to try."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from scdapp.accounts import passwords
from scdapp.accounts.rules import ROLE_WORDS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.demo import service
from scdapp.imports import reading

group = AppGroup("demo", help="Ett år att prova på.")
DATA = Path(__file__).parent / "data"
FACTS, PROGRAMME = DATA / "socialchefsdagarna.json", DATA / "demo-programme-2024.json"


@group.command()
def load() -> None:
    """Läs in demot, om det inte redan finns, och visa hur man loggar in."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("Det här är ingen demo. Sätt SCDAPP_DEMO=1 om det ska vara en.")
    click.echo("Läser faktafilen och demoprogrammet …")
    files = reading.read(FACTS, (PROGRAMME,))
    hashes = {g.email: passwords.new(g.password, email=g.email, name=g.name) for g in service.GUESTS}
    try:
        with transaction():
            tally = service.load(files, hashes, now=clock.now())
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from None
    for line in tally.lines() if tally else ("Demot finns redan. Inget är ändrat.",):
        click.echo(f"  {line}")
    click.echo("Logga in på /logga-in:")
    for guest in service.GUESTS:
        click.echo(f"  {guest.email}  {guest.password}  ({ROLE_WORDS[guest.role]})")
