"""What was corrected in a term of office, in words. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from scdapp.core import words
from scdapp.elections import vocabulary

LABELS = {
    "name": "namn",
    "title": "titel",
    "employer": "arbetsgivare",
    "region": "region",
    "elected_as": "hur valet gick till",
    "from_year": "valdes år",
    "starts_on": "första dagen",
    "until_year": "till årsmötet",
    "ends_on": "upphörde",
    "ended_reason": "hur det upphörde",
}
_WORDS = {"elected_as": vocabulary.ELECTED_AS, "ended_reason": vocabulary.END_REASONS}


def told(changed: Mapping[str, Sequence[object]]) -> str:
    """ "namn: Ana Al → Anna Al; upphörde: inget → 1 maj 2024"."""
    return "; ".join(f"{LABELS[key]}: {_said(key, old)} → {_said(key, new)}" for key, (old, new) in changed.items())


def _said(key: str, value: object) -> str:
    if value is None:
        return "inget"
    if key.endswith("_on"):
        return words.date_plain(date.fromisoformat(str(value)))
    return _WORDS.get(key, {}).get(str(value), str(value))
