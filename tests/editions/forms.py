"""What a browser sends for forms that are filled in well."""

from datetime import timedelta

from scdapp.editions.models import Edition

NEW = {"year": "2025", "starts_on": "2025-10-01", "ends_on": "2025-10-03", "hue": "145"}


def of_edition(edition: Edition, **changed: str) -> dict[str, str]:
    """The form of an edition as it was opened, with what the organiser changed."""
    texts = ("name", "theme", "city", "venue", "venue_address", "host", "welcome", "note")
    sent = {name: getattr(edition, name) or "" for name in texts}
    sent |= {
        "version": str(edition.version),
        "year": str(edition.year),
        "starts_on": edition.starts_on.isoformat(),
        "ends_on": edition.ends_on.isoformat() if edition.ends_on else "",
        "hue": str(edition.hue),
    }
    main = [edition.starts_on + timedelta(days=n) for n in range((edition.last_day - edition.starts_on).days + 1)]
    labels = {day.date: day.label or "" for day in edition.days}
    for number, day in enumerate(main):
        sent |= {f"labels-{number}-on": day.isoformat(), f"labels-{number}-label": labels.get(day, "")}
    for number, day in enumerate(sorted(set(labels) - set(main))):
        sent |= {f"extra_days-{number}-on": day.isoformat(), f"extra_days-{number}-label": labels[day]}
    return sent | changed
