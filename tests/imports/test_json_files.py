"""What is no JSON object is refused in one clear sentence."""

import pytest

from scdapp.imports import json_files
from scdapp.imports.json_files import AT_MOST_BYTES, WrongFile


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom."),
        (b" \n", "Filen är tom."),
        (b'{"a": [1, 2', "Filen är inte JSON, eller avhuggen: fel på rad 1, tecken 12."),
        (b"hej", "Filen är inte JSON, eller avhuggen: fel på rad 1, tecken 1."),
        (b"[1]", "Filen ska innehålla ett JSON-objekt, { … }, och inget annat."),
        (b'"text"', "Filen ska innehålla ett JSON-objekt, { … }, och inget annat."),
        (b"null", "Filen ska innehålla ett JSON-objekt, { … }, och inget annat."),
        ("å".encode("latin-1"), "Filen är inte UTF-8 (fel vid byte 0). Spara den som UTF-8."),
        ('{"a": 1}'.encode("utf-16"), "Filen är inte UTF-8 (fel vid byte 0). Spara den som UTF-8."),
        (b'{"a": NaN}', "Filen är inte JSON: NaN är inget tal."),
        (b'{"a": {"b": 1, "b": 2}}', 'Filen är inte JSON: "b" står två gånger i samma objekt.'),
        (b"[" * 200_000, "Filen har för många nivåer i varandra."),
        (b" " * AT_MOST_BYTES + b"{}", "Filen är större än 10 MB."),
    ],
)
def test_what_is_no_json_object_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(WrongFile) as refused:
        json_files.read("facts.json", content)
    assert refused.value.faults == (sentence,)
    assert refused.value.sentence == "facts.json går inte att läsa in. Inget är ändrat."


def test_a_number_with_too_many_digits_is_refused() -> None:
    with pytest.raises(WrongFile, match="går inte att läsa in") as refused:
        json_files.read("facts.json", b'{"a": ' + b"9" * 5000 + b"}")
    assert len(refused.value.faults) == 1


def test_a_byte_order_mark_does_no_harm() -> None:
    assert json_files.read("facts.json", '\ufeff{"å": 1}'.encode()) == {"å": 1}
