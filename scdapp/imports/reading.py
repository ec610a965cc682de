"""The files of one import, from disk to values."""

from dataclasses import dataclass
from pathlib import Path

from scdapp.imports import facts, json_files, programmes
from scdapp.imports.facts import Facts
from scdapp.imports.json_files import AT_MOST_BYTES, WrongFile
from scdapp.imports.programmes import ProgrammeFile


@dataclass(frozen=True)
class Files:
    facts: Facts
    programmes: tuple[ProgrammeFile, ...]

    def words(self) -> str:
        """What is in them, in words."""
        found = self.facts
        told = f"{len(found.editions)} upplagor, {len(found.people)} personer, {len(found.sessions)} programpunkter"
        return told + "".join(f", {len(one.entries)} poster i programmet för {one.edition}" for one in self.programmes)


def read(facts_file: Path, programme_files: tuple[Path, ...] = ()) -> Files:
    """The facts and the programmes, checked against each other. Raises `WrongFile` for the first that is wrong."""
    found = facts.read(facts_file.name, json_files.read(facts_file.name, _content(facts_file)))
    return Files(
        found, tuple(programmes.read(f.name, json_files.read(f.name, _content(f)), found) for f in programme_files)
    )


def _content(file: Path) -> bytes:
    """The bytes, but never many more than may be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(AT_MOST_BYTES + 1)
    except FileNotFoundError:
        raise WrongFile(file.name, ("Filen finns inte.",)) from None
    except IsADirectoryError:
        raise WrongFile(file.name, ("Det är en mapp, ingen fil.",)) from None
    except OSError as error:
        raise WrongFile(file.name, (f"Filen går inte att öppna: {error.strerror}.",)) from None
