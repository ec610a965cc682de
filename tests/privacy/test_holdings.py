"""What is held of people is told, all of it."""

import re

from scdapp.core.db import Base
from scdapp.privacy.holdings import HOLDINGS

LOOKS_PERSONAL = re.compile(
    r"name|email|phone|address|title|workplace|note|value|code|token|device|subject|body|detail|content|key|by$"
)
# Columns whose names look personal and that say nothing about anybody who comes.
ABOUT_NOBODY = {
    ("mail", "key"),
    ("mail", "claimed_by"),
    ("mail_wording", "subject"),
    ("mail_wording", "body"),
    ("account_role", "name"),
    ("edition", "name"),
    ("edition", "venue_address"),
    ("edition", "note"),
    ("block", "name"),
    ("block", "note"),
    ("key_date", "title"),
    ("key_date", "note"),
    ("release", "note"),
    ("release", "content"),
    ("room", "name"),
    ("track", "name"),
    ("category", "name"),
    ("category", "name_en"),
    ("category", "access_code"),
    ("session", "title"),
    ("session", "cancel_note"),
    ("product", "name"),
    ("product", "name_en"),
    ("product", "vat_note"),
    ("organisation", "name"),
    ("organisation", "name_alone"),
    ("organisation", "municipality_code"),
    ("organisation", "county_code"),
    ("mailing", "subject"),
    ("mailing", "body"),
    ("statute_version", "quorum_value"),
    ("annual_meeting", "note"),
    ("agenda_item", "template_key"),
    ("agenda_item", "title"),
    ("notice", "note"),
    ("document", "title"),
    ("document", "file_name"),
    ("document", "content"),
    ("vote_round", "tie_note"),
    ("vote_option", "key"),
    ("follow_up", "notes"),
    ("post", "key"),
    ("post", "name"),
    ("focus_area", "title"),
}


def _told() -> set[tuple[str, str]]:
    return {(table, column) for one in HOLDINGS for table, columns in one.columns.items() for column in columns}


def _columns() -> set[tuple[str, str]]:
    return {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if not column.foreign_keys
    }


def test_every_column_that_looks_personal_is_told_of() -> None:
    looks = {pair for pair in _columns() if LOOKS_PERSONAL.search(pair[1])}
    assert sorted(looks - _told() - ABOUT_NOBODY) == []


def test_nothing_is_told_of_that_is_not_there() -> None:
    assert sorted((_told() | ABOUT_NOBODY) - _columns()) == []
