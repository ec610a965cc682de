"""`flask demo load`: fill a new installation with a year to try."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from scdapp.accounts import passwords
from scdapp.accounts.rules import ROLE_WORDS
from scdapp.admission.queries import find_catalogue
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import instance_folder
from scdapp.demo import registration_service, service, snapshots, story
from scdapp.demo.moments import MOMENTS
from scdapp.demo.snapshots import Snapshot
from scdapp.editions.queries import get_edition
from scdapp.imports import reading

group = AppGroup("demo", help="Ett år att prova på.")
DATA = Path(__file__).parent / "data"
FACTS, PROGRAMME = service.FACTS, DATA / "demo-programme-2024.json"


@group.command()
@click.option("--antal", "people", default=story.PEOPLE, show_default=True, help="Ungefär hur många som anmäler sig.")
def load(people: int) -> None:
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
    _register(people)
    for line in tally.lines() if tally else ("Demot finns redan. Inget är ändrat.",):
        click.echo(f"  {line}")
    click.echo("Logga in på /logga-in:")
    for guest in service.GUESTS:
        click.echo(f"  {guest.email}  {guest.password}  ({ROLE_WORDS[guest.role]})")
    click.echo("Se Min anmälan på /min-anmalan; länken som mejlas står i arrangörens utkorg, /arrangor/utkorg:")
    for email, words in ((story.COORDINATOR, "har anmält åtta"), (story.FIRST_PERSON, "en av dem")):
        click.echo(f"  {email}  ({words})")


def _register(people: int) -> None:
    """The example registrations, played once and kept as snapshots, so that the clock can be moved quickly."""
    edition_id, folder = get_edition(service.YEAR).id, instance_folder(snapshots.FOLDER)
    now = clock.now()
    if find_catalogue(edition_id) is None or snapshots.there(folder):
        return
    click.echo("Låter påhittade deltagare anmäla sig …")
    with transaction():
        registration_service.draw_earlier_year(get_edition(service.YEAR - 1), now=now)
        registration_service.begin(edition_id)
    # Read while nothing is being written, so that it is kept: every verb asks for it.
    find_catalogue(edition_id)
    taken: list[Snapshot] = []
    for at in story.poses((one.at for one in MOMENTS), people):
        with transaction():
            registration_service.play(edition_id, after=taken[-1].at if taken else None, until=at, people=people)
            taken.append(snapshots.take(edition_id, at, people))
    with transaction():
        standing = next((one for one in reversed(taken) if one.at <= now), None)
        registration_service.as_of(edition_id, standing, now=now)
    snapshots.save(folder, taken)
