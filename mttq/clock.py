"""The time in Vietnam, which decides what day it is whatever the clock of the machine is set to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Asia/Ho_Chi_Minh; its offset has not changed since 1975.
VIETNAM = timezone(timedelta(hours=7))


def today() -> date:
    """Return today's date."""
    return datetime.now(VIETNAM).date()
