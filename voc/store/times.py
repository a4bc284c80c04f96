"""How instants and days are written in the database: ISO 8601, instants in UTC with a Z."""

from datetime import UTC, date, datetime


def write_instant(value: datetime | None) -> str | None:
    """Return an aware instant as ``2026-03-02T09:00:00Z``, or None."""
    return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_day(value: date | None) -> str | None:
    """Return a day as ``2026-03-02``, or None."""
    return None if value is None else value.isoformat()


def read_day(value: str | None) -> date | None:
    """Return the day that was written, or None."""
    return None if value is None else date.fromisoformat(value)


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)
