"""Picture files follow the transaction: written before it commits, taken back if it does not, removed after it has.

A crash in between leaves at most a file that no row knows, and such a file is never served.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

_WRITTEN = "picture_files_written"
_REMOVED = "picture_files_removed"


def path_of(folder: Path, uid: str, width: int) -> Path:
    """Where the file of that width lies."""
    return folder / f"{uid}-{width}.jpg"


def write(session: Session, folder: Path, uid: str, files: Mapping[int, bytes]) -> None:
    """Write one file for each width. They vanish again if the transaction is rolled back."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, data in files.items():
        path = path_of(folder, uid, width)
        session.info.setdefault(_WRITTEN, []).append(path)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)


def remove(session: Session, folder: Path, uid: str, widths: tuple[int, ...]) -> None:
    """Remove the files once the transaction is committed; until then others may still show them."""
    session.info.setdefault(_REMOVED, []).extend(path_of(folder, uid, width) for width in widths)


@event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    session.info.pop(_WRITTEN, None)
    _unlink(session.info.pop(_REMOVED, []))


@event.listens_for(Session, "after_rollback")
def _rolled_back(session: Session) -> None:
    session.info.pop(_REMOVED, None)
    _unlink(session.info.pop(_WRITTEN, []))


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
