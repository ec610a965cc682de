"""One text for one content."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from scdapp.minutes import canonical


def test_invariant_02_keys_are_sorted_texts_composed_and_lines_end_one_way() -> None:
    decomposed = "A\u030arsmo\u0308te\r\nnytt\rslut"
    assert (
        canonical.dumps({"ö": [1, None, True], "a": decomposed}) == '{"a":"Årsmöte\\nnytt\\nslut","ö":[1,null,true]}\n'
    )


def test_invariant_02_a_moment_is_the_same_in_every_zone() -> None:
    here = datetime(2024, 10, 2, 16, 30, 0, 999, tzinfo=timezone(timedelta(hours=2)))
    assert canonical.plain(here) == "2024-10-02T14:30:00Z"
    assert canonical.plain(here.astimezone(UTC)) == canonical.plain(here)
    assert canonical.plain(date(2024, 10, 2)) == "2024-10-02"


def test_invariant_02_what_has_no_one_form_is_refused() -> None:
    with pytest.raises(TypeError, match="float has no canonical form"):
        canonical.dumps({"a": 0.1})


def test_invariant_02_a_text_read_and_written_again_is_the_same() -> None:
    text = canonical.dumps({"b": "å", "a": {"c": [1, "x"]}})
    assert canonical.rewritten(text) == text
    assert canonical.digest(text) == canonical.digest(text.encode())
