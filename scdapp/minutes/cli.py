"""`flask minutes …`: whether what is kept is what was attested."""

import click
from flask.cli import AppGroup

from scdapp.minutes import proof, queries

group = AppGroup("minutes", help="Protokoll: kontroll av att inget är ändrat.")


@group.command()
def check() -> None:
    """Räkna om kontrollsummor, underskrifter och händelsekedja. Skiljer sig något sägs vad, och svaret är 1."""
    findings = proof.check_all()
    for one in findings:
        click.echo(f"  {one.where}: {one.what}")
    if findings:
        raise SystemExit(1)
    click.echo(f"Inget är ändrat. Justerade protokoll: {len(queries.attested())}.")
