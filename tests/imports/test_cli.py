"""On the command line: what is in the files, what was new, or everything that is wrong."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from scdapp.core import publication
from scdapp.demo.cli import FACTS, PROGRAMME
from scdapp.imports.json_files import AT_MOST_BYTES
from tests.imports.files import everything, raw_facts, raw_programme, write


def _run(app: Flask, *words: object) -> Result:
    return app.test_cli_runner().invoke(args=["imports", *map(str, words)])


def test_checking_tells_what_is_there_and_changes_nothing(app: Flask) -> None:
    before = everything()
    done = _run(app, "check", FACTS, PROGRAMME)
    assert (done.exit_code, done.output) == (
        0,
        "Filerna är riktiga: 10 upplagor, 55 personer, 45 programpunkter, 54 poster i programmet för scd2024. "
        "Inget är inläst.\n",
    )
    assert everything() == before


def test_loading_twice_tells_what_was_there(app: Flask) -> None:
    first = _run(app, "load", FACTS, PROGRAMME)
    assert first.exit_code == 0
    assert first.output.endswith(
        "poster i programmet: 0 fanns redan, 54 nya\nsläppta program: 0 fanns redan, 4 nya\nKlart.\n"
    )
    again = _run(app, "load", FACTS, PROGRAMME)
    assert again.exit_code == 0
    assert again.output.endswith("poster i programmet: 54 fanns redan, 0 nya\nAllt fanns redan. Inget är ändrat.\n")


def test_a_wrong_file_is_refused_whole(app: Flask, tmp_path: Path) -> None:
    assert _run(app, "load", FACTS).exit_code == 0
    before, standing = everything(), publication.standing()
    facts, programme = raw_facts(), raw_programme()
    facts["people"].append(facts["people"][0] | {"id": "ny", "name": "Ny Person"})
    facts["sessions"][12]["speakers"][0] = "x"
    refused = _run(app, "load", write(tmp_path, facts))
    assert (refused.exit_code, refused.stdout, refused.stderr) == (
        1,
        "",
        "facts.json går inte att läsa in. Inget är ändrat.\n"
        '  sessions[12].speakers[0]: "x" finns inte i people\n'
        "  meta.counts.people: säger 55, men det finns 56\n",
    )
    programme["sessions"][0]["room"] = "källaren"
    refused = _run(app, "load", FACTS, PROGRAMME, write(tmp_path, programme, "eget.json"))
    assert (refused.exit_code, refused.stderr) == (
        1,
        'eget.json går inte att läsa in. Inget är ändrat.\n  sessions[0].room: "källaren" finns inte i venue.rooms\n',
    )
    assert everything() == before
    assert publication.standing() == standing


@pytest.mark.parametrize("command", ["check", "load"])
def test_what_cannot_be_read_is_told_in_one_sentence(app: Flask, tmp_path: Path, command: str) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(AT_MOST_BYTES + 1)
    cut = tmp_path / "cut.json"
    cut.write_bytes(FACTS.read_bytes()[:5000])
    told = {
        huge: "Filen är större än 10 MB.",
        cut: "Filen är inte JSON, eller avhuggen: fel på rad 167, tecken 3.",
        tmp_path / "none.json": "Filen finns inte.",
        tmp_path: "Det är en mapp, ingen fil.",
        PROGRAMME: "Det här är ingen fil med fakta: people, editions, earlier_editions saknas.",
    }
    for file, sentence in told.items():
        refused = _run(app, command, file)
        assert (refused.exit_code, refused.stderr) == (
            1,
            f"{file.name} går inte att läsa in. Inget är ändrat.\n  {sentence}\n",
        )
