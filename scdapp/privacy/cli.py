"""`flask privacy …`: the purge by hand, and what it would do."""

import click
from flask.cli import AppGroup

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.privacy import service

group = AppGroup("privacy", help="Gallring av personuppgifter.")


@group.command()
@click.option("--dry-run", is_flag=True, help="Visa bara vad som skulle gallras.")
def purge(dry_run: bool) -> None:
    """Töm det som har sparats tillräckligt länge. Arbetaren gör det också, en gång om dygnet."""
    if dry_run:
        swept = service.due(clock.now())
    else:
        with transaction():
            swept = service.purge(clock.now())
    for one in swept:
        click.echo(f"  {one.name}: {one.number}{' skulle tömmas' if dry_run else ' tömda'}")
