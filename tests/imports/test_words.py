"""Swedish words of the files, as we understand them."""

import pytest

from scdapp.imports.checking import Faults, Node
from scdapp.imports.words import KINDS, label, role_on_stage, sentence, weekdays_only
from scdapp.programme.vocabulary import KINDS as OURS


def test_every_kind_has_its_word() -> None:
    assert sorted(KINDS.values()) == sorted(OURS)
    assert KINDS["storföreläsning"] == "keynote"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("fredag (halvdag)", "halvdag"),
        ("fredag, halvdag", "halvdag"),
        ("kvällen före (fredag)", "kvällen före"),
        ("fredag", None),
        (None, None),
    ],
)
def test_a_label_loses_the_weekday(text: str | None, kept: str | None) -> None:
    faults = Faults()
    assert label(Node({"date": "2024-10-04", "label": text}, "", faults)) == kept
    assert not faults


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Torsdag eller fredag.", "torsdag eller fredag"),
        ("Onsdag", "onsdag"),
        ("Dagen härledd ur texten om första dagen.", None),
        (None, None),
    ],
)
def test_only_weekdays_are_told(text: str | None, days: str | None) -> None:
    assert weekdays_only(text) == days


@pytest.mark.parametrize(
    ("kind", "words", "group", "role"),
    [
        ("panel", "moderator", False, "moderator"),
        ("panel", "forskare", False, "panellist"),
        ("culture", "visduo", False, "artist"),
        ("keynote", "", True, "artist"),
        ("annual_meeting", "mötesordförande", False, "speaker"),
    ],
)
def test_roles_on_stage(kind: str, words: str, group: bool, role: str) -> None:
    assert role_on_stage(kind, words=words, group=group) == role


def test_a_note_becomes_a_sentence() -> None:
    assert (sentence("omkring 600"), sentence("Klart!")) == ("Omkring 600.", "Klart!")
