"""Makes the files: slow work, so between two short transactions and never inside one."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from scdapp.badges import fitting, queries, rules, service
from scdapp.badges.rules import Face, Sheet, as_wish
from scdapp.core import paper, qr
from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition

log = logging.getLogger(__name__)
TEMPLATES = Path(__file__).parent / "paper"
FOLDER = "prints"
# How often the count is written down.
STEP = 100


def work(folder: Path, home: str, *, now: datetime) -> int:
    """Make what waits longest, if anything does; how many badges. `home` is the address of the site."""
    job_id = queries.next_job(now)
    return make(job_id, folder, home, now=now) if job_id else 0


def make(job_id: int, folder: Path, home: str, *, now: datetime) -> int:
    """Make one job's file, unless somebody else does; how many badges are in it."""
    with transaction():
        job = service.begin(job_id, now=now)
        if job is None:
            return 0
        uid, wish, edition = job.uid, as_wish(job.wish), job.edition
        event, hue = edition.name, edition.hue
        faces = queries.wanted(edition, wish)
    try:
        badges = list(_badges(job_id, faces, rules.SHEETS[wish.sheet], home))
        sheet = asdict(rules.SHEETS[wish.sheet])
        title = f"Namnskyltar, {event}"
        _keep(folder / f"{uid}.pdf", _pdf("badges", title=title, event=event, hue=hue, form=sheet, badges=badges))
    except Exception as error:
        log.error("badges failed: %s", type(error).__name__)  # its words may hold somebody's name
        with transaction():
            service.fail(job_id, now=now)
        return 0
    with transaction():
        service.count(job_id, len(faces), len(faces))
        service.end(job_id, faces, now=now)
    return len(faces)


def _badges(job_id: int, faces: Sequence[Face], sheet: Sheet, home: str) -> Iterator[dict[str, Any]]:
    """Each badge with its QR code, which is what takes the time."""
    for number, one in enumerate(faces):
        if number and number % STEP == 0:
            with transaction():
                service.count(job_id, number, len(faces))
        words = {"name": one.name, "title": one.title, "work": one.work, "role": one.role, "days": one.days}
        square = qr.svg(f"{home}/in/{one.code}", border=0).decode()
        yield {
            **words,
            "size": fitting.size_of(one.name, sheet),
            "photo": one.photo,
            "code": rules.spoken(one.code),
            "svg": square,
        }


def names(edition: Edition, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, tick: bool) -> bytes:
    """A list of names as PDF. `tick`: with an empty square before each."""
    return _pdf("names", title=title, event=edition.name, columns=columns, rows=rows, tick=tick)


def sweep(folder: Path, *, now: datetime) -> int:
    """Throw away what is older than a day, rows and files; how many files."""
    service.forget_old(now=now)
    db.session.flush()
    known = queries.uids()
    left = [file for file in folder.glob("*.pdf") if file.stem not in known]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)


def _pdf(template: str, **data: Any) -> bytes:
    told: Mapping[str, Any] = data
    return paper.pdf(TEMPLATES / f"{template}.typ", told)


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all, and for the owner of the installation only."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    draft = file.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(file)
