"""A year to subscribe to."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from scdapp.editions.models import Edition
from scdapp.people.models import FormerPersonSlug
from tests.factories import make_edition, make_key_date, make_person, save
from tests.feeds.programmes import PERSON_UID, publish


@pytest.fixture
def edition(app: Flask) -> Edition:
    """2024 with a released programme, two key dates of which one is withdrawn, and a speaker with two addresses."""
    edition = make_edition(2024)
    person = make_person("Åsa Exempel", uid=PERSON_UID, slug="asa-exempel")
    save(FormerPersonSlug(person_id=person.id, slug="asa-gammal"))
    make_key_date(edition, uid="key-1")
    make_key_date(edition, "Inskickade abstracts", uid="key-2", withdrawn_at=datetime(2024, 6, 1, tzinfo=UTC))
    publish(edition)
    return edition
