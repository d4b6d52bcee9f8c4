"""A date as people write it → ISO 8601, or nothing where it is not certain."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?=$|[T ])")
# Two days that share neither year, month nor day: what the text leaves open differs between them.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))


def iso_date(written: str) -> str | None:
    """The ISO 8601 calendar date that ``written`` names, or None where it can be read in two ways.

    "March 06 , 2008", "9 Aug 2019" and "2019-08-09T10:00:00-04:00" are certain (the date as
    written, not moved to another time zone); "03/04/2019", "August 2019" and "Friday" are not.
    """
    text = " ".join(written.split()).replace(" ,", ",")
    if iso := _ISO.match(text):
        try:
            return date.fromisoformat(iso[1]).isoformat()
        except ValueError:
            return None
    readings = set()
    for default in _DEFAULTS:
        for day_first in (False, True):
            try:
                moment = parser.parse(text, default=default, dayfirst=day_first)
            except (ValueError, OverflowError):
                return None
            readings.add(moment.date().isoformat())
    return readings.pop() if len(readings) == 1 else None
