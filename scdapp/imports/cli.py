"""`flask imports …`: look through the files of whole years, or bring them in."""

from pathlib import Path

import click
from flask.cli import AppGroup

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.imports import reading, service
from scdapp.imports.json_files import WrongFile

group = AppGroup("imports", help="Läs in hela upplagor från filer.")
FACTS = click.argument("facts", type=click.Path(path_type=Path))
PROGRAMMES = click.argument("programmes", nargs=-1, type=click.Path(path_type=Path))


@group.command()
@FACTS
@PROGRAMMES
def check(facts: Path, programmes: tuple[Path, ...]) -> None:
    """Granska en faktafil och eventuella programfiler. Ändrar ingenting."""
    found = _read(facts, programmes)
    click.echo(f"Filerna är riktiga: {found.words()}. Inget är inläst.")


@group.command()
@FACTS
@PROGRAMMES
def load(facts: Path, programmes: tuple[Path, ...]) -> None:
    """Läs in det som saknas ur filerna. Det som redan finns rörs inte."""
    found = _read(facts, programmes)
    try:
        with transaction():
            tally = service.load(found.facts, found.programmes, now=clock.now())
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.sentence} Inget är ändrat.") from None
    for line in tally.lines():
        click.echo(line)
    click.echo("Klart." if tally.changed else "Allt fanns redan. Inget är ändrat.")


def _read(facts: Path, programmes: tuple[Path, ...]) -> reading.Files:
    try:
        return reading.read(facts, programmes)
    except WrongFile as wrong:
        click.echo(wrong.sentence, err=True)
        for fault in wrong.faults:
            click.echo(f"  {fault}", err=True)
        raise SystemExit(1) from None
